import { rateOf, type Rate } from '#lib/domain/intervals/rate.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { explainChange, type ExplainedChange } from './change-parts.ts';

/** Leads of a source created in a month, those of them that have the age, and customers among these. */
export interface SourceMonth {
	source: string;
	/** YYYY-MM */
	month: string;
	leads: number;
	mature: number;
	customers: number;
}

/** A stretch of months and what it held. */
export interface ComparedMonths {
	from: string;
	to: string;
	months: number;
	rate: Measured<Rate>;
}

/** Why wins changed between two stretches of months of equal length. */
export interface SourceTrend {
	before: ComparedMonths;
	after: ComparedMonths;
	change: ExplainedChange;
}

/** Months that are compared at most. */
const MOST_MONTHS = 6;

/**
 * What changed: the latest months all of whose leads have the age, up to six, beside as many before them, or the same
 * months a year earlier. Young months are left out on both sides, as their leads have not yet had the time to win. With a
 * year between them only months count that the data has in both years.
 *
 * @param months - any order; months between the first and the last that are not there had no lead
 * @returns not measured: `too-few-months`, and the reasons of `explainChange`
 * @example sourceTrend(months, 'before')
 */
export function sourceTrend(
	months: SourceMonth[],
	against: 'before' | 'year'
): Measured<SourceTrend> {
	const young = months.filter(({ leads, mature }) => mature < leads).map(({ month }) => month);
	const end = young.sort()[0] ?? null;
	const old = [...new Set(months.map(({ month }) => month))]
		.filter((month) => end === null || month < end)
		.map(numberOf)
		.sort((a, b) => a - b);
	const [first, last] = [old[0], old[old.length - 1]];
	const span = old.length === 0 ? 0 : last - first + 1;
	const length = Math.min(MOST_MONTHS, against === 'year' ? span - 12 : Math.floor(span / 2));
	const needed = against === 'year' ? 13 : 2;
	if (length < 1) return notMeasured('too-few-months', { months: span, needed });
	const back = against === 'year' ? 12 : length;
	const after = { from: last - length + 1, to: last };
	const before = { from: after.from - back, to: last - back };
	const bySource = new Map<string, { at: number; mature: number; customers: number }[]>();
	for (const { source, month, mature, customers } of months) {
		const own = bySource.get(source) ?? [];
		own.push({ at: numberOf(month), mature, customers });
		bySource.set(source, own);
	}
	const share = (source: string, { from, to }: typeof after) => {
		const own = (bySource.get(source) ?? []).filter(({ at }) => at >= from && at <= to);
		return {
			leads: own.reduce((sum, { mature }) => sum + mature, 0),
			wins: own.reduce((sum, { customers }) => sum + customers, 0)
		};
	};
	const changes = [...bySource.keys()]
		.sort()
		.map((source) => ({ source, before: share(source, before), after: share(source, after) }))
		.filter((each) => each.before.leads + each.after.leads > 0);
	const change = explainChange(changes);
	if (!change.measured) return change;
	const stretch = (range: typeof after, of: 'before' | 'after'): ComparedMonths => ({
		from: textOf(range.from),
		to: textOf(range.to),
		months: length,
		rate: rateOf(
			changes.reduce((sum, each) => sum + each[of].wins, 0),
			changes.reduce((sum, each) => sum + each[of].leads, 0)
		)
	});
	return {
		measured: true,
		before: stretch(before, 'before'),
		after: stretch(after, 'after'),
		change
	};
}

function numberOf(month: string): number {
	const [year, number] = month.split('-').map(Number);
	return year * 12 + number - 1;
}

function textOf(number: number): string {
	return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
}
