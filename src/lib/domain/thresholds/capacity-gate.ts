import type { ScoreGroups } from '#lib/domain/evaluation/collapse-scores.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { aboveGate, tooFewAbove } from './gate-support.ts';

/** The gate that sales can work through. */
export interface CapacityGate {
	/** Lowest score that passes. */
	threshold: number;
	/** Leads a week that pass, on average over the weeks of the leads. */
	perWeek: number;
	/** The next lower score: its leads are tied, and with them the gate would be too wide. Null where all leads pass. */
	nextBlock: { score: number; perWeek: number } | null;
}

/**
 * The widest gate whose expected weekly volume stays within capacity. Leads of one score are never parted, so volumes jump
 * by whole blocks; the block that no longer fits is told.
 *
 * @param groups - training leads by score
 * @param weeks - weeks in which as many leads come in, more than 0
 * @param capacity - leads sales can work in a week
 * @returns not measured: `no-leads`; `block-over-capacity` where the leads of the highest score alone are too many; too few
 * above the gate (statistics 18)
 * @throws Error for no weeks or a capacity that is no number
 * @example capacityGate(groups, 26, 40) // { measured: true, threshold: 55, perWeek: 36.2, nextBlock: { score: 50, … } }
 */
export function capacityGate(
	groups: ScoreGroups,
	weeks: number,
	capacity: number
): Measured<CapacityGate> {
	if (!(weeks > 0 && capacity >= 0)) {
		throw new Error(`capacityGate: ${weeks} weeks, capacity ${capacity}`);
	}
	const { score, n } = groups;
	if (score.length === 0) return notMeasured('no-leads');
	let leads = 0;
	let at = score.length;
	while (at > 0 && (leads + n[at - 1]) / weeks <= capacity) leads += n[--at];
	const nextBlock = at > 0 ? { score: score[at - 1], perWeek: n[at - 1] / weeks } : null;
	if (at === score.length) {
		return notMeasured('block-over-capacity', { ...nextBlock, capacity });
	}
	const threshold = score[at];
	const refused = tooFewAbove(aboveGate(groups, threshold), threshold);
	return refused ?? { measured: true, threshold, perWeek: leads / weeks, nextBlock };
}
