import type { ScoreGroups } from '#lib/domain/evaluation/collapse-scores.ts';
import { wilson } from '#lib/domain/evaluation/wilson.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { aboveGate, tooFewAbove } from './gate-support.ts';

/** The gate that keeps a promise on the win rate. */
export interface PrecisionGate {
	/** Lowest score that passes. */
	threshold: number;
	/** Win rate of the leads that pass, with its 95 % Wilson interval. */
	precision: number;
	precisionCi: [number, number];
}

/**
 * The widest gate whose win rate is at least `floor` even at the lower end of its Wilson interval. Gates with too few leads
 * above them (statistics 18) are not looked at. The best of many gates looks a little better than it is: measure it again
 * on later leads.
 *
 * @param groups - training leads by score
 * @param floor - win rate, between 0 and 1
 * @returns not measured: `no-leads`; too few above every gate; `floor-not-reached` with the best lower end there is
 * @throws Error for another floor
 * @example precisionGate(groups, 0.1) // { measured: true, threshold: 40, precision: 0.128, precisionCi: [0.104, 0.157] }
 */
export function precisionGate(groups: ScoreGroups, floor: number): Measured<PrecisionGate> {
	if (!(floor > 0 && floor < 1)) throw new Error(`precisionGate: floor ${floor}`);
	const { score } = groups;
	if (score.length === 0) return notMeasured('no-leads');
	const best = { lower: -1, threshold: 0 };
	for (const threshold of score) {
		const above = aboveGate(groups, threshold);
		if (tooFewAbove(above, threshold)) continue;
		const precisionCi = wilson(above.wins, above.leads);
		const precision = above.wins / above.leads;
		if (precisionCi[0] >= floor) return { measured: true, threshold, precision, precisionCi };
		if (precisionCi[0] > best.lower) Object.assign(best, { lower: precisionCi[0], threshold });
	}
	const refused = best.lower < 0 ? tooFewAbove(aboveGate(groups, score[0]), score[0]) : null;
	return refused ?? notMeasured('floor-not-reached', { floor, ...best });
}
