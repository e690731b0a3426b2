import type { Design } from '#lib/domain/logistic/design.ts';
import { checkDesign } from '#lib/domain/logistic/check-design.ts';
import { notMeasured, type Measured, type NotMeasured } from '#lib/domain/units.ts';
import type { CardPenalty } from './card-penalty.ts';
import { collapseDesign } from './collapse-design.ts';
import { checkPointsOptions, type PointsOptions } from './points-options.ts';

/**
 * The integer problem behind a card. A *term* is a rule that may change; rules that may not are one more term together,
 * the *fixed* term, which comes first and always has one step. Points of a rule = steps x multiple. Because the slope is
 * free, steps matter only up to a common factor.
 */
export interface CardProblem {
	/** Score a cell gets from one step of each term. */
	columns: Float64Array[];
	/** Leads and wins of the cells; equal cells are merged. */
	n: Float64Array;
	k: Float64Array;
	/** Fewest and most steps of each term. */
	low: Int32Array;
	high: Int32Array;
	/** Steps at which a term is as today; NaN where no allowed number of steps is. */
	today: Float64Array;
	/** 1 where the first term is the fixed one, else 0. */
	fixed: 0 | 1;
	/** Most terms, beside the fixed one, with steps other than 0 and other than today's. */
	mostRules: number;
	mostChanged: number;
	penalty: CardPenalty;
	/** Rule of each term; -1 for the fixed term. */
	rules: number[];
	/** Points of the rules that are in the fixed term. */
	kept: (number | null)[];
	/** Points of every rule today, where they were given. */
	pointsToday: readonly number[] | null;
	multipleOf: number;
	seed: number;
}

/**
 * Checks what is wanted of a card and brings it into the form that search, bound and proof share (statistics 14).
 *
 * @param design - rules as the card evaluates them (0 where a rule cannot be evaluated); no nuisance terms, no offset
 * @returns not measured: `no-leads`, `one-class`, `no-rules`, `range-empty`, `range-without-multiples`,
 * `lock-outside-range`, `lock-against-sign`, `lock-not-multiple`, `sign-against-range`, `too-many-locks`,
 * `too-few-rules-allowed`, `too-few-changes-allowed`, `constant-rule`, `duplicate-rules`
 * @throws Error for options or a design that are wrong in themselves
 * @example cardProblem(design, { min: -5, max: 5, maxRules: 5 }).measured // true
 */
export function cardProblem(design: Design, options: PointsOptions): Measured<CardProblem> {
	checkDesign(design, 'cardProblem');
	checkPointsOptions(options, design.columns.length);
	const cells = collapseDesign(design);
	const refused = leadsRefusal(cells) ?? rangeRefusal(options) ?? lockRefusal(design, options);
	if (refused) return refused;
	const kept = cells.columns.map((_, j) => options.held?.[j] ?? options.locked?.[j] ?? null);
	const bounds = cells.columns.map((_, j) => stepBounds(options, j));
	const terms = [...kept.keys()].filter((j) => kept[j] === null);
	const counts = countsLeft(options, kept, terms, bounds);
	const wrong = signRefusal(design, terms, bounds) ?? columnRefusal(cells, terms) ?? counts.refused;
	if (wrong) return wrong;
	return { measured: true, ...assembled(cells, options, kept, terms, bounds), ...counts.left };
}

/**
 * Points of every rule, in the order of the design.
 *
 * @example pointsOfSteps(problem, [1, 3, -1]) // [7, 15, -5]
 */
export function pointsOfSteps(problem: CardProblem, steps: ArrayLike<number>): number[] {
	const points = problem.kept.map((value) => value ?? 0);
	problem.rules.forEach((rule, j) => {
		if (rule >= 0) points[rule] = steps[j] * problem.multipleOf + 0;
	});
	return points;
}

interface StepBounds {
	low: number;
	high: number;
	today: number;
}

function stepBounds(
	{ min, max, signs, today, multipleOf = 1 }: PointsOptions,
	j: number
): StepBounds {
	const sign = signs?.[j] ?? 0;
	const low = Math.ceil((sign === 1 ? Math.max(min, 0) : min) / multipleOf) + 0;
	const high = Math.floor((sign === -1 ? Math.min(max, 0) : max) / multipleOf) + 0;
	const steps = today ? today[j] / multipleOf : NaN;
	const allowed = Number.isInteger(steps) && steps >= low && steps <= high;
	return { low, high, today: allowed ? steps : NaN };
}

function assembled(
	cells: Design,
	options: PointsOptions,
	kept: (number | null)[],
	terms: number[],
	bounds: StepBounds[]
) {
	const { multipleOf = 1, seed = 1 } = options;
	const fixedColumn = new Float64Array(cells.n.length);
	kept.forEach((points, j) => {
		if (points === null) return;
		for (let c = 0; c < fixedColumn.length; c++) fixedColumn[c] += points * cells.columns[j][c];
	});
	const matters = !constant(fixedColumn) || (options.ridge && kept.some((points) => points));
	const fixed: 0 | 1 = matters ? 1 : 0;
	const scaled = terms.map((j) => cells.columns[j].map((value) => value * multipleOf));
	const ones = fixed ? [1] : [];
	return {
		columns: fixed ? [fixedColumn, ...scaled] : scaled,
		n: cells.n,
		k: cells.k,
		low: Int32Array.from([...ones, ...terms.map((j) => bounds[j].low)]),
		high: Int32Array.from([...ones, ...terms.map((j) => bounds[j].high)]),
		today: Float64Array.from([...ones, ...terms.map((j) => bounds[j].today)]),
		fixed,
		penalty: assembledPenalty(options, kept, terms, fixed),
		rules: [...ones.map(() => -1), ...terms],
		kept,
		pointsToday: options.today ?? null,
		multipleOf,
		seed
	};
}

