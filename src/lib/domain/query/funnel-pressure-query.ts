import { COUNTED } from './course-way.ts';
import type { Dialect } from './dialect.ts';
import type { CountedWays } from './funnel-counts-query.ts';
import { join, raw, sql, timestamp, type Sql } from './sql.ts';

/** Touches in a week from which weeks are taken together. */
export const MANY_TOUCHES = 4;

/**
 * Weeks of leads by touches from us in them: columns band (touches, `MANY_TOUCHES` for so many or more; -1: all weeks, touched or
 * not), weeks, unsubscribed (weeks that ended with it), touches. A lead counts week by week from its creation, until it unsubscribes or
 * to the data date. Sorted.
 *
 * @param touches - relation of touches
 * @param unsubscribes - types of touches that mean unsubscribing
 * @param ways - ways without a window
 */
export function funnelPressureQuery(
	ways: CountedWays,
	touches: Sql,
	unsubscribes: string[],
	dataDate: string,
	dialect: Dialect
): Sql {
	const { begun, touched } = weeksOf(ways, touches, unsubscribes, dataDate, dialect);
	const most = raw(String(MANY_TOUCHES));
	return sql`SELECT CAST(band AS DOUBLE) AS band, CAST(SUM(weeks) AS DOUBLE) AS weeks, CAST(SUM(unsubscribed) AS DOUBLE) AS unsubscribed, CAST(SUM(touches) AS DOUBLE) AS touches
FROM (SELECT CASE WHEN touches < ${most} THEN touches ELSE ${most} END AS band, 1 AS weeks, gone AS unsubscribed, touches FROM (${touched}) AS touched_weeks
	UNION ALL SELECT -1 AS band, last_week + 1 AS weeks, CASE WHEN left_at IS NULL THEN 0 ELSE 1 END AS unsubscribed, 0 AS touches FROM ${begun} AS all_begun) AS banded
GROUP BY band ORDER BY band`;
}

/**
 * Leads that unsubscribed in a week with so many touches from us, `MANY_TOUCHES` for so many or more: row_number.
 * Parameters as of `funnelPressureQuery`.
 */
export function unsubscribedLeads(
	ways: CountedWays,
	touches: Sql,
	unsubscribes: string[],
	dataDate: string,
	dialect: Dialect,
	band: number
): Sql {
	const { begun, touched } = weeksOf(ways, touches, unsubscribes, dataDate, dialect);
	const count = raw(String(Math.trunc(band)));
	const inBand = band < MANY_TOUCHES ? sql`touches = ${count}` : sql`touches >= ${count}`;
	return sql`(SELECT row_number FROM (SELECT all_begun.row_number, COALESCE(last_touches, 0) AS touches FROM ${begun} AS all_begun
		LEFT JOIN (SELECT row_number, touches AS last_touches FROM (${touched}) AS touched_weeks WHERE gone = 1) AS last_weeks ON last_weeks.row_number = all_begun.row_number
		WHERE left_at IS NOT NULL) AS leavers WHERE ${inBand})`;
}

/** Leads with the week they were last followed in, and their weeks with touches from us. */
function weeksOf(
	{ courses, selected }: CountedWays,
	touches: Sql,
	unsubscribes: string[],
	dataDate: string,
	dialect: Dialect
): { begun: Sql; touched: Sql } {
	const types = join(
		unsubscribes.map((type) => sql`${type}`),
		', '
	);
	const now = timestamp(dataDate);
	const at = dialect.ident('at');
	const week = (time: Sql) => {
		return sql`CAST(floor(${dialect.daysBetween(raw('created_at'), time)} / 7) AS INTEGER)`;
	};
	const left = sql`(SELECT lead, MIN(${at}) AS left_at FROM ${touches} AS touch WHERE type IN (${types}) AND ${at} <= ${now} GROUP BY lead)`;
	const begun = sql`(SELECT row_number, created_at, left_at, ${week(sql`COALESCE(left_at, ${now})`)} AS last_week
	FROM (SELECT row_number, created_at, CASE WHEN left_at < created_at THEN created_at ELSE left_at END AS left_at
		FROM ${courses} AS courses LEFT JOIN ${left} AS leaving ON leaving.lead = courses.row_number
		WHERE ${COUNTED} AND ${selected}) AS leavers)`;
	const touched = sql`SELECT row_number, week, COUNT(*) AS touches, MAX(CASE WHEN left_at IS NOT NULL AND week = last_week THEN 1 ELSE 0 END) AS gone
	FROM (SELECT row_number, left_at, last_week, ${week(sql`touch.${at}`)} AS week FROM ${touches} AS touch JOIN ${begun} AS begun ON begun.row_number = touch.lead
		WHERE touch.by_us AND touch.${at} >= begun.created_at AND touch.${at} <= COALESCE(begun.left_at, ${now})) AS ours
	GROUP BY row_number, week`;
	return { begun, touched };
}
