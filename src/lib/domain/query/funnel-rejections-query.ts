import { COUNTED } from './course-way.ts';
import type { Dialect } from './dialect.ts';
import type { CountedWays } from './funnel-counts-query.ts';
import { join, sql, timestamp, type Sql } from './sql.ts';

/**
 * Leads that took a way out of the funnel, by its name and the reason given: columns stage, reason (empty where none was given),
 * leads. A lead counts once for each way and reason. Most first.
 *
 * @param table - relation of stages
 * @param out - names of the ways out
 */
export function funnelRejectionsQuery(
	ways: CountedWays,
	table: Sql,
	out: string[],
	dataDate: string,
	dialect: Dialect
): Sql {
	return sql`SELECT stage, given AS reason, CAST(COUNT(*) AS DOUBLE) AS leads
FROM ${rejectedLeads(ways, table, out, dataDate, dialect)} AS rejections
GROUP BY stage, given ORDER BY leads DESC, stage, given LIMIT 40`;
}

/** The same lead by lead: row_number, stage, given (the reason). Parameters as of `funnelRejectionsQuery`. */
export function rejectedLeads(
	{ courses, selected }: CountedWays,
	table: Sql,
	out: string[],
	dataDate: string,
	dialect: Dialect
): Sql {
	const names = join(
		out.map((name) => sql`${name}`),
		', '
	);
	const at = dialect.ident('at');
	return sql`(SELECT DISTINCT gone.lead AS row_number, gone.stage, COALESCE(gone.reason, '') AS given FROM ${table} AS gone
	JOIN (SELECT row_number FROM ${courses} AS courses WHERE ${COUNTED} AND ${selected}) AS counted_leads ON counted_leads.row_number = gone.lead
	WHERE gone.stage IN (${names}) AND gone.${at} <= ${timestamp(dataDate)})`;
}
