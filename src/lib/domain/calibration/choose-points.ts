import type { PointsEstimate } from '#lib/domain/points/points-estimate.ts';
import { rulesOf } from '#lib/domain/scorecard/scorecard.ts';
import { notMeasured, type Measured, type NotMeasured } from '#lib/domain/units.ts';
import type { CardChoice } from './calibration-options.ts';
import type { RuleResult } from './calibration.ts';
import { findCards, type FoundCards, type PointsIngredients } from './find-cards.ts';
import type { MeasuredCard } from './card-figures.ts';
import { describeCards } from './describe-cards.ts';
import type { Points } from './points-of.ts';
import type { RuleFit } from './rule-fit.ts';
import type { WholePoints } from './whole-points.ts';

export interface ChoiceIngredients extends Omit<PointsIngredients, 'fitted' | 'verdicts'> {
	fitted: Measured<RuleFit>;
	/** One a rule, by the rounded points. */
	judged: RuleResult[];
}

/**
 * The whole points of a calibration (statistics 9, 14): all cards one may choose between, and the chosen one as the
 * calibrated points with what one of its points means.
 *
 * Chosen is what was wished, else the card with the fewest edits where today's score carries a slope, else the best card.
 * Where wishes contradict one another there is no such card, and the calibrated points are the rounded ones.
 *
 * @param from - the fit, rounded points, the rules as they were judged by these, and the wishes
 * @returns the rules with the points of the chosen card; `wholePoints` is not measured for all reasons of `fitRules`,
 * `prepareCard` and `bestCard`
 * @example choosePoints(from).points.whole // [20, 20, 10, 0]
 */
export function choosePoints(from: ChoiceIngredients): {
	wholePoints: Measured<WholePoints>;
	points: Points;
	rules: RuleResult[];
} {
	const { fitted, points, judged } = from;
	if (!fitted.measured) return { wholePoints: fitted, points, rules: judged };
	const verdicts = judged.map(({ verdict }) => verdict);
	const chosen = chosenAmong({ ...from, fitted, verdicts });
	return {
		...chosen,
		rules: judged.map((rule, r) => ({ ...rule, ...onCard(chosen.points, r, rule) }))
	};
}

function onCard({ whole, estimates, unshrunk }: Points, rule: number, judged: RuleResult) {
	const [estimate, alone] = [estimates[rule], unshrunk[rule]];
	return {
		unshrunk: judged.unshrunk && {
			...judged.unshrunk,
			pointsEstimate: alone?.estimate ?? null,
			pointsCi: alone?.ci ?? null
		},
		calibratedPoints: whole ? whole[rule] : null,
		pointsEstimate: estimate?.estimate ?? null,
		pointsCi: estimate?.ci ?? null
	};
}

function chosenAmong(from: PointsIngredients): {
	wholePoints: Measured<WholePoints>;
	points: Points;
} {
	const found = findCards(from);
	if (!found.measured) return { wholePoints: withLabels(from, found), points: withLocks(from) };
	const chosen = chosenOf(from, found);
	const card = cardOf(found, chosen);
	const wholePoints = { measured: true as const, ...describeCards(from, found, chosen, card) };
	return { wholePoints, points: pointsOfCard(from, found, card) };
}

/** A design knows rules by id, a reader by label. */
function withLabels(
	{ scorecard }: PointsIngredients,
	{ reason, params }: NotMeasured
): NotMeasured {
	const labels = new Map(rulesOf(scorecard).map(({ id, label }) => [id, label]));
	const named = ['rule', 'with'].flatMap((name) => {
		const label = labels.get(String(params[name]));
		return label === undefined ? [] : [[name, label]];
	});
	return notMeasured(reason, { ...params, ...Object.fromEntries(named) });
}

function withLocks({ points, scorecard }: PointsIngredients): Points {
	const rules = rulesOf(scorecard);
	const stay = (value: number, r: number) => (rules[r].locked ? rules[r].points : value);
	return { ...points, whole: points.whole && points.whole.map(stay) };
}

function chosenOf({ options, points }: PointsIngredients, { fewest }: FoundCards): CardChoice {
	const chosen = options.card ?? (points.slopeCarries ? 'fewest' : 'best');
	return chosen === 'fewest' && !fewest.measured ? 'best' : chosen;
}

function cardOf({ fewest, best, rounded }: FoundCards, chosen: CardChoice): MeasuredCard {
	if (chosen === 'rounded') return rounded;
	return chosen === 'fewest' && fewest.measured ? fewest : best;
}

/** What the chosen card's points mean; off today's scale the estimates go along, so that they can stand beside them. */
function pointsOfCard(
	{ points, options }: PointsIngredients,
	{ onTodaysScale }: FoundCards,
	card: MeasuredCard
): Points {
	const { scale } = points;
	const unit = card.slope ?? scale.logOddsPerPoint;
	const factor = onTodaysScale || !unit ? 1 : scale.logOddsPerPoint! / unit;
	const scaled = (each: PointsEstimate | null) =>
		each && {
			estimate: each.estimate * factor,
			standardError: each.standardError * factor,
			ci: each.ci.map((end) => end * factor) as [number, number]
		};
	const estimates = points.estimates.map(scaled);
	const clipped = estimates.filter(
		(each, r) =>
			each &&
			((card.points[r] >= options.max && each.estimate > options.max + 0.5) ||
				(card.points[r] <= options.min && each.estimate < options.min - 0.5))
	).length;
	const kind = points.slopeCarries && !onTodaysScale ? 'other' : scale.kind;
	return {
		...points,
		whole: card.points,
		estimates,
		unshrunk: points.unshrunk.map(scaled),
		scale: { ...scale, kind, logOddsPerPoint: unit, clipped }
	};
}
