import {
	sourceClassesQuery,
	sourceFollowedQuery,
	sourcePaybackQuery,
	valueBand
} from '#lib/domain/query/source-value-query.ts';
import { centsOf } from '#lib/domain/roi/cents-by-kind.ts';
import type { CostWithoutLeads } from '#lib/domain/roi/allocate-costs.ts';
import type { MoneyCell } from '#lib/domain/roi/money-by-month.ts';
import { moneyFigures, type MoneyFigures } from '#lib/domain/roi/money-figures.ts';
import {
	moneyIntervals,
	type LeadClass,
	type MoneyIntervals
} from '#lib/domain/roi/money-intervals.ts';
import { moneyOfGroup, type GroupMoney } from '#lib/domain/roi/money-of-group.ts';
import { paybackCurve, type PaybackCohort, type PaybackCurve } from '#lib/domain/roi/payback.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { readMonthRows, type CellKey } from '#lib/server/queries/sources/read-month-rows.ts';
import type { FigureDesk } from './figure-desk.ts';
import type { Money } from './money-of.ts';
import { countedStages } from './source-conditions.ts';

/** The money of a group of leads. */
export interface MoneyRow extends GroupMoney {
	/** Null: of all groups together, those of unknown cost included. */
	group: string | null;
	figures: MoneyFigures;
	/** Left out for groups that are not shown. */
	intervals: MoneyIntervals | null;
	payback: Measured<PaybackCurve>;
}

export interface SourceMoney {
	rows: MoneyRow[];
	all: MoneyRow;
	/** Months in use, and those left out as their leads are too young. */
	months: string[];
	youngMonths: string[];
	/** Whether the payback counts a margin, or revenue as it is. */
	withMargin: boolean;
}

export interface SourceMoneyOptions {
	margin: number | null;
	overhead: boolean;
	months: 'mature' | 'all';
	/** Groups that are shown: only they get intervals and payback. */
	shown: ReadonlySet<string>;
	/** False: nothing is told of payback, which costs two passes over the leads. */
	payback?: boolean;
	seed?: number;
}

/** Ages that the payback is told at, days. */
export const PAYBACK_AGES = [30, 60, 90, 120, 150, 180, 240, 300, 365, 540, 730];

/** The money of each group: ratios of sums over the months in use, with bootstrap intervals (statistics 23). */
export async function sourceMoney(
	desk: FigureDesk,
	money: Money,
	options: SourceMoneyOptions
): Promise<SourceMoney> {
	const { months, youngMonths } = monthsInUse(money, options.months);
	const used = new Set(months);
	const cells = money.cells.filter(({ month }) => used.has(month));
	const spentInVain = money.withoutLeads.filter(({ month }) => used.has(month));
	const read = await readRows(desk, money, options.payback ?? true);
	const byPart = grouped(cells, ({ part }) => part);
	const vainBySource = grouped(money.groups.bySource ? spentInVain : [], ({ source }) => source);
	const rowOf = (group: string | null): MoneyRow => {
		const own = group === null ? cells : (byPart.get(group) ?? []);
		const vain = group === null ? spentInVain : (vainBySource.get(group) ?? []);
		const found =
			group === null
				? allTogether(own, vain, options)
				: moneyOfGroup(own, { ...options, withoutLeads: vain });
		const counted = group === null ? own : countedCells(own, vain);
		const isShown = group === null || options.shown.has(group);
		return {
			...found,
			group,
			figures: moneyFigures(found.sums, options),
			intervals: isShown
				? moneyIntervals(found.sums, classesOf(read.classes, counted), options)
				: null,
			payback:
				isShown && options.payback !== false
					? paybackOf(own, vain, read, options)
					: notMeasured('not-run')
		};
	};
	const groups = new Set([
		...money.cells.map(({ part }) => part),
		...(money.groups.bySource ? money.withoutLeads.map(({ source }) => source) : [])
	]);
	return {
		rows: [...groups].map(rowOf),
		all: rowOf(null),
		months,
		youngMonths,
		withMargin: options.margin !== null
	};
}

function monthsInUse({ cells, withoutLeads, ageDays }: Money, wanted: 'mature' | 'all') {
	const all = [...new Set([...cells, ...withoutLeads].map(({ month }) => month))].sort();
	const young = new Set(cells.filter(({ immature }) => immature > 0).map(({ month }) => month));
	const first = [...young].sort()[0];
	const isYoung = (month: string) =>
		ageDays !== null && (month === '' ? all.length > 1 : first !== undefined && month >= first);
	if (wanted === 'all') return { months: all, youngMonths: all.filter(isYoung) };
	return { months: all.filter((month) => !isYoung(month)), youngMonths: all.filter(isYoung) };
}

function grouped<Row>(rows: Row[], of: (row: Row) => string): Map<string, Row[]> {
	const found = new Map<string, Row[]>();
	for (const row of rows) {
		const known = found.get(of(row));
		if (known) known.push(row);
		else found.set(of(row), [row]);
	}
	return found;
}

