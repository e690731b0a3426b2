import type { FunnelFrame, FunnelView } from '#lib/domain/funnel/funnel-report.ts';
import type { Rate } from '#lib/domain/intervals/rate.ts';
import type { CostTotals } from '#lib/domain/roi/money-by-month.ts';
import type { MoneyFigures, MoneySums } from '#lib/domain/roi/money-figures.ts';
import type { MoneyIntervals } from '#lib/domain/roi/money-intervals.ts';
import type { RankedSources, SourceRung } from '#lib/domain/sources/source-ladder.ts';
import type { Measured } from '#lib/domain/units.ts';
import type { ReportGate } from './report-gate.ts';
import type { ReportMonth } from './report-month.ts';

/** Everything the report says; plain data, the same on screen, on paper, as a file and as JSON. */
export interface RoiReport {
	dataset: { name: string; leads: number };
	asked: ReportAsked;
	leads: ReportLeads;
	/** Customers of mature leads, at the fixed age. */
	customerRate: Measured<Rate>;
	/** Everything that was booked against all leads, in the months that are old enough. */
	money: ReportMoney;
	funnel: ReportFunnel;
	sources: Measured<ReportSources>;
	/** Empty where nothing has a month. */
	months: ReportMonth[];
	/** Where everything that was booked went, whatever the month. */
	costs: Measured<CostTotals>;
	gate: Measured<ReportGate & { model: string }>;
}

/** What the report was asked for, gaps filled in. */
export interface ReportAsked {
	/** First and last day of creation, YYYY-MM-DD; null for no bound. */
	from: string | null;
	to: string | null;
	filters: { field: string; values: string[] }[];
	/** Days within which leads must have become customers. */
	ageDays: number;
	/** Nothing later is known, ISO 8601 UTC; null where nothing has a date. */
	dataDate: string | null;
	/** ISO 4217 */
	currency: string;
	/** Rates the user gave, one unit in the currency of the report. */
	rates: { currency: string; month: string | null; rate: number }[];
	/** Gross margin, 0..1; null where none was given. */
	margin: number | null;
	/** What working a lead costs; null where nothing was given. */
	callCents: number | null;
}

/** The cohort funnel, and how it is read. */
export interface ReportFunnel {
	frame: FunnelFrame;
	view: Extract<FunnelView, { view: 'cohort' }>;
}

export interface ReportLeads {
	selected: number;
	/** Old enough for the rate, with known dates. */
	counted: number;
	immature: number;
	/** Without a creation date, created after the data date, or with a stage before the creation. */
	leftOut: number;
}

/** Money of the months that are old enough; of all leads at once where nothing has a month. */
export interface ReportMoney {
	sums: MoneySums;
	/** Oldest and newest of these months, and their number; null where nothing has a month. */
	period: { from: string; to: string; months: number } | null;
	/** Leads of these months whose own cost is unknown; they and what they brought are counted. */
	withoutCost: number;
	figures: MoneyFigures;
	intervals: MoneyIntervals;
}

export interface ReportSources extends Pick<RankedSources, 'rankedBy' | 'overall' | 'common'> {
	/** Column they stand in. */
	by: string;
	/** The first of them, in their order, each with its money. */
	rungs: ReportRung[];
	/** How many there are. */
	count: number;
	/** Names of those that are clearly better or worse than all others, and how many cannot be told apart. */
	better: string[];
	worse: string[];
	open: number;
	/** Costs of sources that brought no lead at all. */
	withoutLeads: { source: string; cents: number }[];
}

export interface ReportRung extends SourceRung {
	/** Over months with a known cost, without overhead. */
	figures: MoneyFigures;
	intervals: MoneyIntervals | null;
}
