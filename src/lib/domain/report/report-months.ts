import type { CentsByKind, CostWithoutLeads } from '#lib/domain/roi/allocate-costs.ts';
import { centsOf } from '#lib/domain/roi/cents-by-kind.ts';
import type { MoneyByMonth, MoneyCell } from '#lib/domain/roi/money-by-month.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { ReportMonth } from './report-month.ts';

/**
 * Everything that was booked and everything that was won by the month of creation, oldest first: the parts that the sums
 * over all sources are made of. Months between without leads or costs stand as well, so that a gap is seen.
 *
 * @param young - months whose leads are too young, so that what they brought is "so far"
 * @example reportMonths(money, [])[0] // { month: '2026-01', leads: 310, wins: 22, cost: { measured: true, cents: 2_431_000 }, … }
 */
export function reportMonths(
	{ cells, withoutLeads, costs }: Pick<MoneyByMonth, 'cells' | 'withoutLeads' | 'costs'>,
	young: readonly string[]
): ReportMonth[] {
	const named = [...cells, ...withoutLeads].map(({ month }) => month).filter(Boolean);
	if (named.length === 0) return [];
	const [first, last] = [named.reduce(earlier), named.reduce(later)];
	return monthsFrom(first, last).map((month): ReportMonth => {
		const own = cells.filter((cell) => cell.month === month);
		const vain = withoutLeads.filter((cost) => cost.month === month);
		const sum = (of: (cell: MoneyCell) => number) =>
			own.reduce((total, cell) => total + of(cell), 0);
		return {
			month,
			leads: sum(({ leads }) => leads),
			wins: sum(({ wins }) => wins),
			cost: costs.measured ? costOf(own, vain) : costs,
			revenue: revenueOf(own),
			mature: !young.includes(month)
		};
	});
}

/** What was booked in a month; a month with nothing booked at all is unknown, not free. */
function costOf(cells: MoneyCell[], vain: CostWithoutLeads[]): Measured<{ cents: number }> {
	const booked: CentsByKind[] = [
		...cells.flatMap(({ cost }) => (cost.measured ? [cost] : [])),
		...vain.map(({ cost }) => cost),
		...cells.map(({ overhead }) => overhead).filter((cost) => centsOf(cost) !== 0)
	];
	if (booked.length === 0) return notMeasured('cost-unknown');
	return { measured: true, cents: booked.reduce((sum, cost) => sum + centsOf(cost), 0) };
}

/** A month without leads brought nothing; one whose wins have no value may have brought anything. */
function revenueOf(cells: MoneyCell[]): ReportMonth['revenue'] {
	const known = cells.filter(({ revenueCents }) => revenueCents !== null);
	if (known.length === 0 && cells.length > 0) {
		const wins = cells.reduce((sum, cell) => sum + cell.wins, 0);
		return notMeasured('value-unknown', { wins });
	}
	const cents = known.reduce((sum, { revenueCents }) => sum + (revenueCents ?? 0), 0);
	return { measured: true, cents };
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
