import { join, raw, sql, type Sql } from './sql.ts';

/** Where visits are counted: rows of costs with day, until, source and visits, days as dates. */
export interface VisitsPlan {
	costs: Sql;
	from: string | null;
	to: string | null;
	/** Sources looked at; null for all. */
	sources: string[] | null;
}

/**
 * Visits of a period: columns visits, rows_in (rows that lie in the period and have visits) and rows_cut (rows that lie in it in
 * part, so that nobody knows which of their visits do).
 */
export function funnelVisitsQuery(plan: VisitsPlan): Sql {
	const inside = bounds(plan, 'day', 'until');
	const touching = bounds(plan, 'until', 'day');
	return sql`SELECT CAST(COALESCE(SUM(CASE WHEN ${inside} THEN visits END), 0) AS DOUBLE) AS visits,
	CAST(COUNT(CASE WHEN ${inside} THEN 1 END) AS DOUBLE) AS rows_in,
	CAST(COUNT(CASE WHEN ${touching} AND NOT (${inside}) THEN 1 END) AS DOUBLE) AS rows_cut
FROM ${plan.costs} AS costs WHERE visits IS NOT NULL AND ${ofSources(plan)}`;
}

/** Sources that have visits: one column, source. Sorted. */
export function visitedSourcesQuery({ costs }: Pick<VisitsPlan, 'costs'>): Sql {
	return sql`SELECT DISTINCT source FROM ${costs} AS costs WHERE visits IS NOT NULL AND source IS NOT NULL ORDER BY source`;
}

/** @param first - column that must not lie before the period; last - column that must not lie behind it */
function bounds({ from, to }: VisitsPlan, first: string, last: string): Sql {
	const parts = [
		...(from ? [sql`${raw(first)} >= CAST(${from} AS DATE)`] : []),
		...(to ? [sql`${raw(last)} <= CAST(${to} AS DATE)`] : [])
	];
	return parts.length === 0 ? raw('1 = 1') : join(parts, ' AND ');
}

function ofSources({ sources }: VisitsPlan): Sql {
	if (sources === null) return raw('1 = 1');
	const named = sources.filter((source) => source !== '').map((source) => sql`${source}`);
	return named.length === 0 ? raw('1 = 0') : sql`source IN (${join(named, ', ')})`;
}
