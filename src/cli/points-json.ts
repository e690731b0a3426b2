import { rankingGap } from '#lib/domain/calibration/ranking-gap.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import { leadTotals } from '#lib/domain/logistic/lead-totals.ts';
import type { IntegerCard } from '#lib/domain/points/integer-card.ts';
import { pointsToDoubleOdds } from '#lib/domain/points/points-to-double-odds.ts';

/** The one object `points --json` prints. What could not be measured is null. */
export function pointsJson(design: Design, card: IntegerCard, seconds: number, omitted: number) {
	const { leads, wins } = leadTotals(design);
	const doubling = pointsToDoubleOdds(card.slope);
	const ranking = rankingGap(design, card.points, card.boundWeights);
	return {
		n: leads,
		events: wins,
		omitted,
		points: Object.fromEntries(design.names.map((name, j) => [name, card.points[j]])),
		rules: card.rules,
		intercept: card.intercept,
		slope: card.slope,
		pointsToDoubleOdds: doubling.measured ? doubling.points : null,
		logLoss: card.logLoss,
		nullLogLoss: card.nullLoss,
		bound: card.bound,
		gap: card.gap,
		gapShare: card.gapShare,
		certified: card.certified,
		auc: ranking.measured ? ranking.auc : null,
		aucGap: ranking.measured ? ranking.gap : null,
		seconds
	};
}
