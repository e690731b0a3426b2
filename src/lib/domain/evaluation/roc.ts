import type { RocPoint } from '#lib/domain/calibration/calibration.ts';
import { notMeasured, type NotMeasured } from '#lib/domain/units.ts';
import type { ScoreGroups } from './collapse-scores.ts';
import { thinCurve } from './thin-curve.ts';
import { totals } from './totals.ts';

/**
 * ROC curve from the origin to (1, 1): one point a distinct score, so ties are one slanted step. Longer curves are
 * thinned to `most` points, all of them points of the curve.
 *
 * @returns not measured for one class only
 * @example roc(collapseScores(score, n, k)) // [{ threshold: null, falsePositiveRate: 0, truePositiveRate: 0 }, …]
 */
export function roc(groups: ScoreGroups, most = 200): RocPoint[] | NotMeasured {
	const { wins, losses } = totals(groups);
	if (wins === 0 || losses === 0) return notMeasured('one-class', { wins, losses });
	const points: RocPoint[] = [{ threshold: null, falsePositiveRate: 0, truePositiveRate: 0 }];
	let won = 0;
	let lost = 0;
	for (let g = groups.score.length - 1; g >= 0; g--) {
		won += groups.k[g];
		lost += groups.n[g] - groups.k[g];
		points.push({
			threshold: groups.score[g],
			falsePositiveRate: lost / losses,
			truePositiveRate: won / wins
		});
	}
	return thinCurve(points, (point) => point.falsePositiveRate + point.truePositiveRate, most);
}
