import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { ScoreGroups } from './collapse-scores.ts';
import { totals } from './totals.ts';

/**
 * Kolmogorov-Smirnov distance between the scores of won and of lost leads: the largest distance between the two
 * shares that reach a score, ties kept together.
 *
 * @returns the distance 0..1 and the lowest score that counts as reached there; not measured for one class only
 * @example ks(collapseScores(score, n, k)) // { measured: true, ks: 0.3316, threshold: 25 }
 */
export function ks(groups: ScoreGroups): Measured<{ ks: number; threshold: number }> {
	const { wins, losses } = totals(groups);
	if (wins === 0 || losses === 0) return notMeasured('one-class', { wins, losses });
	let won = 0;
	let lost = 0;
	let largest = 0;
	let threshold = groups.score[groups.score.length - 1];
	for (let g = groups.score.length - 1; g >= 0; g--) {
		won += groups.k[g];
		lost += groups.n[g] - groups.k[g];
		const distance = Math.abs(won / wins - lost / losses);
		if (distance <= largest) continue;
		largest = distance;
		threshold = groups.score[g];
	}
	return { measured: true, ks: largest, threshold };
}
