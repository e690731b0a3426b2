import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { ScoreGroups } from './collapse-scores.ts';
import { totals } from './totals.ts';

/** Working leads from the highest score down to a threshold. */
export interface PrecisionRecallPoint {
	threshold: number;
	/** Share of the leads at or above the threshold that were won. */
	precision: number;
	/** Share of all wins that are at or above it. */
	recall: number;
}

/**
 * Precision at every recall, one point a distinct score (ties are never split, statistics 15), highest threshold first.
 *
 * @returns not measured without wins (`no-wins`)
 * @example precisionRecall(groups) // { measured: true, points: [{ threshold: 55, precision: 1, recall: 0.02 }, …] }
 */
export function precisionRecall(groups: ScoreGroups): Measured<{ points: PrecisionRecallPoint[] }> {
	const { leads, wins } = totals(groups);
	if (wins === 0) return notMeasured('no-wins', { leads });
	const points: PrecisionRecallPoint[] = [];
	let worked = 0;
	let won = 0;
	for (let g = groups.score.length - 1; g >= 0; g--) {
		worked += groups.n[g];
		won += groups.k[g];
		points.push({ threshold: groups.score[g], precision: won / worked, recall: won / wins });
	}
	return { measured: true, points };
}

/**
 * Average precision: the area under the precision-recall curve as the mean of precision over the wins caught, without
 * interpolation (scikit-learn's `average_precision_score`). The base rate is what a useless score has.
 *
 * @returns not measured without wins (`no-wins`)
 * @example averagePrecision(groups) // { measured: true, averagePrecision: 0.8333, baseRate: 0.5 }
 */
export function averagePrecision(
	groups: ScoreGroups
): Measured<{ averagePrecision: number; baseRate: number }> {
	const curve = precisionRecall(groups);
	if (!curve.measured) return curve;
	const { leads, wins } = totals(groups);
	let area = 0;
	let before = 0;
	for (const { precision, recall } of curve.points) {
		area += precision * (recall - before);
		before = recall;
	}
	return { measured: true, averagePrecision: area, baseRate: wins / leads };
}
