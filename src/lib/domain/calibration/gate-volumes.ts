import { weeklyVolume, type WeeklyVolume } from '#lib/domain/thresholds/weekly-volume.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { LeadWeeks } from './evidence.ts';
import type { GateName, GateVolumes } from './gate-choices.ts';
import type { GateSide } from './gate-side.ts';

/**
 * Leads that come in a week, whatever their score.
 *
 * @returns not measured: `weeks-not-known` without dates, `no-weeks`
 * @example inflowOf(evidence.weeks) // { measured: true, perWeek: 103.4, weeks: 26 }
 */
export function inflowOf(leads: LeadWeeks | null): Measured<{ perWeek: number; weeks: number }> {
	if (!leads) return notMeasured('weeks-not-known');
	const score = new Float64Array(leads.cells.length);
	const all = weeklyVolume(leads.table, score, 0, { lastWeek: leads.lastWeek });
	if (!all.measured) return all;
	return { measured: true, perWeek: all.mean, weeks: all.weeks.length };
}

/**
 * Leads above a threshold week by week, over the last 26 whole weeks.
 *
 * @returns not measured: `weeks-not-known` without dates, `no-weeks`
 * @example volumeAbove(side, 47, 40) // { measured: true, mean: 21.3, overCapacity: 2, … }
 */
export function volumeAbove(
	{ weeks }: Pick<GateSide, 'weeks'>,
	threshold: number,
	capacity: number | null = null
): Measured<WeeklyVolume> {
	if (!weeks) return notMeasured('weeks-not-known');
	const { table, lastWeek } = weeks.leads;
	return weeklyVolume(table, weeks.score, threshold, {
		lastWeek,
		capacity: capacity ?? undefined
	});
}

/**
 * The same for both gates of a card.
 *
 * @param side - null where nothing was fitted
 * @returns not measured also where a gate is open: `no-gate`
 * @example gateVolumes(side, { mql: 47, sql: null }, 40).sql // { measured: false, reason: 'no-gate', … }
 */
export function gateVolumes(
	side: GateSide | null,
	thresholds: Record<GateName, number | null>,
	capacity: number | null
): GateVolumes {
	const of = (threshold: number | null) =>
		side && threshold !== null ? volumeAbove(side, threshold, capacity) : notMeasured('no-gate');
	return { mql: of(thresholds.mql), sql: of(thresholds.sql) };
}
