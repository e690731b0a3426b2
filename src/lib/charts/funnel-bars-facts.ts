import type { CohortFunnel, FunnelStep } from '#lib/domain/funnel/cohort-funnel.ts';
import type { FlowFunnel } from '#lib/domain/funnel/flow-funnel.ts';
import type { FunnelFrame, FunnelView } from '#lib/domain/funnel/funnel-report.ts';
import type { SnapshotFunnel } from '#lib/domain/funnel/snapshot-funnel.ts';
import type { Durations } from '#lib/domain/day-histogram.ts';
import type { Rate } from '#lib/domain/intervals/rate.ts';
import type { Measured } from '#lib/domain/units.ts';
import type { Facts } from '#lib/charts/facts.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { stageLabel } from '#lib/charts/stage-label.ts';
import type { Cell, Column, Table } from '#lib/charts/table.ts';
import * as m from '#lib/paraglide/messages.js';
import { funnelFinding } from './funnel-sentence.ts';

/** A funnel in one of its views, with how it is read. */
export interface FunnelChart {
	frame: FunnelFrame;
	view: FunnelView;
}

export function funnelBarsFacts(chart: FunnelChart, locale: Locale): Facts {
	const { view, frame } = chart;
	return {
		title: funnelFinding(chart, locale),
		note: noteOf(chart, locale),
		table: tableOf(view, labelsOf(frame, locale), locale),
		file: `funnel-${view.view}`
	};
}

export function labelsOf({ stages }: Pick<FunnelFrame, 'stages'>, locale: Locale): string[] {
	return stages.map((stage) => stageLabel(stage, locale));
}

function noteOf({ view, frame }: FunnelChart, locale: Locale): string {
	const { windowDays } = frame;
	if (view.view === 'snapshot') return m.funnel_note_snapshot({}, { locale });
	if (view.view === 'flow') return m.funnel_note_flow({}, { locale });
	if (windowDays === null) return m.funnel_note_undated({}, { locale });
	const days = numbersIn(locale).count(windowDays);
	return frame.order === 'any'
		? m.funnel_note_cohort({ days }, { locale })
		: m.funnel_note_strict({ days }, { locale });
}

/** Exactly what the bars say, a row a stage. */
export function tableOf(view: FunnelView, labels: string[], locale: Locale): Table {
	const { found } = view;
	if (!found.measured) return { columns: [text(m.funnel_stage({}, { locale }))], rows: [] };
	if (found.view === 'cohort') return cohortTable(found, labels, locale);
	if (found.view === 'snapshot') return snapshotTable(found, labels, locale);
	return flowTable(found, labels, locale);
}

function cohortTable({ steps }: CohortFunnel, labels: string[], locale: Locale): Table {
	const [low, high] = [
		m.chart_interval_low({}, { locale }),
		m.chart_interval_high({}, { locale })
	].map((label): Column => ({ label, kind: 'rate', digits: 1, filesOnly: true }));
	const column = (label: Say, formula: Say, kind?: 'rate') => figure(label, formula, locale, kind);
	return {
		columns: [
			text(m.funnel_stage({}, { locale })),
			column(m.chart_leads, m.funnel_formula_n),
			column(m.funnel_of_first, m.funnel_formula_first, 'rate'),
			low,
			high,
			column(m.funnel_of_previous, m.funnel_formula_previous, 'rate'),
			low,
			high,
			column(m.funnel_median_entry, m.funnel_formula_median),
			column(m.funnel_p90_entry, m.funnel_formula_p90),
			column(m.funnel_median_previous, m.funnel_formula_median),
			column(m.funnel_p90_previous, m.funnel_formula_p90),
			column(m.funnel_dropped, m.funnel_formula_dropped),
			column(m.funnel_open, m.funnel_formula_open),
			column(m.funnel_skipped, m.funnel_formula_skipped),
			column(m.funnel_reversed, m.funnel_formula_reversed)
		],
		rows: steps.map((step, s) => [
			labels[s],
			step.n,
			...rateCells(step.ofFirst),
			...rateCells(step.ofPrevious),
			...dayCells(step.daysFromEntry),
			...dayCells(step.daysFromPrevious),
			step.dropped,
			step.open,
			step.skipped,
			step.reversed
		])
	};
}

function snapshotTable({ steps }: SnapshotFunnel, labels: string[], locale: Locale): Table {
	return {
		columns: [
			text(m.funnel_stage({}, { locale })),
			{ ...figure(m.funnel_standing, m.funnel_formula_standing, locale), sum: true },
			{ ...figure(m.funnel_share_open, m.funnel_formula_share_open, locale, 'rate'), sum: true },
			figure(m.funnel_median_standing, m.funnel_formula_standing_days, locale),
			figure(m.funnel_p90_standing, m.funnel_formula_standing_days, locale)
		],
		rows: steps.map(({ standing, shareOfOpen, daysSoFar }, s) => [
			labels[s],
			standing,
			shareOfOpen,
			...dayCells(daysSoFar)
		])
	};
}

function flowTable({ steps }: FlowFunnel, labels: string[], locale: Locale): Table {
	return {
		columns: [
			text(m.funnel_stage({}, { locale })),
			figure(m.funnel_entered, m.funnel_formula_entered, locale),
			figure(m.funnel_entered_own, m.funnel_formula_entered_own, locale)
		],
		rows: steps.map(({ entered, ofPeriod }, s) => [labels[s], entered, ofPeriod])
	};
}

export function rateCells(rate: Measured<Rate>): Cell[] {
	return rate.measured ? [rate.rate, rate.lo, rate.hi] : [null, null, null];
}

export function dayCells(days: Measured<Durations>): Cell[] {
	if (!days.measured) return [null, null];
	return [days.median, days.p90.measured ? days.p90.days : null];
}

/** The step from which the smallest part goes on; null where no step has leads. */
export function narrowest(steps: FunnelStep[]): number | null {
	const known = steps.flatMap(({ ofPrevious }, s) =>
		ofPrevious.measured ? [{ s, rate: ofPrevious.rate }] : []
	);
	if (known.length === 0) return null;
	return known.reduce((least, each) => (each.rate < least.rate ? each : least)).s;
}

function text(label: string): Column {
	return { label, kind: 'text' };
}

type Say = (inputs: object, options: { locale: Locale }) => string;

/** A column of counts or days, or with `rate` of rates, with how its figures are calculated. */
function figure(
	label: Say,
	formula: Say,
	locale: Locale,
	kind: 'count' | 'rate' = 'count'
): Column {
	const digits = kind === 'rate' ? { digits: 1 } : {};
	return { label: label({}, { locale }), kind, ...digits, formula: formula({}, { locale }) };
}
