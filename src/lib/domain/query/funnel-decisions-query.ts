import type { CountedWays } from './funnel-counts-query.ts';
import { sql, raw, type Sql } from './sql.ts';

/**
 * Leads by the whole days from creation to a decision, won or lost, rounded up; undecided ones by the whole days so far.
 * Columns ended, days, n; sorted.
 *
 * @param ways - ways without a window
 */
export function funnelDecisionsQuery({ courses, selected, stages }: CountedWays): Sql {
	const won = raw(`COALESCE(seen_${stages - 1}, 1e9)`);
	return sql`SELECT CAST(ended AS DOUBLE) AS ended, CAST(days AS DOUBLE) AS days, CAST(COUNT(*) AS DOUBLE) AS n
FROM (SELECT CASE WHEN decided < 1e9 THEN 1 ELSE 0 END AS ended, CASE WHEN decided >= 1e9 THEN CAST(floor(followed) AS INTEGER)
		WHEN decided < 1 THEN 1 ELSE CAST(ceil(decided) AS INTEGER) END AS days
	FROM (SELECT followed, LEAST(${won}, COALESCE(lost_day, 1e9)) AS decided FROM ${courses} AS courses
		WHERE course = 'counted' AND ${selected}) AS deciding) AS decisions
GROUP BY ended, days ORDER BY ended, days`;
}
