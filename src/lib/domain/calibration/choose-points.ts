import { leadTotals } from '#lib/domain/logistic/lead-totals.ts';
import { alternativeCards } from '#lib/domain/points/alternative-cards.ts';
import { cardSearch } from '#lib/domain/points/card-search.ts';
import { attainableScores } from '#lib/domain/points/attainable-scores.ts';
import { granularityCurve } from '#lib/domain/points/granularity-curve.ts';
import { hundredScale } from '#lib/domain/points/hundred-scale.ts';
import { pointsStability, type PointsStability } from '#lib/domain/points/points-stability.ts';
import type { PointsEstimate } from '#lib/domain/points/points-estimate.ts';
import { pointsToDoubleOdds } from '#lib/domain/points/points-to-double-odds.ts';
import { rulesOf } from '#lib/domain/scorecard/scorecard.ts';
import { notMeasured, type Measured, type NotMeasured } from '#lib/domain/units.ts';
import type { CardChoice } from './calibration-options.ts';
import type { RuleResult } from './calibration.ts';
import { findCards, WITHIN, type FoundCards, type PointsIngredients } from './find-cards.ts';
import type { MeasuredCard } from './card-figures.ts';
import type { Points } from './points-of.ts';
import { rankingGap } from './ranking-gap.ts';
import type { RuleFit } from './rule-fit.ts';
import type { CardFigures, CardWishes, RulePoints, WholePoints } from './whole-points.ts';

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
	const wholePoints = { measured: true as const, ...described(from, found, chosen, card) };
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

function described(
	from: PointsIngredients,
	found: FoundCards,
	chosen: CardChoice,
	card: MeasuredCard
): WholePoints {
	const { desk, today, rounded, fewest, best, measure } = found;
	const { bounded, prepared } = desk;
	const { nullLoss } = prepared;
	const bound = bounded ? Math.min(bounded.bound, best.loss) : null;
	const reference = bound ?? best.loss;
	const figures = figuresWith(nullLoss, reference);
	const others = alternativeCards({ ...desk.best, nullLoss }, desk.others);
	const stability = stabilityOf(from, found, card);
	const attainable = attainableScores(from.scorecard, card.points);
	const { leads, wins } = leadTotals(from.train);
	return {
		wishes: wishesOf(from),
		chosen,
		leads,
		wins,
		capped: bounded === null,
		nullLoss,
		bound,
		reference,
		certified: bounded?.certified ?? false,
		ranking: bounded
			? rankingGap(desk.design, best.points, bounded.boundWeights)
			: notMeasured('capped-score'),
		today: figures(today),
		rounded: figures(rounded),
		fewest: fewest.measured ? { measured: true, ...figures(fewest) } : fewest,
		best: figures(best),
		alternatives: others.map(({ points }) => figures(measure(points))),
		granularity: granularityOf(found),
		rules: rulePoints(from, found, stability),
		stability: stability.measured
			? { measured: true, drawn: stability.drawn, of: stability.of }
			: stability,
		doubling: card.slope === null ? notMeasured('no-slope') : pointsToDoubleOdds(card.slope),
		attainable,
		hundred: hundredScale(attainable)
	};
}

function figuresWith(nullLoss: number, reference: number) {
	const explained = nullLoss - reference;
	return ({ fitSlope: _, ...card }: MeasuredCard): CardFigures => ({
		...card,
		explainedShare: explained > 1e-9 * nullLoss ? (nullLoss - card.loss) / explained : null
	});
}

function wishesOf({ options, scorecard }: PointsIngredients): CardWishes {
	const rules = rulesOf(scorecard);
	return {
		min: options.min,
		max: options.max,
		multipleOf: options.multipleOf ?? 1,
		maxChanged: options.maxChanged ?? null,
		within: options.within ?? WITHIN,
		locked: rules.filter((rule) => rule.locked).length,
		signed: rules.filter((rule) => rule.sign).length
	};
}

function stabilityOf(
	{ options, accounts, onStep }: PointsIngredients,
	{ desk }: FoundCards,
	{ points, fitSlope }: MeasuredCard
): Measured<PointsStability> {
	return pointsStability(
		desk.prepared,
		{ points, slope: fitSlope },
		{
			draws: options.draws,
			seed: options.seed,
			...(accounts && { accounts: { design: desk.design, counts: accounts } }),
			onProgress: (share) => onStep?.(0.6 + 0.4 * share)
		}
	);
}

/** Whatever the number of edits: it is asked what finer points are worth. */
function granularityOf({ desk }: FoundCards): WholePoints['granularity'] {
	const problem = { ...desk.prepared.problem, mostChanged: Infinity };
	const prepared = { ...desk.prepared, problem };
	const search = cardSearch({ ...prepared, starts: prepared.starts.slice(0, 2) });
	const curve = granularityCurve(prepared, { search });
	return curve.map(({ reach, gap, gapShare }) => ({ reach, gap, gapShare }));
}

function rulePoints(
	{ scorecard }: PointsIngredients,
	{ rounded, fewest, best, desk }: FoundCards,
	stability: Measured<PointsStability>
): RulePoints[] {
	const { kept } = desk.prepared.problem;
	return rulesOf(scorecard).map(({ id, points }, r) => {
		const drawn = stability.measured && kept[r] === null ? stability.rules[r] : null;
		return {
			id,
			today: points,
			rounded: rounded.points[r],
			fewest: fewest.measured ? fewest.points[r] : null,
			best: best.points[r],
			interval: drawn?.interval ?? null,
			signWrong: drawn?.signWrong ?? null,
			distribution: drawn?.distribution ?? []
		};
	});
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