function assembledPenalty(
	{ ridge = { strength: 0, prior: [] }, multipleOf = 1 }: PointsOptions,
	kept: (number | null)[],
	terms: number[],
	fixed: 0 | 1
): CardPenalty {
	const { strength, prior } = ridge;
	const at = (j: number) => prior[j] ?? 0;
	const penalty = {
		square: new Float64Array(fixed + terms.length),
		pull: new Float64Array(fixed + terms.length),
		constant: 0
	};
	kept.forEach((points, j) => {
		penalty.constant += (strength / 2) * at(j) ** 2;
		if (points === null || !fixed) return;
		penalty.square[0] += strength * points ** 2;
		penalty.pull[0] += strength * points * at(j);
	});
	terms.forEach((j, t) => {
		penalty.square[fixed + t] = strength * multipleOf ** 2;
		penalty.pull[fixed + t] = strength * multipleOf * at(j);
	});
	return penalty;
}

function leadsRefusal({ n, k }: Design): NotMeasured | null {
	const leads = n.reduce((sum, value) => sum + value, 0);
	const wins = k.reduce((sum, value) => sum + value, 0);
	if (leads === 0) return notMeasured('no-leads', { leads });
	if (wins === 0 || wins === leads) return notMeasured('one-class', { leads, wins });
	return null;
}

function rangeRefusal({ min, max, multipleOf = 1 }: PointsOptions): NotMeasured | null {
	if (min >= max) return notMeasured('range-empty', { min, max });
	const [low, high] = [Math.ceil(min / multipleOf), Math.floor(max / multipleOf)];
	if (low > high || (low === 0 && high === 0) || low === high) {
		return notMeasured('range-without-multiples', { min, max, multipleOf });
	}
	return null;
}

function lockRefusal({ names }: Design, options: PointsOptions): NotMeasured | null {
	const { min, max, locked = [], signs, multipleOf = 1 } = options;
	for (const [j, points] of locked.entries()) {
		if (points === null) continue;
		const rule = names[j];
		if (points < min || points > max) {
			return notMeasured('lock-outside-range', { rule, points, min, max });
		}
		if (points * (signs?.[j] ?? 0) < 0) return notMeasured('lock-against-sign', { rule, points });
		if (points % multipleOf !== 0) {
			return notMeasured('lock-not-multiple', { rule, points, multipleOf });
		}
	}
	return null;
}

function signRefusal({ names }: Design, terms: number[], bounds: StepBounds[]): NotMeasured | null {
	const wrong = terms.find((j) => bounds[j].low > bounds[j].high);
	return wrong === undefined ? null : notMeasured('sign-against-range', { rule: names[wrong] });
}

/** Of rules that may change, each must say something, and something else than the others. */
function columnRefusal({ names, columns }: Design, terms: number[]): NotMeasured | null {
	for (const [t, j] of terms.entries()) {
		if (constant(columns[j])) return notMeasured('constant-rule', { rule: names[j] });
		const twin = terms
			.slice(0, t)
			.find((other) => columns[other].every((value, c) => value === columns[j][c]));
		if (twin !== undefined) {
			return notMeasured('duplicate-rules', { rule: names[j], with: names[twin] });
		}
	}
	return null;
}

/** How many terms may still have points, and may still change, beside the rules that are kept. */
function countsLeft(
	{ maxRules = Infinity, maxChanged = Infinity, today }: PointsOptions,
	kept: (number | null)[],
	terms: number[],
	bounds: StepBounds[]
) {
	const scoring = kept.filter((points) => points !== null && points !== 0).length;
	const moved = kept.filter((points, j) => points !== null && points !== today?.[j]).length;
	const left = { mostRules: maxRules - scoring, mostChanged: maxChanged - moved };
	const needsPoints = (j: number) => bounds[j].low > 0 || bounds[j].high < 0;
	const needPoints = terms.filter(needsPoints).length;
	const strange = terms.filter((j) => Number.isNaN(bounds[j].today));
	const stay = terms.filter((j) => Math.abs(bounds[j].today) > 0).length;
	const surplus = stay + strange.filter(needsPoints).length - left.mostRules;
	const needChange = strange.length + Math.max(0, surplus);
	let refused: NotMeasured | null = null;
	if (terms.length === 0 && scoring === 0) refused = notMeasured('no-rules');
	else if (left.mostRules < 0)
		refused = notMeasured('too-many-locks', { locked: scoring, maxRules });
	else if (left.mostRules < needPoints) {
		refused = notMeasured('too-few-rules-allowed', { needed: needPoints + scoring, maxRules });
	} else if (left.mostChanged < needChange) {
		const needed = moved + needChange;
		refused = notMeasured('too-few-changes-allowed', { needed, maxChanged });
	}
	return { left, refused };
}

function constant(column: Float64Array): boolean {
	return column.every((value) => value === column[0]);
}
