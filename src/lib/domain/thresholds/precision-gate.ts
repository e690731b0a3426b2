import type { ScoreGroups } from '#lib/domain/evaluation/collapse-scores.ts';
import type { Totals } from '#lib/domain/evaluation/totals.ts';
import { wilson } from '#lib/domain/intervals/wilson.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { tooFewAbove } from './gate-support.ts';

/** The gate that keeps a promise on the conversion rate. */
export interface PrecisionGate {
	/** Lowest score that passes. */
	threshold: number;
	/** Conversion rate of the leads that pass, with its 95 % Wilson interval. */
	precision: number;
	precisionCi: [number, number];
}

/**
 * The widest gate whose conversion rate is at least `floor` even at the lower end of its Wilson interval. Gates with too few leads
 * above them (statistics 18) are not looked at. The best of many gates looks a little better than it is: measure it again
 * on later leads.
 *
 * @param groups - training leads by score
 * @param floor - conversion rate, between 0 and 1
 * @returns not measured: `no-leads`; too few above every gate; `floor-not-reached` with the best lower end there is
 * @throws Error for another floor
 * @example precisionGate(groups, 0.1) // { measured: true, threshold: 40, precision: 0.128, precisionCi: [0.104, 0.157] }
 */
export function precisionGate(groups: ScoreGroups, floor: number): Measured<PrecisionGate> {
	if (!(floor > 0 && floor < 1)) throw new Error(`precisionGate: floor ${floor}`);
	const { score } = groups;
	if (score.length === 0) return notMeasured('no-leads');
	const above = totalsFrom(groups);
	const best = { lower: -1, threshold: 0 };
	for (let g = 0; g < score.length; g++) {
		const [threshold, { leads, wins }] = [score[g], above[g]];
		if (tooFewAbove(above[g], threshold)) continue;
		const precisionCi = wilson(wins, leads);
		if (precisionCi[0] >= floor) {
			return { measured: true, threshold, precision: wins / leads, precisionCi };
		}
		if (precisionCi[0] > best.lower) Object.assign(best, { lower: precisionCi[0], threshold });
	}
	const refused = best.lower < 0 ? tooFewAbove(above[0], score[0]) : null;
	return (
		refused ??
		notMeasured('floor-not-reached', {
			floorRate: floor,
			lowerRate: best.lower,
			threshold: best.threshold
		})
	);
}

/** What passes at each score, in one pass from the top. */
function totalsFrom({ score, n, k }: ScoreGroups): Totals[] {
	const above = new Array<Totals>(score.length);
	let [leads, wins] = [0, 0];
	for (let g = score.length - 1; g >= 0; g--) {
		leads += n[g];
		wins += k[g];
		above[g] = { leads, wins, losses: leads - wins };
	}
	return above;
}
