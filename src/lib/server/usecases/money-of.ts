import { ALL_LEADS, selectedLeads } from '#lib/domain/query/lead-selection.ts';
import { duckdb } from '#lib/domain/query/dialect.ts';
import type { MoneyWays } from '#lib/domain/query/source-money-query.ts';
import { NO_CENTS } from '#lib/domain/roi/cents-by-kind.ts';
import type { CentsByKind } from '#lib/domain/roi/allocate-costs.ts';
import { costsInPeriod } from '#lib/domain/roi/costs-in-period.ts';
import type { ExchangeRate } from '#lib/domain/roi/exchange-rates.ts';
import {
	moneyByMonth,
	type MoneyByMonth,
	type MoneyOptions
} from '#lib/domain/roi/money-by-month.ts';
import { monthlyCosts, type BookedCost, type MonthlyCost } from '#lib/domain/roi/monthly-costs.ts';
import { reportCurrency } from '#lib/server/queries/sources/report-currency.ts';
import { readCosts } from '#lib/server/queries/sources/read-costs.ts';
import { readLeadMoney, type ReadMoney } from '#lib/server/queries/sources/read-lead-money.ts';
import { repeatWins } from '#lib/server/queries/sources/repeat-wins.ts';
import type { FigureDesk } from './figure-desk.ts';
import { countedStages } from './source-conditions.ts';
import { sourceGroups, type SourceBy, type SourceGroups } from './source-by.ts';

export interface MoneySettings {
	/** What units of other currencies are worth, as the user says. */
	rates: ExchangeRate[];
	/** What leads are broken down by; left out: by their source. */
	by?: SourceBy;
}

/** Money of the selected leads by month and group. `part` of a cell is its group. */
export interface Money extends MoneyByMonth {
	groups: SourceGroups;
	/** Booked for days outside of the period: no part of the figures. */
	outside: CentsByKind;
	/** Days after which leads are mature; null where the data cannot tell, so that nothing is called immature. */
	ageDays: number | null;
	/** Whether leads have months: costs are allocated by month, else all at once. */
	byMonth: boolean;
}

/**
 * Costs allocated by month and source to the leads of a period, with the stages, wins and revenue these leads have had so
 * far (by the data date, whatever their age). A month whose cells have immature leads is "so far".
 *
 * @throws WorkbenchError as `sourceGroups`
 */
export async function moneyOf(desk: FigureDesk, { rates, by }: MoneySettings): Promise<Money> {
	const groups = await sourceGroups(desk, by ?? { field: null, reading: 'value' });
	const read = await readLeadMoney(desk.engine, await moneyWays(desk, groups));
	const found = withRevenue(desk, read);
	const byMonth = [...found.leads, ...found.others].some(({ month }) => month !== '');
	const booked = await spelledCosts(desk, groups);
	const { from, to } = desk.settings.selection;
	const inPeriod = costsInPeriod(booked, byMonth ? from : null, byMonth ? lastDay(desk, to) : null);
	const table = { into: await reportCurrency(desk.engine, desk.source), rates };
	const costs = inPeriod.costs.flatMap((cost) => monthly(cost, byMonth));
	const options: MoneyOptions = { by: allocatedBy(desk, groups, costs, found), rates: table };
	const outside = moneyByMonth(
		inPeriod.outside.flatMap((cost) => monthly(cost, byMonth)),
		[],
		[],
		options
	).costs;
	return {
		...moneyByMonth(costs, found.leads, found.others, options),
		groups,
		outside: outside.measured ? outside.booked : NO_CENTS,
		ageDays: desk.dated ? desk.settings.ageDays : null,
		byMonth
	};
}

/** The conditions that the money of a desk is counted by. */
async function moneyWays(desk: FigureDesk, groups: SourceGroups): Promise<MoneyWays> {
	const { from, to } = desk.settings.selection;
	const stages = countedStages(desk);
	const repeats = await repeatWins(desk.engine, desk.source);
	return {
		leads: await groups.keyed(),
		selected: desk.selected,
		period: selectedLeads({ ...ALL_LEADS, from, to }, desk.lookup, duckdb),
		mql: stages.mql,
		sql: stages.sql,
		repeats
	};
}

/** Values that nobody knows are not 0. */
function withRevenue({ source }: FigureDesk, read: ReadMoney): ReadMoney {
	if (source.mapping.value || read.valued > 0) return read;
	const unknown = <Row extends object>(rows: Row[]) =>
		rows.map((row) => ({ ...row, revenueCents: null }));
	return { ...read, leads: unknown(read.leads), others: unknown(read.others) };
}

/** Costs with the spellings of sources that were said to mean the same read as one. */
async function spelledCosts(desk: FigureDesk, groups: SourceGroups): Promise<BookedCost[]> {
	const { readAs = {}, mapping } = desk.source;
	const spelled = (field: string | null, value: string | null) => {
		if (field === null || value === null || !Object.hasOwn(readAs, field)) return value;
		return Object.hasOwn(readAs[field], value) ? readAs[field][value] : value;
	};
	const costs = await readCosts(desk.engine, desk.source);
	return costs.map((cost) => ({
		...cost,
		source: spelled(mapping.source, cost.source),
		campaign: spelled(groups.field, cost.campaign)
	}));
}

/** Costs after the data date are not known yet, where the reader has set one. */
function lastDay({ settings }: FigureDesk, to: string | null): string | null {
	const known = settings.dataDate?.slice(0, 10) ?? null;
	if (known === null) return to;
	return to === null || known < to ? known : to;
}

function monthly(cost: BookedCost, byMonth: boolean): MonthlyCost[] {
	const months = monthlyCosts(cost);
	return byMonth ? months : months.map((each) => ({ ...each, month: '' }));
}

/** A breakdown is one by campaign where at least half of the campaigns that costs name are among its groups. */
function allocatedBy(
	{ source }: FigureDesk,
	{ bySource }: SourceGroups,
	costs: MonthlyCost[],
	{ leads, others }: ReadMoney
): MoneyOptions['by'] {
	const named = new Set(costs.flatMap(({ campaign }) => (campaign === null ? [] : [campaign])));
	const parts = new Set([...leads, ...others].map(({ part }) => part));
	const known = [...named].filter((campaign) => parts.has(campaign)).length;
	if (!bySource && named.size > 0 && known * 2 >= named.size) return 'campaign';
	return source.mapping.source === null ? 'all' : 'source';
}
