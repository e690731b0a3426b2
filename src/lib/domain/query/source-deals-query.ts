import type { Dialect } from './dialect.ts';
import { raw, sql, timestamp, type Sql } from './sql.ts';

/**
 * Won deals of customers in the order they were closed, a row a deal: customer, nth, closed_at, product, currency, amount (cents),
 * grp and picked (0 or 1) of the lead of the customer's first deal. A customer is an account; without one a lead. A deal that
 * several leads share counts once.
 */
export function customerDealsQuery(
	leads: Sql,
	selected: Sql,
	deals: Sql,
	dataDate: string | null
): Sql {
	const known = dataDate === null ? raw('1 = 1') : sql`deals.closed_at <= ${timestamp(dataDate)}`;
	const account = raw(`NULLIF(trim(CAST(grouped.account AS VARCHAR)), '')`);
	const own = raw(`'#' || CAST(grouped.row_number AS VARCHAR)`);
	return sql`SELECT customer, closed_at, product, currency, amount,
	ROW_NUMBER() OVER in_order AS nth, FIRST_VALUE(grp) OVER in_order AS grp, FIRST_VALUE(picked) OVER in_order AS picked
FROM (SELECT COALESCE(${account}, ${own}) AS customer, deals.closed_at, CAST(deals.product AS VARCHAR) AS product,
	upper(trim(CAST(deals.currency AS VARCHAR))) AS currency, deals.amount, grp, grouped.row_number AS lead, CASE WHEN ${selected} THEN 1 ELSE 0 END AS picked,
	ROW_NUMBER() OVER (PARTITION BY COALESCE(CAST(deals.deal AS VARCHAR), ${own} || CAST(deals.closed_at AS VARCHAR)) ORDER BY created_at, grouped.row_number) AS shared
	FROM ${deals} AS deals JOIN ${leads} AS grouped ON deals.lead = grouped.row_number
	WHERE deals.won AND deals.closed_at IS NOT NULL AND ${known}) AS won_deals
WHERE shared = 1 WINDOW in_order AS (PARTITION BY customer ORDER BY closed_at, lead, product)`;
}

/** Customers and what they brought by the group of their first deal: grp, first, month (of closing), currency, customers, deals, cents. */
export function repeatRevenueQuery(customerDeals: Sql): Sql {
	return sql`SELECT grp, first, month, currency, CAST(COUNT(*) AS DOUBLE) AS deals, CAST(COUNT(DISTINCT customer) AS DOUBLE) AS customers,
	CAST(SUM(amount) AS DOUBLE) AS cents, CAST(SUM(CASE WHEN nth = 2 THEN 1 ELSE 0 END) AS DOUBLE) AS seconds
FROM (SELECT *, CASE WHEN nth = 1 THEN 1 ELSE 0 END AS first, CAST(EXTRACT(YEAR FROM closed_at) * 12 + EXTRACT(MONTH FROM closed_at) - 1 AS INTEGER) AS month
	FROM ${customerDeals} AS customer_deals WHERE picked = 1) AS dated_deals
GROUP BY grp, first, month, currency ORDER BY grp, first, month, currency`;
}

/** Whole days from the first to the second deal, and the products of both: day, before, after, n. */
export function secondDealsQuery(customerDeals: Sql, dialect: Dialect): Sql {
	const days = dialect.daysBetween(raw('a.closed_at'), raw('b.closed_at'));
	return sql`SELECT CAST(floor(${days}) AS DOUBLE) AS day, COALESCE(a.product, '') AS before, COALESCE(b.product, '') AS after, CAST(COUNT(*) AS DOUBLE) AS n
FROM ${customerDeals} AS a JOIN ${customerDeals} AS b ON a.customer = b.customer AND a.nth = 1 AND b.nth = 2
WHERE a.picked = 1 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;
}
