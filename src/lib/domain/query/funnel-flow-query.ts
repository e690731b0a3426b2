import type { CountedWays } from './funnel-counts-query.ts';
import { period } from './lead-selection.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/**
 * Events of a period, one row: entered_0, … (leads that reached the stage for the first time in it), own_0, … (of them those
 * created in it as well), lost.
 *
 * @param ways - selected without the period
 */
export function funnelFlowQuery(
	{ courses, selected, stages }: CountedWays,
	from: string | null,
	to: string | null
): Sql {
	const within = (at: Sql) =>
		sql`(${join([sql`${at} IS NOT NULL`, ...period(at, from, to)], ' AND ')})`;
	const created = within(raw('created_at'));
	const counts = Array.from({ length: stages }, (_, s) => {
		const entered = within(raw(`at_${s}`));
		return [count(entered, `entered_${s}`), count(sql`${entered} AND ${created}`, `own_${s}`)];
	}).flat();
	const lost = count(within(raw('known_lost_at')), 'lost');
	return sql`SELECT ${join([...counts, lost], ',\n\t')} FROM ${courses} AS courses WHERE ${selected}`;
}

function count(condition: Sql, name: string): Sql {
	return sql`CAST(COUNT(CASE WHEN ${condition} THEN 1 ELSE NULL END) AS DOUBLE) AS ${raw(name)}`;
}
