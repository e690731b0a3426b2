import type { PointsOptions } from '#lib/domain/points/points-options.ts';
import { todaysScale } from '#lib/domain/points/slope-window.ts';
import { rulesOf, type Rule, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { CalibrateOptions } from './calibration-options.ts';
import type { Refusal } from './calibration.ts';
import type { Points } from './points-of.ts';
import type { RuleFit, RulePenalty } from './rule-fit.ts';

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
 * with the log-odds that the fit held them at; so do rules drawn to today's points without end. A rule that only Firth's
 * penalty gave a weight is drawn to it as strongly as its error says: the leads alone would take it anywhere.
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
	{ refusals, fitted }: WishIngredients,
	rule: Rule,
	r: number
): { points: number; weight: number } | null {
	if (rule.locked) return null;
	const term = fitted.rules.indexOf(r);
	const refused = refusals[r];
	const weight = fitted.fit.coefficients[term + 1];
	if (term >= 0 && isAtPrior(fitted, term)) return { points: rule.points, weight };
	if (!refused) return null;
	const against = rule.points * signOf(rule) < 0;
	if (refused.reason === 'aliased' || against) return { points: 0, weight: 0 };
	return { points: rule.points, weight: fitted.held.get(r) ?? 0 };
}

/**
 * Whether a term was drawn to today's points without end: its weight is theirs, whatever the leads say.
 *
 * @param term - of the fit
 * @example isAtPrior(fitted, 0) // false
 */
export function isAtPrior({ ridge, choice }: RuleFit, term: number): boolean {
	const endless = choice.ridge.measured && choice.ridge.strength === null;
	return endless && (ridge?.factors[term] ?? 0) > 0;
}

function penaltyOf(fitted: RuleFit, all: number): PointsOptions['ridge'] {
	const { strength, prior, factors } =
		fitted.separated.length > 0 ? firthPull(fitted) : (fitted.ridge ?? NONE);
	if (strength === 0 || fitted.rules.some((_, term) => isAtPrior(fitted, term))) return undefined;
	const spread = (values: number[]) => {
		const list = new Array<number>(all).fill(0);
		fitted.rules.forEach((rule, j) => (list[rule] = values[j]));
		return list;
	};
	return { strength, prior: spread(prior), factors: spread(factors) };
}

const NONE: RulePenalty = { strength: 0, prior: [], factors: [] };

function firthPull({ rules, separated, fit }: RuleFit): RulePenalty {
	const isSeparated = (term: number) => separated.includes(term);
	return {
		strength: 1,
		prior: rules.map((_, term) => fit.coefficients[term + 1]),
		factors: rules.map((_, term) => (isSeparated(term) ? fit.standardErrors[term + 1] ** -2 : 0))
	};
}
