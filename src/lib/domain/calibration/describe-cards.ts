import { leadTotals } from '#lib/domain/logistic/lead-totals.ts';
import { alternativeCards } from '#lib/domain/points/alternative-cards.ts';
import { attainableScores } from '#lib/domain/points/attainable-scores.ts';
import { cardSearch } from '#lib/domain/points/card-search.ts';
import { granularityCurve } from '#lib/domain/points/granularity-curve.ts';
import { hundredScale } from '#lib/domain/points/hundred-scale.ts';
import { pointsStability, type PointsStability } from '#lib/domain/points/points-stability.ts';
import { pointsToDoubleOdds } from '#lib/domain/points/points-to-double-odds.ts';
import type { PreparedCard } from '#lib/domain/points/prepared-card.ts';
import { rulesOf } from '#lib/domain/scorecard/scorecard.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { CardChoice } from './calibration-options.ts';
import type { MeasuredCard } from './card-figures.ts';
import { WITHIN, type FoundCards, type PointsIngredients } from './find-cards.ts';
import { rankingGap } from './ranking-gap.ts';
import type { CardFigures, CardWishes, RulePoints, WholePoints } from './whole-points.ts';

/**
 * Everything there is to say of found cards: what they cost against the bound, how sure the points of the chosen one are, what
 * finer points are worth, and what leads can score.
 *
 * @param chosen - which card was taken
 * @param card - that card
 * @example describeCards(from, found, 'fewest', card).bound // 1032.4
 */
export function describeCards(
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
	const others = alternativeCards({ ...desk.card, nullLoss }, desk.others);
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

/** How sure points are, and what finer ones are worth, is asked of all rules, however few may be edited. */
function withoutLimit(prepared: PreparedCard): PreparedCard {
	return { ...prepared, problem: { ...prepared.problem, mostChanged: Infinity } };
}

function stabilityOf(
	{ options, accounts, onStep }: PointsIngredients,
	{ desk }: FoundCards,
	{ points, fitSlope }: MeasuredCard
): Measured<PointsStability> {
	return pointsStability(
		withoutLimit(desk.prepared),
		{ points, slope: fitSlope },
		{
			draws: options.draws,
			seed: options.seed,
			...(accounts && { accounts: { design: desk.design, counts: accounts } }),
			onProgress: (share) => onStep?.(0.6 + 0.4 * share)
		}
	);
}

function granularityOf({ desk }: FoundCards): WholePoints['granularity'] {
	const prepared = withoutLimit(desk.prepared);
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
