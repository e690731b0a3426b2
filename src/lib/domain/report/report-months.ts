import type { CostWithoutLeads } from '#lib/domain/roi/allocate-costs.ts';
import { centsOf } from '#lib/domain/roi/cents-by-kind.ts';
import type { MoneyByMonth, MoneyCell } from '#lib/domain/roi/money-by-month.ts';
import { moneyOfGroup } from '#lib/domain/roi/money-of-group.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { ReportMonth } from './report-month.ts';

/**
 * Cost and revenue by the month of creation, oldest first. Cost is what `moneyOfGroup` counts with its share of overhead;
 * leads whose cost is unknown are in neither number where other leads of the month have one. Months between without
 * leads or costs stand as well, so that a gap is seen.
 *
 * @example reportMonths(money)[0] // { month: '2026-01', leads: 310, wins: 22, cost: { measured: true, cents: 2_431_000 }, … }
 */
export function reportMonths({ cells, withoutLeads }: MoneyByMonth): ReportMonth[] {
	const dated = cells.filter(({ month }) => month !== '');
	const named = [...dated, ...withoutLeads].map(({ month }) => month).filter(Boolean);
	if (named.length === 0) return [];
	const [first, last] = [named.reduce(earlier), named.reduce(later)];
	return monthsFrom(first, last).map((month) =>
		monthOf(
			month,
			dated.filter((cell) => cell.month === month),
			withoutLeads.filter((cost) => cost.month === month)
		)
	);
}

/** Cells and costs of months that are old enough throughout. @example settled(money).cells.length // 90 */
export function settled(money: MoneyByMonth): Pick<MoneyByMonth, 'cells' | 'withoutLeads'> {
	const { cells, withoutLeads } = money;
	const young = new Set(cells.filter(({ immature }) => immature > 0).map(({ month }) => month));
	const newest = cells.map(({ month }) => month).reduce(later, '');
	const old = ({ month }: { month: string }) => !young.has(month) && month <= newest;
	return { cells: cells.filter(old), withoutLeads: withoutLeads.filter(old) };
}

function monthOf(month: string, cells: MoneyCell[], withoutLeads: CostWithoutLeads[]): ReportMonth {
	const { sums } = moneyOfGroup(cells, { overhead: true, withoutLeads });
	const { cost, overhead, revenueCents } = sums;
	const sum = (of: (cell: MoneyCell) => number) =>
		cells.reduce((total, cell) => total + of(cell), 0);
	const spent: Measured<{ cents: number }> = cost.measured
		? { measured: true, cents: centsOf(cost) + (overhead ? centsOf(overhead) : 0) }
		: cost;
	return {
		month,
		leads: sum(({ leads }) => leads),
		wins: sum(({ wins }) => wins),
		cost: spent,
		revenue: revenueOf(revenueCents, cells, sums.wins),
		mature: cells.every(({ immature }) => immature === 0)
	};
}

/** A month without leads brought nothing; one whose wins have no value may have brought anything. */
function revenueOf(
	revenueCents: number | null,
	cells: MoneyCell[],
	wins: number
): ReportMonth['revenue'] {
	if (revenueCents !== null) return { measured: true, cents: revenueCents };
	return cells.length === 0 ? { measured: true, cents: 0 } : notMeasured('value-unknown', { wins });
}

function monthsFrom(first: string, last: string): string[] {
	const months = [first];
	while (months[months.length - 1] < last && months.length < MOST_MONTHS) {
		const [year, month] = months[months.length - 1].split('-').map(Number);
		months.push(new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 7));
	}
	return months;
}

/** Thirty years: a date of the year 1970 or 2099 is a slip, and needs no chart of its own. */
const MOST_MONTHS = 360;

function earlier(a: string, b: string): string {
	return a < b ? a : b;
}

function later(a: string, b: string): string {
	return a > b ? a : b;
}
