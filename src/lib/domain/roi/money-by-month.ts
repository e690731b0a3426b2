import { notMeasured, type Measured } from '#lib/domain/units.ts';
import {
	allocateCosts,
	type AllocatedCost,
	type AllocatedCosts,
	type CentsByKind,
	type CostWithoutLeads,
	type LeadGroup
} from './allocate-costs.ts';
import { addCents, NO_CENTS } from './cents-by-kind.ts';
import type { RateTable } from './exchange-rates.ts';
import type { MonthlyCost } from './monthly-costs.ts';
import { spreadOverhead } from './spread-overhead.ts';

/** Leads of a month, a source and a part (a campaign, a group of the breakdown), and what became of them so far. */
export interface LeadMoney extends LeadGroup {
	/** Of them, those too young for the age at which rates are told. */
	immature: number;
	/** Null where the data has no such stage. */
	mqls: number | null;
	sqls: number | null;
	wins: number;
	/** Accounts whose first win it is; leads without account are customers of their own. */
	customers: number;
	/** Won value; null where the data has none. */
	revenueCents: number | null;
}

/** The same with what was spent on them. */
export interface MoneyCell extends LeadMoney {
	/** Not measured: `cost-unknown` where nothing was booked, `no-costs`, `exchange-rate-missing`. */
	cost: Measured<CentsByKind>;
	/** Their share of the overhead; nothing where there are no costs. */
	overhead: CentsByKind;
}

/** Where everything that was booked went; the parts add up to it to the cent. */
export interface CostTotals {
	booked: CentsByKind;
	/** Allocated to the leads that are looked at. */
	onLeads: CentsByKind;
	/** Allocated to leads that a filter leaves out. */
	onOtherLeads: CentsByKind;
	/** Of sources that brought no lead in the month. */
	withoutLeads: CentsByKind;
	/** Of no source: sales, tools, marketing in general. It is spread over all leads of its month beside all this. */
	overhead: CentsByKind;
}

export interface MoneyByMonth {
	cells: MoneyCell[];
	costs: Measured<CostTotals>;
	/** Rows of cost that brought no lead. */
	withoutLeads: CostWithoutLeads[];
	/** Currency of all amounts, ISO 4217. */
	currency: string;
}

export interface MoneyOptions {
	/**
	 * `source`: a cost is spread over the leads of its source. `campaign`: parts are campaigns, and a cost that names one
	 * is spread over its leads alone. `all`: the leads have no source, so every cost is spread over all of them.
	 */
	by: 'source' | 'campaign' | 'all';
	rates: RateTable;
}

/**
 * Costs, leads and what they brought, by month of creation, source and part (statistics 23). A filter takes leads out
 * and leaves them their share of the cost, so that the cost per lead of a source stays what it is when half of its leads
 * are looked at.
 *
 * @param costs - of the period, by month
 * @param leads - those that are looked at
 * @param others - leads of the same period that a filter leaves out
 * @throws Error for amounts that are not whole cents
 * @example moneyByMonth(costs, leads, [], { by: 'source', rates: { into: 'EUR', rates: [] } }).cells[0].cost
 */
export function moneyByMonth(
	costs: MonthlyCost[],
	leads: LeadMoney[],
	others: LeadGroup[],
	{ by, rates }: MoneyOptions
): MoneyByMonth {
	const groups: LeadGroup[] = [...leads, ...others];
	const currency = rates.into;
	const found =
		by === 'campaign' ? byCampaign(costs, groups, rates) : bySource(costs, groups, by, rates);
	if (!found.measured) {
		const cells = leads.map((each) => ({ ...each, cost: found, overhead: NO_CENTS }));
		return { cells, costs: found, withoutLeads: [], currency };
	}
	const { groups: own } = spreadOverhead(found);
	const cells = leads.map((each, i) => ({ ...each, cost: found.groups[i].cost, overhead: own[i] }));
	const sum = (parts: Measured<CentsByKind>[]) =>
		parts.reduce((all, cost) => (cost.measured ? addCents(all, cost) : all), NO_CENTS);
	const measured = (cost: CentsByKind) => ({ measured: true as const, ...cost });
	return {
		cells,
		costs: {
			measured: true,
			booked: found.total,
			onLeads: sum(found.groups.slice(0, leads.length).map(({ cost }) => cost)),
			onOtherLeads: sum(found.groups.slice(leads.length).map(({ cost }) => cost)),
			withoutLeads: sum(found.withoutLeads.map(({ cost }) => measured(cost))),
			overhead: sum(found.overhead.map(({ cost }) => measured(cost)))
		},
		withoutLeads: found.withoutLeads,
		currency
	};
}

function bySource(
	costs: MonthlyCost[],
	groups: LeadGroup[],
	by: 'source' | 'all',
	rates: RateTable
): Measured<AllocatedCosts> {
	if (by === 'source') return allocateCosts(costs, groups, rates);
	const sourceless = costs.map((cost) => ({ ...cost, source: cost.source === null ? null : '' }));
	return allocateCosts(
		sourceless,
		groups.map((group) => ({ ...group, source: '' })),
		rates
	);
}

/** Costs that name a campaign go to its leads, all others to those of their source. */
function byCampaign(
	costs: MonthlyCost[],
	groups: LeadGroup[],
	rates: RateTable
): Measured<AllocatedCosts> {
	if (costs.length === 0) return notMeasured('no-costs');
	const named = costs.filter(({ campaign }) => campaign !== null);
	const rest = costs.filter(({ campaign }) => campaign === null);
	const ofCampaign = allocateCosts(
		named.map((cost) => ({ ...cost, source: keyOf(cost.source, cost.campaign) })),
		groups.map((group) => ({ ...group, source: keyOf(group.source, group.part) })),
		rates
	);
	const ofSource = allocateCosts(rest, groups, rates);
	if (named.length === 0) return ofSource;
	if (!ofCampaign.measured) return ofCampaign;
	const withoutLeads = ofCampaign.withoutLeads.map((row) => ({
		...row,
		source: readable(row.source)
	}));
	const restored = ofCampaign.groups.map((group, i) => ({
		...groups[i],
		cost: group.cost.measured ? group.cost : unknownCost(groups[i])
	}));
	const first = { ...ofCampaign, groups: restored, withoutLeads };
	if (rest.length === 0) return first;
	if (!ofSource.measured) return ofSource;
	return {
		...first,
		groups: first.groups.map((group, i) => joined(group, ofSource.groups[i])),
		withoutLeads: [...withoutLeads, ...ofSource.withoutLeads],
		overhead: [...first.overhead, ...ofSource.overhead],
		total: addCents(first.total, ofSource.total)
	};
}

function joined(a: AllocatedCost, b: AllocatedCost): AllocatedCost {
	if (!a.cost.measured) return b;
	if (!b.cost.measured) return a;
	return { ...a, cost: { measured: true, ...addCents(a.cost, b.cost) } };
}

function unknownCost({ source, month }: LeadGroup) {
	return notMeasured('cost-unknown', { source, month });
}

function keyOf(source: string | null, campaign: string | null): string {
	return JSON.stringify([source ?? '', campaign ?? '']);
}

/** "LinkedIn ads · cfo-guide" */
function readable(key: string): string {
	return (JSON.parse(key) as string[]).filter(Boolean).join(' · ');
}
