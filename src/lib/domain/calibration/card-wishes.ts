import type { PointsOptions } from '#lib/domain/points/points-options.ts';
import { todaysScale } from '#lib/domain/points/slope-window.ts';
import { rulesOf, type Rule, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { CalibrateOptions } from './calibration-options.ts';
import type { Refusal } from './calibration.ts';
import type { Points } from './points-of.ts';
import type { RuleFit } from './rule-fit.ts';

export interface WishIngredients {
	scorecard: Scorecard;
	refusals: (Refusal | null)[];
	fitted: RuleFit;
	/** Rounded points and estimates. */
	points: Points;
	options: CalibrateOptions;
}

/**
 * What a card may look like, in the terms of the search: range, multiples and limits of the user, locks and signs of the
 * card, the penalty of the shown weights (statistics 14). Rules without a weight stay at today's points, aliased ones at 0,
 * with the log-odds that the fit held them at.
 *
 * @param scale - `today`: a point is worth what it is worth today (statistics 9), and locked points with it; `any`: whatever
 * suits the card
 * @example cardWishes(from, 'today').slopes // [0.054, 0.066]
 */
export function cardWishes(from: WishIngredients, scale: 'today' | 'any'): PointsOptions {
	const { scorecard, options, fitted, points } = from;
	const { min, max, multipleOf, maxChanged, seed } = options;
	const rules = rulesOf(scorecard);
	const kept = rules.map((rule, r) => keptRule(from, rule, r));
	const { slope, slopeCi } = points.scale;
	const todays = scale === 'today' && slope !== null && slopeCi !== null;
	return {
		min,
		max,
		multipleOf,
		maxChanged,
		seed,
		today: rules.map((rule) => rule.points),
		locked: rules.map((rule) => (rule.locked ? rule.points : null)),
		held: kept.map((each) => each && each.points),
		heldWeights: rules.map((rule, r) => {
			if (kept[r]) return kept[r].weight;
			return rule.locked && todays ? slope * rule.points : null;
		}),
		signs: rules.map(signOf),
		ridge: penaltyOf(fitted, rules.length),
		slopes: todays ? todaysScale(slope, slopeCi) : undefined
	};
}

/** @example signOf({ sign: 'negative' }) // -1 */
export function signOf({ sign }: Pick<Rule, 'sign'>): -1 | 0 | 1 {
	if (!sign) return 0;
	return sign === 'positive' ? 1 : -1;
}

/** Points and log-odds of a rule that no card can change; null for all others. A locked rule is the user's wish, not a fact. */
function keptRule(
	{ refusals, fitted, points }: WishIngredients,
	rule: Rule,
	r: number
): { points: number; weight: number } | null {
	if (rule.locked) return null;
	const separated = fitted.separated.includes(fitted.rules.indexOf(r));
	const refused = refusals[r];
	if (separated && points.whole) {
		return {
			points: points.whole[r],
			weight: fitted.fit.coefficients[fitted.rules.indexOf(r) + 1]
		};
	}
	if (!refused) return null;
	const against = rule.points * signOf(rule) < 0;
	if (refused.reason === 'aliased' || against) return { points: 0, weight: 0 };
	return { points: rule.points, weight: fitted.held.get(r) ?? 0 };
}

function penaltyOf({ ridge, rules }: RuleFit, all: number): PointsOptions['ridge'] {
	if (!ridge) return undefined;
	const spread = (values: number[]) => {
		const list = new Array<number>(all).fill(0);
		rules.forEach((rule, j) => (list[rule] = values[j]));
		return list;
	};
	return {
		strength: ridge.strength,
		prior: spread(ridge.prior),
		factors: spread(ridge.factors)
	};
}
