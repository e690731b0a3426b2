import { notMeasured } from '#lib/domain/units.ts';
import { addCents, NO_CENTS } from './cents-by-kind.ts';
import type { CostWithoutLeads } from './allocate-costs.ts';
import type { MoneyCell } from './money-by-month.ts';
import type { MoneySums } from './money-figures.ts';

/** Which months of a group its money is counted over, and what was left out. */
export interface GroupMoney {
	/** Over months whose cost is known. */
	sums: MoneySums;
	/** Months they are of. */
	months: number;
	/** Months with leads whose cost is unknown, and their leads: neither cost nor leads are counted. */
	withoutCost: { months: number; leads: number };
	/** Leads among those counted that are too young: what hangs on wins is "so far". */
	immature: number;
}

/**
 * The sums of a group of leads (a source, a campaign, a month). Leads of months for which the group has no cost are left
 * out, as their cost is unknown: counted with a cost of nothing, they would make all others look cheap. Where no month
 * has a cost all leads stay, and the cost is unknown.
 *
 * @param cells - of the group
 * @param overhead - whether the share of the overhead is part of it
 * @param withoutLeads - costs of the group in months that brought no lead
 * @example moneyOfGroup(cells, { overhead: false }).sums.cost // { measured: true, marketing: 120_000, … }
 */
export function moneyOfGroup(
	cells: MoneyCell[],
	{ overhead, withoutLeads = [] }: { overhead: boolean; withoutLeads?: CostWithoutLeads[] }
): GroupMoney {
	const known = cells.filter(({ cost }) => cost.measured);
	const spent = known.length > 0 || withoutLeads.length > 0;
	const counted = spent ? known : cells;
	const left = spent ? cells.filter(({ cost, leads }) => !cost.measured && leads > 0) : [];
	const refused = cells.find(({ cost }) => !cost.measured)?.cost;
	const total = (of: (cell: MoneyCell) => number) =>
		counted.reduce((sum, cell) => sum + of(cell), 0);
	const orNull = (of: (cell: MoneyCell) => number | null) =>
		cells.length === 0 || counted.some((cell) => of(cell) !== null)
			? total((cell) => of(cell) ?? 0)
			: null;
	const ownCost = known.reduce(
		(sum, { cost }) => (cost.measured ? addCents(sum, cost) : sum),
		withoutLeads.reduce((sum, { cost }) => addCents(sum, cost), NO_CENTS)
	);
	return {
		sums: {
			cost: spent
				? { measured: true, ...ownCost }
				: refused && !refused.measured
					? refused
					: notMeasured('cost-unknown'),
			overhead: overhead
				? counted.reduce((sum, cell) => addCents(sum, cell.overhead), NO_CENTS)
				: null,
			leads: total(({ leads }) => leads),
			mqls: orNull(({ mqls }) => mqls),
			sqls: orNull(({ sqls }) => sqls),
			wins: total(({ wins }) => wins),
			customers: total(({ customers }) => customers),
			revenueCents: orNull(({ revenueCents }) => revenueCents)
		},
		months: new Set([...counted, ...withoutLeads].map(({ month }) => month)).size,
		withoutCost: {
			months: new Set(left.map(({ month }) => month)).size,
			leads: left.reduce((sum, { leads }) => sum + leads, 0)
		},
		immature: total(({ immature }) => immature)
	};
}
