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
	const { threshold, volume } = gateOfVolume(other, wanted);
	return { measured: true, threshold, share: volume / leads, wantedShare: wanted / leads };
}

/**
 * The gate that passes as close to a number of leads as whole scores allow; of two equally close ones the narrower.
 *
 * @param wanted - leads, more than 0
 * @example gateOfVolume(groups, 120) // { threshold: 47, volume: 118 }
 */
export function gateOfVolume(
	{ score, n }: Pick<ScoreGroups, 'score' | 'n'>,
	wanted: number
): { threshold: number; volume: number } {
	const closest = { threshold: 0, volume: 0, distance: Infinity };
	let volume = 0;
	for (let g = score.length - 1; g >= 0; g--) {
		volume += n[g];
		const distance = Math.abs(volume - wanted);
		if (distance >= closest.distance) break;
		Object.assign(closest, { threshold: score[g], volume, distance });
	}
	return { threshold: closest.threshold, volume: closest.volume };
}

function passing({ score, n }: ScoreGroups, gate: number): number {
	return n.reduce((sum, leads, g) => (score[g] >= gate ? sum + leads : sum), 0);
}
