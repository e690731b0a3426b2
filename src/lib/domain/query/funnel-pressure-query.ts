import type { Dialect } from './dialect.ts';
import type { CountedWays } from './funnel-counts-query.ts';
import { join, raw, sql, timestamp, type Sql } from './sql.ts';

/** Touches by us a week at which a band of contact pressure begins, the first below the next. */
export const PRESSURE_FROM = [0, 0.25, 0.5, 1, 2];

/**
 * Leads by touches from us per week, up to unsubscribing or the data date, at least one week: columns band (from 0, as
 * `PRESSURE_FROM`), leads, unsubscribed, touches. Sorted.
 *
 * @param touches - relation of touches
 * @param unsubscribes - types of touches that mean unsubscribing
 * @param ways - ways without a window
 */
export function funnelPressureQuery(
	{ courses, selected }: CountedWays,
	touches: Sql,
	unsubscribes: string[],
	dataDate: string,
	dialect: Dialect
): Sql {
	const types = join(
		unsubscribes.map((type) => sql`${type}`),
		', '
	);
	const now = timestamp(dataDate);
	const left = sql`(SELECT lead, MIN(at) AS left_at FROM ${touches} AS touch WHERE type IN (${types}) AND at <= ${now} GROUP BY lead)`;
	const begun = sql`(SELECT row_number, created_at, left_at FROM ${courses} AS courses LEFT JOIN ${left} AS leaving ON leaving.lead = courses.row_number
		WHERE course = 'counted' AND ${selected})`;
	const touched = sql`(SELECT touch.lead, COUNT(*) AS touches FROM ${touches} AS touch JOIN ${begun} AS begun ON begun.row_number = touch.lead
		WHERE touch.by_us AND touch.at >= begun.created_at AND touch.at <= COALESCE(begun.left_at, ${now}) GROUP BY touch.lead)`;
	const days = dialect.daysBetween(raw('created_at'), sql`COALESCE(left_at, ${now})`);
	const bands = PRESSURE_FROM.map((from, i) => `WHEN pace >= ${from} THEN ${i}`).toReversed();
	return sql`SELECT CAST(band AS DOUBLE) AS band, CAST(COUNT(*) AS DOUBLE) AS leads, CAST(COUNT(left_at) AS DOUBLE) AS unsubscribed,
	CAST(SUM(touches) AS DOUBLE) AS touches
FROM (SELECT left_at, touches, CASE ${raw(bands.join(' '))} ELSE 0 END AS band
	FROM (SELECT left_at, touches, touches / (CASE WHEN days < 7 THEN 1.0 ELSE days / 7.0 END) AS pace
		FROM (SELECT left_at, COALESCE(touched.touches, 0) AS touches, ${days} AS days
			FROM ${begun} AS all_begun LEFT JOIN ${touched} AS touched ON touched.lead = all_begun.row_number) AS followed_leads) AS paced) AS banded
GROUP BY band ORDER BY band`;
}
