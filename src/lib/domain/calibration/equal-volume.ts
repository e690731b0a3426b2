import type { ScoreGroups } from '#lib/domain/evaluation/collapse-scores.ts';

/** A gate that lets through an exact number of leads. */
export interface EqualVolume {
	/** Lowest score that passes. */
	threshold: number;
	/** Share of the leads with exactly this score that passes, above 0 to 1. */
	share: number;
	/** Leads with exactly this score. */
	tied: number;
}

/**
 * The gate that lets through exactly so many leads from the highest score down; the tied block it falls into is taken
 * in proportion (statistics 15).
 *
 * @param groups - leads by score
 * @param volume - leads to let through, above 0
 * @throws Error for a volume of 0 or more than there are leads
 * @example equalVolume(collapseScores(Float64Array.of(1, 2), Float64Array.of(10, 5), Float64Array.of(0, 5)), 7) // { threshold: 1, share: 0.2, tied: 10 }
 */
export function equalVolume({ score, n }: ScoreGroups, volume: number): EqualVolume {
	let left = volume;
	for (let g = score.length - 1; g >= 0 && volume > 0; g--) {
		if (left <= n[g]) return { threshold: score[g], share: left / n[g], tied: n[g] };
		left -= n[g];
	}
	throw new Error(`equalVolume: ${volume} leads asked for, ${volume - left} there`);
}

/**
 * Share of the leads of a score that passes: 1 above the gate, 0 below it.
 *
 * @example passes({ threshold: 1, share: 0.2, tied: 10 }, 1) // 0.2
 */
export function passes({ threshold, share }: EqualVolume, score: number): number {
	if (score === threshold) return share;
	return score > threshold ? 1 : 0;
}
