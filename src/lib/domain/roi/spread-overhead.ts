import { allocateCents } from './allocate-cents.ts';
import type { AllocatedCosts, CentsByKind } from './allocate-costs.ts';

export interface SpreadOverhead {
	/** Share of the overhead of every group of leads, in their order. */
	groups: CentsByKind[];
	/** Overhead of months without any lead: it stays a row. */
	withoutLeads: AllocatedCosts['overhead'];
}

/**
 * Overhead (sales, tools, marketing for no source) spread evenly over all leads of its month, to the cent: shares and
 * rows without leads add up to the overhead. It stands beside the cost of a source and not in it, so that it can be
 * switched on and off, and a source whose own cost is unknown stays unknown.
 *
 * @example spreadOverhead(allocated).groups[0] // { marketing: 0, sales: 412_33, tool: 51_20 }
 */
export function spreadOverhead({ groups, overhead }: AllocatedCosts): SpreadOverhead {
	const shares = groups.map((): CentsByKind => ({ marketing: 0, sales: 0, tool: 0 }));
	const byMonth = new Map<string, number[]>();
	groups.forEach(({ month, leads }, i) => {
		if (leads === 0) return;
		const known = byMonth.get(month);
		if (known) known.push(i);
		else byMonth.set(month, [i]);
	});
	const withoutLeads = overhead.filter(({ month, cost }) => {
		const at = byMonth.get(month);
		if (!at) return true;
		const weights = at.map((i) => groups[i].leads);
		for (const kind of ['marketing', 'sales', 'tool'] as const) {
			allocateCents(cost[kind], weights).forEach((cents, i) => (shares[at[i]][kind] += cents));
		}
		return false;
	});
	return { groups: shares, withoutLeads };
}
