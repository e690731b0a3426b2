import type { StageStay } from '#lib/domain/funnel/funnel-report.ts';
import type { WaitQuantile, WaitingTime } from '#lib/domain/funnel/waiting-time.ts';
import type { Measured } from '#lib/domain/units.ts';
import type { Facts } from '#lib/charts/facts.ts';
import type { Locale } from '#lib/charts/numbers.ts';
import { stageLabel } from '#lib/charts/stage-label.ts';
import type { Cell } from '#lib/charts/table.ts';
import * as m from '#lib/paraglide/messages.js';
import { daysText } from './funnel-words.ts';

/** Something leads wait for, by name. */
export interface WaitRow {
	label: string;
	wait: WaitingTime;
}

/** Time in each stage as rows. */
export function stayRows(stays: StageStay[], locale: Locale): WaitRow[] {
	return stays.map(({ stage, stay }) => ({ label: stageLabel(stage, locale), wait: stay }));
}

export function waitingFacts(rows: WaitRow[], locale: Locale): Facts {
	const label = { locale };
	const known = rows.flatMap(({ label: name, wait }) =>
		wait.median.measured ? [{ name, time: wait.median.time }] : []
	);
	const longest = known.reduce<(typeof known)[number] | null>(
		(most, each) => (most === null || each.time > most.time ? each : most),
		null
	);
	return {
		title: longest ? titleOf(longest, rows.length, locale) : m.waiting_title_none({}, label),
		note: m.waiting_note({}, label),
		table: {
			columns: [
				{ label: m.funnel_stage({}, label), kind: 'text' },
				{ label: m.waiting_came({}, label), kind: 'count' },
				{ label: m.waiting_left({}, label), kind: 'count' },
				{ label: m.waiting_still({}, label), kind: 'count' },
				{ label: m.waiting_median({}, label), kind: 'count' },
				{ label: m.chart_interval_low({}, label), kind: 'count' },
				{ label: m.chart_interval_high({}, label), kind: 'count' },
				{ label: m.waiting_p90({}, label), kind: 'count' },
				{ label: m.chart_interval_low({}, label), kind: 'count' },
				{ label: m.chart_interval_high({}, label), kind: 'count' }
			],
			rows: rows.map(({ label: name, wait }) => [
				name,
				wait.leads,
				wait.through,
				wait.waiting,
				...cells(wait.median),
				...cells(wait.p90)
			])
		},
		file: 'time-in-stage'
	};
}

function titleOf({ name, time }: { name: string; time: number }, stages: number, locale: Locale) {
	const said = { stage: name, days: daysText(time, locale) };
	// Of one stage nothing is the longest.
	return (stages === 1 ? m.waiting_title_one : m.waiting_title)(said, { locale });
}

function cells(quantile: Measured<WaitQuantile>): Cell[] {
	return quantile.measured ? [quantile.time, quantile.lo, quantile.hi] : [null, null, null];
}
