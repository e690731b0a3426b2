import type { ScoreGroups } from '#lib/domain/evaluation/collapse-scores.ts';
import { totals, type Totals } from '#lib/domain/evaluation/totals.ts';
import { notMeasured, type NotMeasured } from '#lib/domain/units.ts';

/** Fewest leads, wins and losses above a gate of which anything is said (statistics 18). */
const FEWEST = { leads: 30, wins: 10, losses: 10 };

/**
 * Leads, wins and losses whose score reaches a threshold.
 *
 * @example aboveGate(groups, 50) // { leads: 412, wins: 61, losses: 351 }
 */
export function aboveGate({ score, n, k }: ScoreGroups, threshold: number): Totals {
	const first = score.findIndex((value) => value >= threshold);
	const from = first === -1 ? score.length : first;
	return totals({ n: n.subarray(from), k: k.subarray(from) });
}

/**
 * Why nothing is said about a gate, or null: under 30 leads (`few-leads-above-gate`), 10 wins (`few-wins-above-gate`) or 10
 * losses (`few-losses-above-gate`) above it (statistics 18).
 *
 * @example tooFewAbove({ leads: 412, wins: 6, losses: 406 }, 50)?.params // { threshold: 50, found: 6, needed: 10 }
 */
export function tooFewAbove(above: Totals, threshold: number): NotMeasured | null {
	for (const kind of ['leads', 'wins', 'losses'] as const) {
		if (above[kind] >= FEWEST[kind]) continue;
		const params = { threshold, found: above[kind], needed: FEWEST[kind] };
		return notMeasured(`few-${kind}-above-gate`, params);
	}
	return null;
}
