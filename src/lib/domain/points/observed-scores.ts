import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { ScoreRange } from './attainable-scores.ts';

/**
 * The lowest and the highest score among leads.
 *
 * @param score - of each cell
 * @param n - leads in the cell; cells without leads do not count
 * @returns not measured where there are no leads (`no-leads`)
 * @example observedScores(scoreCells(cells, card), cells.n) // { measured: true, min: -10, max: 80, exact: true }
 */
export function observedScores(score: Float64Array, n: Float64Array): Measured<ScoreRange> {
	let min = Infinity;
	let max = -Infinity;
	for (let c = 0; c < n.length; c++) {
		if (n[c] === 0) continue;
		min = Math.min(min, score[c]);
		max = Math.max(max, score[c]);
	}
	return min > max ? notMeasured('no-leads') : { measured: true, min, max, exact: true };
}
