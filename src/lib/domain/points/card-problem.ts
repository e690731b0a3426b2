import type { Design } from '#lib/domain/logistic/design.ts';
import { checkDesign } from '#lib/domain/logistic/check-design.ts';
import type { Measured } from '#lib/domain/units.ts';
import type { CardPenalty } from './card-penalty.ts';
import { isConstant, refusalOfProblem, refusalOfWishes } from './card-refusals.ts';
import { collapseDesign } from './collapse-design.ts';
import { checkPointsOptions, type PointsOptions } from './points-options.ts';
import { ANY_SLOPE, type SlopeWindow } from './slope-window.ts';

/**
 * The integer problem behind a card. A *term* is a rule that may change; rules that may not are one more term together,
 * the *fixed* term, which comes first and always has one step; but rules held at log-odds of their own are an offset.
 * Points of a rule = steps x multiple. Where the slope is free, steps matter only up to a common factor.
 */
export interface CardProblem {
	/** Score a cell gets from one step of each term. */
	columns: Float64Array[];
	/** Leads and wins of the cells; equal cells are merged. */
	n: Float64Array;
	k: Float64Array;
	/** Log-odds of each cell from rules that are held at log-odds of their own; null where there are none. */
	offset: Float64Array | null;
	/** Log-odds that a point may be worth. */
	slopes: SlopeWindow;
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
	/** Points of the rules that may not change. */
	kept: (number | null)[];
	/** Log-odds per step of the rules in the offset. */
	heldWeights: (number | null)[];
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
	const refused = refusalOfWishes(cells, options);
	if (refused) return refused;
	const problem = assembled(cells, options);
	return refusalOfProblem(problem, cells, options) ?? { measured: true, ...problem };
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

/**
 * Log-odds of every rule, in the order of the design, from log-odds per step of each term.
 *
 * @example weightsOfTerms(problem, [0.3, 0.9]) // [0.3, 0.9] for two rules in single points
 */
export function weightsOfTerms(problem: CardProblem, weights: ArrayLike<number>): number[] {
	const perPoint = problem.fixed ? weights[0] : 0;
	const found = problem.kept.map((points, j) => problem.heldWeights[j] ?? (points ?? 0) * perPoint);
	problem.rules.forEach((rule, j) => {
		if (rule >= 0) found[rule] = weights[j] * problem.multipleOf;
	});
	return found;
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

function assembled(cells: Design, options: PointsOptions): CardProblem {
	const kept = cells.columns.map((_, j) => options.held?.[j] ?? options.locked?.[j] ?? null);
	const terms = [...kept.keys()].filter((j) => kept[j] === null);
	const bounds = cells.columns.map((_, j) => stepBounds(options, j));
	const { multipleOf = 1, seed = 1 } = options;
	const heldWeights = cells.columns.map((_, j) => options.heldWeights?.[j] ?? null);
	const sharing = kept.map((points, j) => (heldWeights[j] === null ? points : null));
	const fixedColumn = weightedSum(cells, sharing);
	const offset = weightedSum(cells, heldWeights);
	const matters = !isConstant(fixedColumn) || (options.ridge && sharing.some((points) => points));
	const fixed: 0 | 1 = matters ? 1 : 0;
	const scaled = terms.map((j) => cells.columns[j].map((value) => value * multipleOf));
	const ones = fixed ? [1] : [];
	return {
		columns: fixed ? [fixedColumn, ...scaled] : scaled,
		n: cells.n,
		k: cells.k,
		offset: isConstant(offset) ? null : offset,
		slopes: options.slopes ?? ANY_SLOPE,
		low: Int32Array.from([...ones, ...terms.map((j) => bounds[j].low)]),
		high: Int32Array.from([...ones, ...terms.map((j) => bounds[j].high)]),
		today: Float64Array.from([...ones, ...terms.map((j) => bounds[j].today)]),
		fixed,
		...limitsOf(options, kept),
		penalty: assembledPenalty(options, kept, heldWeights, terms, fixed),
		rules: [...ones.map(() => -1), ...terms],
		kept,
		heldWeights,
		pointsToday: options.today ?? null,
		multipleOf,
		seed
	};
}

/** Sum of the columns that have a factor. */
function weightedSum({ columns, n }: Design, factors: (number | null)[]): Float64Array {
	const sum = new Float64Array(n.length);
	factors.forEach((factor, j) => {
		if (!factor) return;
		for (let c = 0; c < sum.length; c++) sum[c] += factor * columns[j][c];
	});
	return sum;
}

/** How many terms may have points, and may change, beside the rules that are kept. */
function limitsOf(
	{ maxRules = Infinity, maxChanged = Infinity, today }: PointsOptions,
	kept: (number | null)[]
) {
	const scoring = kept.filter((points) => points !== null && points !== 0).length;
	const moved = kept.filter((points, j) => points !== null && points !== today?.[j]).length;
	return { mostRules: maxRules - scoring, mostChanged: maxChanged - moved };
}

function assembledPenalty(
	{ ridge = { strength: 0 }, multipleOf = 1 }: PointsOptions,
	kept: (number | null)[],
	heldWeights: (number | null)[],
	terms: number[],
	fixed: 0 | 1
): CardPenalty {
	const prior = (j: number) => ridge.prior?.[j] ?? 0;
	const strength = (j: number) => ridge.strength * (ridge.factors?.[j] ?? 1);
	const penalty = {
		square: new Float64Array(fixed + terms.length),
		pull: new Float64Array(fixed + terms.length),
		constant: 0
	};
	kept.forEach((points, j) => {
		const weight = heldWeights[j];
		penalty.constant += (strength(j) / 2) * ((weight ?? 0) - prior(j)) ** 2;
		if (points === null || weight !== null || !fixed) return;
		penalty.square[0] += strength(j) * points ** 2;
		penalty.pull[0] += strength(j) * points * prior(j);
	});
	terms.forEach((j, t) => {
		penalty.square[fixed + t] = strength(j) * multipleOf ** 2;
		penalty.pull[fixed + t] = strength(j) * multipleOf * prior(j);
	});
	return penalty;
}
