import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { ScoreGroups } from '#lib/domain/evaluation/collapse-scores.ts';
import { totals } from '#lib/domain/evaluation/totals.ts';

/** A gate that lets through about as many leads as another one. */
export interface SameVolume {
	/** Lowest score that passes. */
	threshold: number;
	/** Share of leads that pass it. */
	share: number;
	/** Share of leads that pass the other gate. */
	wantedShare: number;
}

/**
 * The gate of one score that passes the share of leads closest to what a gate passes on another score, on the same
 * training leads. Ties are never split, so volumes jump; of two equally close gates the smaller volume wins.
 *
 * @param today - training leads by today's score
 * @param gate - lowest score of today that passes
 * @param other - the same leads by the other score
 * @returns not measured where there are no leads (`no-leads`) or today's gate passes none (`gate-passes-none`)
 * @example sameVolume(today, 50, calibrated) // { measured: true, threshold: 47, share: 0.118, wantedShare: 0.121 }
 */
export function sameVolume(
	today: ScoreGroups,
	gate: number,
	other: ScoreGroups
): Measured<SameVolume> {
	const { leads } = totals(today);
	if (leads === 0) return notMeasured('no-leads');
	const wanted = passing(today, gate);
	if (wanted === 0) return notMeasured('gate-passes-none', { gate });
	const closest = { threshold: 0, volume: 0, distance: Infinity };
	let volume = 0;
	for (let g = other.score.length - 1; g >= 0; g--) {
		volume += other.n[g];
		const distance = Math.abs(volume - wanted);
		if (distance >= closest.distance) break;
		Object.assign(closest, { threshold: other.score[g], volume, distance });
	}
	return {
		measured: true,
		threshold: closest.threshold,
		share: closest.volume / leads,
		wantedShare: wanted / leads
	};
}

function passing({ score, n }: ScoreGroups, gate: number): number {
	return n.reduce((sum, leads, g) => (score[g] >= gate ? sum + leads : sum), 0);
}
