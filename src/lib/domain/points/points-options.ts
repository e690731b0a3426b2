import type { SlopeWindow } from './slope-window.ts';
import type { Ridge } from '#lib/domain/logistic/ridge-objective.ts';

/** What a card may look like. Lists hold one entry a rule, in the order of the design. */
export interface PointsOptions {
	/** Fewest and most points of a rule, whole numbers. */
	min: number;
	max: number;
	/** Points the user wants to stay as given; null for a rule that may change. */
	locked?: readonly (number | null)[];
	/** Points that are a fact, as of a rule that got no weight: like `locked`, but also outside the range. */
	held?: readonly (number | null)[];
	/**
	 * Log-odds per step at which locked or held rules stay whatever a point is worth, as they do in the fit of the weights
	 * (statistics 14); null, or no list, for those whose points share the worth of all others.
	 */
	heldWeights?: readonly (number | null)[];
	/** 1: never below 0, -1: never above 0, 0: either. */
	signs?: readonly (-1 | 0 | 1)[];
	/** Points are multiples of this, 5 for instance; held points need not be. */
	multipleOf?: number;
	/** Most rules that may have points other than 0. */
	maxRules?: number;
	/** Points today; needed for `maxChanged`, and a good place to start from. */
	today?: readonly number[];
	/** Most rules whose points may differ from today's. */
	maxChanged?: number;
	/** The penalty of the shown weights (statistics 10). */
	ridge?: Ridge;
	/** Least and most log-odds that a point may be worth; default: anything from 0 up. */
	slopes?: SlopeWindow;
	/** Of the random restarts: the same seed gives the same card. */
	seed?: number;
}

/**
 * Throws unless the options fit a design of so many rules.
 *
 * @throws Error `points: ...` for lists of another length, numbers that are not whole, or `maxChanged` without `today`
 * @example checkPointsOptions({ min: -5, max: 5 }, 12)
 */
export function checkPointsOptions(options: PointsOptions, rules: number): void {
	const { min, max, locked, held, heldWeights, signs, today, multipleOf = 1, ridge } = options;
	const lists = {
		locked,
		held,
		heldWeights,
		signs,
		today,
		prior: ridge?.prior,
		factors: ridge?.factors
	};
	for (const [name, list] of Object.entries(lists)) {
		if (list && list.length !== rules) {
			throw new Error(`points: ${rules} rules, ${list.length} entries in ${name}`);
		}
	}
	const points = [min, max, ...(locked ?? []), ...(held ?? []), ...(today ?? [])];
	const fractional = points.find((value) => value !== null && !Number.isSafeInteger(value));
	if (fractional !== undefined) throw new Error(`points: ${fractional} is not a whole number`);
	checkCount('multipleOf', multipleOf, 1);
	checkCount('maxRules', options.maxRules ?? 1, 1);
	checkCount('maxChanged', options.maxChanged ?? 0, 0);
	if (options.maxChanged !== undefined && !today) throw new Error('points: maxChanged needs today');
	const kept = (j: number) => held?.[j] ?? locked?.[j] ?? null;
	if (heldWeights?.some((weight, j) => weight !== null && kept(j) === null)) {
		throw new Error('points: a weight for a rule that is neither held nor locked');
	}
	const [least, most] = options.slopes ?? [0, Infinity];
	if (!(least >= 0 && least <= most)) throw new Error(`points: slopes from ${least} to ${most}`);
	if (ridge && !(ridge.strength >= 0 && ridge.strength < Infinity)) {
		throw new Error(`points: ridge of strength ${ridge.strength}`);
	}
}

function checkCount(name: string, value: number, least: number): void {
	if (!(Number.isInteger(value) && value >= least)) throw new Error(`points: ${name} ${value}`);
}
