import type { CountedWays } from './funnel-counts-query.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/**
 * Leads by the whole days they stood at each stage, rounded up, from the first time they were seen there to the next later
 * stage or their loss; open ones by the whole days so far. Columns ended (1 where the stay has ended), stay, stage, n.
 * Who was seen at a later stage before this one has left it at once. The last stage is where leads stay: it is not in it.
 *
 * @param ways - ways without a window
 */
export function funnelStaysQuery({ courses, selected, stages }: CountedWays): Sql {
	const each = Array.from({ length: stages - 1 }, (_, s) => s);
	const left = each.map((s) => sql`${leftDay(s, stages)} AS ${raw(`left_${s}`)}`);
	const stays = each.flatMap((s) => [
		raw(
			`CASE WHEN seen_${s} IS NULL THEN NULL WHEN left_${s} IS NULL THEN 0 ELSE 1 END AS ended_${s}`
		),
		raw(`CASE WHEN seen_${s} IS NULL THEN NULL WHEN left_${s} IS NULL THEN CAST(floor(followed - seen_${s}) AS INTEGER)
			WHEN left_${s} <= seen_${s} THEN 1 ELSE CAST(ceil(left_${s} - seen_${s}) AS INTEGER) END AS stay_${s}`)
	]);
	const columns = each.flatMap((s) => [raw(`ended_${s}`), raw(`stay_${s}`)]);
	const sets = each.map((s) => raw(`(ended_${s}, stay_${s})`));
	return sql`SELECT ${join(columns, ', ')}, CAST(COUNT(*) AS DOUBLE) AS n
FROM (SELECT ${join(stays, ', ')} FROM (SELECT *, ${join(left, ', ')} FROM ${courses} AS courses
	WHERE course = 'counted' AND ${selected}) AS leaving) AS staying
GROUP BY GROUPING SETS (${join(sets, ', ')})`;
}

/** Day of the earliest later stage or of the loss; NULL while a lead stands there. */
function leftDay(stage: number, stages: number): Sql {
	const never = '1e9';
	const later = Array.from({ length: stages - 1 - stage }, (_, i) => `seen_${stage + 1 + i}`);
	const days = [...later, 'lost_day'].map((name) => raw(`COALESCE(${name}, ${never})`));
	return sql`NULLIF(LEAST(${join(days, ', ')}), ${raw(never)})`;
}
