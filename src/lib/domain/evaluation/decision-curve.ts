import { normalInterval } from '#lib/domain/intervals/normal-interval.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { collapseScores } from './collapse-scores.ts';
import { totals } from './totals.ts';

/** What acting on a probability is worth at one threshold, per lead, in wins. */
export interface NetBenefit {
	/** A lead is worked from this probability on: where a win is worth (1 - t) / t times the cost of a lost lead. */
	threshold: number;
	/** Leads and wins at or above it. */
	leads: number;
	wins: number;
	/** Wins caught per lead, less the lost leads worked, each at odds of the threshold. */
	netBenefit: number;
	/** 95 %, leads counted as independent. */
	ci: [number, number];
	/** Of working every lead. Working none is worth 0. */
	ofAll: number;
}

/**
 * Decision curve (Vickers & Elkin 2006): net benefit = TP / N - FP / N x t / (1 - t) of working the leads with a
 * probability of at least t.
 *
 * @param probability - predicted for each cell; a point score has to go through its map first (statistics 8)
 * @param n - leads of each cell
 * @param k - wins of each cell
 * @param thresholds - between 0 and 1
 * @returns one entry a threshold, in order; not measured: `no-leads`
 * @throws Error for a threshold outside 0..1 or at its ends
 * @example decisionCurve(p, n, k, [0.05]) // { measured: true, points: [{ threshold: 0.05, netBenefit: 0.0254, … }] }
 */
export function decisionCurve(
	probability: Float64Array,
	n: Float64Array,
	k: Float64Array,
	thresholds: readonly number[]
): Measured<{ points: NetBenefit[] }> {
	const groups = collapseScores(probability, n, k);
	const all = totals(groups);
	if (all.leads === 0) return notMeasured('no-leads', { leads: 0 });
	const points = thresholds.map((threshold) => {
		if (!(threshold > 0 && threshold < 1)) throw new Error(`decisionCurve: threshold ${threshold}`);
		let [leads, wins] = [0, 0];
		for (let g = groups.score.length - 1; g >= 0 && groups.score[g] >= threshold; g--) {
			leads += groups.n[g];
			wins += groups.k[g];
		}
		const odds = threshold / (1 - threshold);
		const netBenefit = (wins - (leads - wins) * odds) / all.leads;
		const spread = (wins + (leads - wins) * odds ** 2) / all.leads - netBenefit ** 2;
		return {
			threshold,
			leads,
			wins,
			netBenefit,
			ci: normalInterval(netBenefit, Math.sqrt(Math.max(0, spread) / all.leads)),
			ofAll: (all.wins - all.losses * odds) / all.leads
		};
	});
	return { measured: true, points };
}
