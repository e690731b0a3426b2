import { collapseScores } from '#lib/domain/evaluation/collapse-scores.ts';
import { wilson } from '#lib/domain/intervals/wilson.ts';
import { aboveGate, tooFewAbove } from '#lib/domain/thresholds/gate-support.ts';
import type { Measured } from '#lib/domain/units.ts';
import { equalVolume, passes } from './equal-volume.ts';

/** Leads by which of two gates lets them through, and what became of them (design §7.4). */
export interface SwapSet {
	/** Today's gate. */
	gate: number;
	/** Lowest calibrated score that passes the gate of equal volume. */
	threshold: number;
	/** Leads with exactly that score, and the share of them that passes. */
	tied: { leads: number; share: number };
	/** Leads that pass: as many at either gate. */
	leads: number;
	both: SwapGroup;
	/** Leads that newly pass. */
	enter: SwapGroup;
	/** Leads that no longer pass. */
	leave: SwapGroup;
}

export interface SwapGroup {
	/** Counts; broken where a tied block is taken in proportion. */
	leads: number;
	wins: number;
	/** wins / leads with its 95 % Wilson interval; null where there are no leads. */
	rate: number | null;
	ci: [number, number] | null;
}

/**
 * Swap set of two scores at equal volume: today's gate lets through some leads; the calibrated gate lets through as many,
 * the best by calibrated score. Where the gate falls into leads of one calibrated score, each of them passes with the
 * same share (statistics 15), so that no tie is broken by chance and both volumes are exactly equal.
 *
 * @param today - score of each cell that today's gate is on
 * @param calibrated - the other score of each cell
 * @param n - leads of each cell
 * @param k - wins of each cell
 * @param gate - lowest score of today that passes
 * @returns not measured under 30 leads, 10 wins or 10 losses above today's gate (statistics 18)
 * @throws Error for columns of different length or scores that are not finite
 * @example swapSet(today, calibrated, n, k, 55) // { measured: true, leads: 513, enter: { leads: 96, wins: 38, … }, … }
 */
export function swapSet(
	today: Float64Array,
	calibrated: Float64Array,
	n: Float64Array,
	k: Float64Array,
	gate: number
): Measured<SwapSet> {
	const refused = tooFewAbove(aboveGate(collapseScores(today, n, k), gate), gate);
	if (refused) return refused;
	const groups = collapseScores(calibrated, n, k);
	const volume = n.reduce((sum, leads, c) => (today[c] >= gate ? sum + leads : sum), 0);
	const cut = equalVolume(groups, volume);
	const counts = { both: [0, 0], enter: [0, 0], leave: [0, 0] };
	const add = (to: number[], share: number, c: number) => {
		to[0] += share * n[c];
		to[1] += share * k[c];
	};
	for (let c = 0; c < n.length; c++) {
		const share = passes(cut, calibrated[c]);
		if (today[c] < gate) add(counts.enter, share, c);
		else {
			add(counts.both, share, c);
			add(counts.leave, 1 - share, c);
		}
	}
	return {
		measured: true,
		gate,
		threshold: cut.threshold,
		tied: { leads: cut.tied, share: cut.share },
		leads: volume,
		both: groupOf(counts.both),
		enter: groupOf(counts.enter),
		leave: groupOf(counts.leave)
	};
}

function groupOf([leads, wins]: number[]): SwapGroup {
	if (leads <= 0) return { leads: 0, wins: 0, rate: null, ci: null };
	// Adding up shares can leave wins a speck above leads.
	const won = Math.min(wins, leads);
	return { leads, wins: won, rate: won / leads, ci: wilson(won, leads) };
}
