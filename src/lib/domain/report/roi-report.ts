import type { CohortFunnel } from '#lib/domain/funnel/cohort-funnel.ts';
import type { Rate } from '#lib/domain/intervals/rate.ts';
import type { CostTotals } from '#lib/domain/roi/money-by-month.ts';
import type { MoneyFigures, MoneySums } from '#lib/domain/roi/money-figures.ts';
import type { MoneyIntervals } from '#lib/domain/roi/money-intervals.ts';
import type { SourceLadder } from '#lib/domain/sources/source-ladder.ts';
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
	/** Of months that are old enough throughout, all costs and their share of overhead. */
	money: ReportMoney;
	funnel: Measured<CohortFunnel>;
	sources: Measured<ReportSources>;
	/** Empty where nothing has a month. */
	months: ReportMonth[];
	/** Where everything that was booked went. */
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

export interface ReportLeads {
	selected: number;
	/** Old enough for the rate, with known dates. */
	counted: number;
	immature: number;
	/** Without a creation date, created after the data date, or with a stage before the creation. */
	leftOut: number;
}

/** Money of the months that are old enough throughout; of all leads at once where nothing has a month. */
export interface ReportMoney {
	sums: MoneySums;
	/** Oldest and newest of these months, and their number; null where nothing has a month. */
	period: { from: string; to: string; months: number } | null;
	/** Leads of these months whose cost is unknown: neither their cost nor what they brought is counted. */
	withoutCost: number;
	figures: MoneyFigures;
	intervals: MoneyIntervals;
}

export interface ReportSources {
	/** Column they stand in. */
	by: string;
	ladder: SourceLadder;
	/** One a rung, in its order. */
	money: { source: string; leads: number; figures: MoneyFigures }[];
	/** Costs of sources that brought no lead at all. */
	withoutLeads: { source: string; cents: number }[];
}
