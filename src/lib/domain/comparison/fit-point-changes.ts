import { MISSING, type Cells } from '#lib/domain/cells/cells.ts';
import { worthOfStates } from '#lib/domain/cells/worth-of-states.ts';
import { cholesky, choleskySolve } from '#lib/domain/logistic/cholesky.ts';

/** By how much a column seems to give other points than a card, one entry a rule. */
export interface PointChanges {
	/** An event, where the rule fires. */
	fired: Float64Array;
	/** Where it cannot be evaluated. */
	missing: Float64Array;
}

/** Just enough that rules which always fire together share what cannot be told apart. */
const RIDGE = 1e-9;

/**
 * The changes of points that come closest to the differences of all leads at once: weighted least squares on the rules'
 * states, without intercept. Whole numbers where `whole` is set: a few leads of another cause do not move them then.
 *
 * @param differences - column less card, of each cell
 * @param leads - weight of each cell; 0 leaves it out
 * @returns null where nothing can be told
 * @example fitPointChanges(cells, Float64Array.of(5, 0), n, true)?.fired[0] // 5
 */
export function fitPointChanges(
	cells: Cells,
	differences: Float64Array,
	leads: Float64Array,
	whole: boolean
): PointChanges | null {
	const rules = cells.states.length;
	const columns = [...columnsOf(cells)];
	const size = columns.length;
	const squares = new Float64Array(size * size);
	const right = new Float64Array(size);
	for (let i = 0; i < size; i++) {
		for (let j = 0; j <= i; j++) squares[i * size + j] = product(columns[i], columns[j], leads);
		right[i] = product(columns[i], differences, leads);
		squares[i * size + i] = squares[i * size + i] * (1 + RIDGE) || 1;
	}
	const factor = cholesky(squares, size);
	if (!factor) return null;
	const found = choleskySolve(factor, right).map((value) =>
		whole ? Math.round(value) : Number(value.toPrecision(6))
	);
	return { fired: found.slice(0, rules), missing: found.slice(rules) };
}

/** What each rule is worth in each cell, then where each cannot be evaluated. */
function* columnsOf(cells: Cells): Generator<Float64Array> {
	for (const [rule, states] of cells.states.entries()) {
		const worth = worthOfStates(cells, rule);
		yield Float64Array.from(states, (state) => worth[state]);
	}
	for (const states of cells.states) {
		yield Float64Array.from(states, (state) => (state === MISSING ? 1 : 0));
	}
}

function product(a: Float64Array, b: Float64Array, weights: Float64Array): number {
	let sum = 0;
	for (let c = 0; c < a.length; c++) sum += weights[c] * a[c] * b[c];
	return sum;
}