/** Everything that was booked against all leads: also leads that cost nobody knows what. */
function allTogether(
	cells: MoneyCell[],
	withoutLeads: CostWithoutLeads[],
	{ overhead }: SourceMoneyOptions
): GroupMoney {
	const known = moneyOfGroup(cells, { overhead, withoutLeads });
	const everyone = moneyOfGroup(
		cells.map((cell) => ({ ...cell, cost: known.sums.cost })),
		{ overhead }
	);
	return {
		...everyone,
		sums: { ...everyone.sums, cost: known.sums.cost },
		withoutCost: known.withoutCost
	};
}

function countedCells(cells: MoneyCell[], vain: CostWithoutLeads[]): MoneyCell[] {
	const known = cells.filter(({ cost }) => cost.measured);
	return known.length > 0 || vain.length > 0 ? known : cells;
}

/** Rows by the cell they are of. */
interface ReadRows {
	classes: Map<string, Record<'mql' | 'sql' | 'won' | 'n' | 'revenue', number>[]>;
	revenue: Map<string, Record<'day' | 'revenue', number>[]>;
	followed: Map<string, number>;
}

async function readRows(
	desk: FigureDesk,
	{ groups }: Money,
	withPayback: boolean
): Promise<ReadRows> {
	const { engine, selected } = desk;
	const stages = countedStages(desk);
	const rows = await readMonthRows(
		engine,
		sourceClassesQuery(await groups.keyed(), selected, stages),
		['mql', 'sql', 'won', 'n', 'revenue']
	);
	const classes = grouped(rows, keyOf);
	if (!desk.dated || !withPayback) return { classes, revenue: new Map(), followed: new Map() };
	const revenue = await readMonthRows(engine, sourcePaybackQuery(await groups.keyed(), selected), [
		'day',
		'revenue'
	]);
	const followed = await readMonthRows(
		engine,
		sourceFollowedQuery(await groups.keyed(), selected),
		['followed']
	);
	return {
		classes,
		revenue: grouped(revenue, keyOf),
		followed: new Map(followed.map((row) => [keyOf(row), row.followed]))
	};
}

/** Bands of values are those of `sourceClassesQuery`, of all months together. */
function classesOf(classes: ReadRows['classes'], cells: MoneyCell[]): LeadClass[] {
	const sums = new Map<string, LeadClass>();
	for (const row of cells.flatMap((cell) => classes.get(keyOf(cell)) ?? [])) {
		if (row.n === 0) continue;
		const band = row.revenue > 0 ? valueBand(row.revenue / row.n) : null;
		const key = `${row.mql}${row.sql}${row.won} ${band}`;
		const same = sums.get(key);
		const flags = { mql: row.mql === 1, sql: row.sql === 1, won: row.won === 1 };
		const sofar = same ?? { n: 0, ...flags, revenueCents: 0 };
		const n = sofar.n + row.n;
		sums.set(key, {
			...sofar,
			n,
			revenueCents: (sofar.revenueCents * sofar.n + row.revenue) / n
		});
	}
	return [...sums.values()];
}

function paybackOf(
	cells: MoneyCell[],
	vain: CostWithoutLeads[],
	{ revenue, followed }: ReadRows,
	{ margin, overhead }: SourceMoneyOptions
): Measured<PaybackCurve> {
	if (followed.size === 0) return notMeasured('no-dated-outcome');
	const known = cells.filter(({ cost }) => cost.measured);
	const knownByMonth = grouped(known, ({ month }) => month);
	const vainByMonth = grouped(vain, ({ month }) => month);
	const months = [...new Set([...known, ...vain].map(({ month }) => month))].sort();
	const cohorts = months.map((month): PaybackCohort => {
		const own = knownByMonth.get(month) ?? [];
		const paid = own.flatMap((cell) => revenue.get(keyOf(cell)) ?? []);
		const ages = own.map((cell) => followed.get(keyOf(cell)) ?? 0);
		const wasted = vainByMonth.get(month) ?? [];
		const spent = (cost: MoneyCell['overhead']) => (overhead ? centsOf(cost) : cost.marketing);
		return {
			month,
			costCents:
				own.reduce((sum, { cost, overhead: share }) => {
					return sum + (cost.measured ? spent(cost) : 0) + (overhead ? centsOf(share) : 0);
				}, 0) + wasted.reduce((sum, { cost }) => sum + spent(cost), 0),
			youngestFollowedDays:
				ages.length > 0 ? ages.reduce((a, b) => Math.min(a, b)) : PAYBACK_AGES[0] - 1,
			revenueDay: paid.map(({ day }) => day),
			revenueCents: paid.map(({ revenue: cents }) => cents)
		};
	});
	return cohorts.length === 0
		? notMeasured('cost-unknown', { months: new Set(cells.map(({ month }) => month)).size })
		: paybackCurve(cohorts, PAYBACK_AGES, margin ?? 1);
}

function keyOf({ month, source, part }: CellKey): string {
	return `${month}\u0000${source}\u0000${part}`;
}
