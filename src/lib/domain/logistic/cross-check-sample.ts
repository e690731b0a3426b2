import type { Cells } from '#lib/domain/cells/cells.ts';
import { worthOfStates } from '#lib/domain/cells/worth-of-states.ts';
import { random } from '#lib/domain/random.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { aliasedTerms } from './aliased-terms.ts';
import { selectTerms } from './select-terms.ts';

/** Leads one by one, for a program that knows no counts. */
export interface LeadRows {
	names: string[];
	/** One column a term, one value a lead. */
	columns: Float64Array[];
	/** 1 won, 0 lost. */
	won: Float64Array;
}

export interface SampleOptions {
	seed?: number;
	/** Most leads of each outcome. */
	mostOfEach?: number;
	mostTerms?: number;
	/** Fewest won and lost leads, with and without the rule, that a term needs in the sample. */
	fewestOnEachSide?: number;
}

/**
 * A small sample of leads and rules on which two programs can be compared: a seeded draw without replacement of won and
 * of lost leads, and the rules with most of both outcomes on both sides, none a combination of the others.
 *
 * @param cells - training cells with whole counts
 * @param rules - indexes of the rules that may be drawn on
 * @returns not measured: `few-wins` or `few-losses` under 10 of them, `no-supported-rule` where no rule has enough of
 * both outcomes on both sides
 * @example crossCheckSample(part(cells, 0), scorecard, [0, 1, 2]) // { measured: true, names: ['demo', 'trial'], … }
 */
export function crossCheckSample(
	cells: Cells,
	scorecard: Scorecard,
	rules: readonly number[],
	options: SampleOptions = {}
): Measured<LeadRows> {
	const { seed = 1, mostOfEach = 100, mostTerms = 5, fewestOnEachSide = 5 } = options;
	const next = random(seed);
	const lost = cells.n.map((leads, c) => leads - cells.k[c]);
	const drawnWon = draw(cells.k, mostOfEach, next);
	const drawnLost = draw(lost, mostOfEach, next);
	if (drawnWon.length < 10) return notMeasured('few-wins', { wins: drawnWon.length, needed: 10 });
	if (drawnLost.length < 10) {
		return notMeasured('few-losses', { losses: drawnLost.length, needed: 10 });
	}
	const drawn = [...drawnWon, ...drawnLost];
	const won = Float64Array.from(drawn, (_, i) => (i < drawnWon.length ? 1 : 0));
	const candidates = rules
		.map((rule) => {
			const worth = worthOfStates(cells, rule);
			const column = Float64Array.from(drawn, (c) => worth[cells.states[rule][c]]);
			return { name: rulesOf(scorecard)[rule].id, column, support: smallestSide(column, won) };
		})
		.filter(({ support }) => support >= fewestOnEachSide)
		.sort((a, b) => b.support - a.support);
	if (candidates.length === 0) return notMeasured('no-supported-rule', { leads: drawn.length });
	return { measured: true, ...independentTerms(candidates, won, mostTerms), won };
}

/** Cells of up to `most` leads drawn without replacement (Floyd's method), in order of the cells. */
function draw(counts: Float64Array, most: number, next: () => number): number[] {
	const total = counts.reduce((sum, count) => sum + count, 0);
	const chosen = new Set<number>();
	for (let top = Math.max(0, total - most); top < total; top++) {
		const lead = Math.floor(next() * (top + 1));
		chosen.add(chosen.has(lead) ? top : lead);
	}
	const leads = [...chosen].sort((a, b) => a - b);
	let cell = 0;
	let below = 0;
	return leads.map((lead) => {
		while (below + counts[cell] <= lead) below += counts[cell++];
		return cell;
	});
}

function smallestSide(column: Float64Array, won: Float64Array): number {
	const sides = [0, 0, 0, 0];
	column.forEach((value, i) => sides[(value > 0 ? 2 : 0) + won[i]]++);
	return Math.min(...sides);
}

function independentTerms(
	candidates: { name: string; column: Float64Array }[],
	won: Float64Array,
	most: number
): Pick<LeadRows, 'names' | 'columns'> {
	const design = {
		names: candidates.map(({ name }) => name),
		columns: candidates.map(({ column }) => column),
		n: new Float64Array(won.length).fill(1),
		k: won
	};
	const dependent = new Set(aliasedTerms(design).map(({ term }) => term));
	const kept = [...candidates.keys()].filter((term) => !dependent.has(term)).slice(0, most);
	const { names, columns } = selectTerms(design, kept);
	return { names, columns };
}
