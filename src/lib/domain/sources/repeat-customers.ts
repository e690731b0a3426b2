import { durations, type DayHistogram, type Durations } from '#lib/domain/day-histogram.ts';
import { rateOf, type Rate } from '#lib/domain/intervals/rate.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';

/** Customers of a source, by the lead of their first won deal. */
export interface SourceCustomers {
	source: string;
	customers: number;
	/** Those with a second won deal. */
	repeaters: number;
	/** Won value of first deals, and of all later ones, cents; null where an amount cannot be added up. */
	firstCents: number | null;
	laterCents: number | null;
}

/** A product that followed another one. */
export interface ProductStep {
	before: string;
	after: string;
	customers: number;
}

/** Customers who came back. */
export interface RepeatCustomers {
	/** Customers with more than one won deal of all customers; so far, as young ones may still come back. */
	rate: Measured<Rate>;
	/** Days from the first to the second deal, of those that have one. */
	wait: Measured<Durations>;
	/** Most common first. */
	steps: ProductStep[];
	sources: (SourceCustomers & {
		rate: Measured<Rate>;
		laterPerCustomer: Measured<{ cents: number }>;
	})[];
}

/**
 * Cross-sell and upsell: who bought again, after how long, what, and what the sources of first deals brought afterwards.
 * The rate is one of customers so far: newer ones have had less time.
 *
 * @returns not measured: `no-customers`
 * @throws Error for more repeaters than customers
 * @example repeatCustomers(sources, wait, steps)
 */
export function repeatCustomers(
	sources: SourceCustomers[],
	wait: DayHistogram,
	steps: ProductStep[]
): Measured<RepeatCustomers> {
	const customers = sources.reduce((sum, each) => sum + each.customers, 0);
	if (customers === 0) return notMeasured('no-customers', { costCents: 0 });
	const repeaters = sources.reduce((sum, each) => sum + each.repeaters, 0);
	return {
		measured: true,
		rate: rateOf(repeaters, customers),
		wait: durations(wait),
		steps: steps.toSorted(
			(a, b) =>
				b.customers - a.customers ||
				(a.before === b.before ? compare(a.after, b.after) : compare(a.before, b.before))
		),
		sources: sources
			.map((each) => ({
				...each,
				rate: rateOf(each.repeaters, each.customers),
				laterPerCustomer:
					each.laterCents === null
						? notMeasured('value-unknown', { wins: each.customers })
						: each.customers === 0
							? notMeasured('no-leads')
							: { measured: true as const, cents: each.laterCents / each.customers }
			}))
			.toSorted((a, b) => b.customers - a.customers || compare(a.source, b.source))
	};
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
