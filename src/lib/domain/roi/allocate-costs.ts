import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { allocateCents } from './allocate-cents.ts';
import { convertCents, type RateTable } from './exchange-rates.ts';
import type { CostKind, MonthlyCost } from './monthly-costs.ts';

/** Leads of a source created in a month, or a part of them (a campaign, a score band). */
export interface LeadGroup {
	month: string;
	source: string;
	/** Part of the source's leads of the month; one of them where they are not divided. */
	part: string;
	leads: number;
}

/** What was spent on a group of leads, cents by kind. */
export type CentsByKind = Record<CostKind, number>;

export interface AllocatedCost extends LeadGroup {
	/**
	 * Cost of the source in the month, its leads' share of it; `cost-unknown` where none was booked. Never 0 for want of
	 * a booking.
	 */
	cost: Measured<CentsByKind>;
}

/** Money spent in a month on a source that brought no lead in it. It stays a row, as it was spent. */
export interface CostWithoutLeads {
	month: string;
	source: string;
	cost: CentsByKind;
}

export interface AllocatedCosts {
	/** In the order of the groups. */
	groups: AllocatedCost[];
	withoutLeads: CostWithoutLeads[];
	/** Costs for no source, by month. */
	overhead: { month: string; cost: CentsByKind }[];
	/** Everything that was booked: groups, rows without leads and overhead add up to it to the cent. */
	total: CentsByKind;
	currency: string;
}

/**
 * Costs allocated to leads by month and source: what was spent on a source in a month is spread evenly over its leads
 * created in that month, to the cent (largest remainder). Costs of no kind count as marketing. Amounts in other
 * currencies are converted first, sum by sum of a month, source and kind; the total is that of the converted sums.
 *
 * @param groups - leads by month, source and part; groups without leads get no cost
 * @returns not measured: `no-costs`, `exchange-rate-missing` with the first currency and month that have none
 * @throws Error for amounts that are not whole cents
 * @example allocateCosts(costs, groups, { into: 'EUR', rates: [] })
 */
export function allocateCosts(
	costs: MonthlyCost[],
	groups: LeadGroup[],
	rates: RateTable
): Measured<AllocatedCosts> {
	if (costs.length === 0) return notMeasured('no-costs');
	const sums = convertedSums(costs, rates);
	if (!sums.measured) return sums;
	const allocated: AllocatedCost[] = groups.map((group) => ({
		...group,
		cost: notMeasured('cost-unknown', { source: group.source, month: group.month })
	}));
	const found: AllocatedCosts = {
		groups: allocated,
		withoutLeads: [],
		overhead: [],
		total: { marketing: 0, sales: 0, tool: 0 },
		currency: rates.into
	};
	const groupsOf = indexed(groups);
	for (const { month, source, cost } of sums.sums) {
		for (const kind of KINDS) found.total[kind] += cost[kind];
		if (source === null) found.overhead.push({ month, cost });
		else {
			const at = groupsOf.get(keyOf(month, source)) ?? [];
			if (at.length === 0) found.withoutLeads.push({ month, source, cost });
			else spread(cost, allocated, at);
		}
	}
	return { measured: true, ...found };
}

const KINDS: CostKind[] = ['marketing', 'sales', 'tool'];

interface CostSum {
	month: string;
	source: string | null;
	cost: CentsByKind;
}

function convertedSums(costs: MonthlyCost[], rates: RateTable): Measured<{ sums: CostSum[] }> {
	const bySum = new Map<string, MonthlyCost & { kind: CostKind }>();
	for (const cost of costs) {
		if (!Number.isSafeInteger(cost.cents)) throw new Error(`allocateCosts: ${cost.cents} cents`);
		const kind = cost.kind ?? 'marketing';
		const key = JSON.stringify([cost.month, cost.source, kind, cost.currency]);
		const sum = bySum.get(key);
		if (sum) sum.cents += cost.cents;
		else bySum.set(key, { ...cost, kind });
	}
	const sums = new Map<string, CostSum>();
	for (const { month, source, kind, cents, currency } of bySum.values()) {
		const converted = convertCents(cents, currency, month, rates);
		if (!converted.measured) return converted;
		const key = keyOf(month, source);
		const sum = sums.get(key) ?? { month, source, cost: { marketing: 0, sales: 0, tool: 0 } };
		sum.cost[kind] += converted.cents;
		sums.set(key, sum);
	}
	return { measured: true, sums: [...sums.values()] };
}

/** Places of the groups with leads, by month and source. */
function indexed(groups: LeadGroup[]): Map<string, number[]> {
	const places = new Map<string, number[]>();
	groups.forEach(({ month, source, leads }, i) => {
		if (leads === 0) return;
		const key = keyOf(month, source);
		const found = places.get(key);
		if (found) found.push(i);
		else places.set(key, [i]);
	});
	return places;
}

function spread(cost: CentsByKind, groups: AllocatedCost[], at: number[]): void {
	const weights = at.map((i) => groups[i].leads);
	const [marketing, sales, tool] = KINDS.map((kind) => allocateCents(cost[kind], weights));
	at.forEach((group, i) => {
		groups[group].cost = {
			measured: true,
			marketing: marketing[i],
			sales: sales[i],
			tool: tool[i]
		};
	});
}

function keyOf(month: string, source: string | null): string {
	return JSON.stringify([month, source]);
}
