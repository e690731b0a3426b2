import type { Dialect } from './dialect.ts';
import { raw, sql, type Sql } from './sql.ts';

/**
 * Touches before the win of selected leads, in the order of leads and time: lead, value (cents), days (before the win), channel,
 * to_lead and to_opportunity (1 where the lead, the opportunity came at or after it). Wins without a touch have one row with
 * channel NULL. Touches by us are work of sales, and no way in which a lead came.
 *
 * @param channel - the column that says through what a touch came
 * @param opportunity - column of the time of the opportunity; null where the data has none
 */
export function sourceJourneysQuery(
	leads: Sql,
	selected: Sql,
	won: Sql,
	touches: Sql,
	channel: 'channel' | 'type',
	opportunity: Sql | null,
	dialect: Dialect
): Sql {
	const at = sql`touch.${dialect.ident('at')}`;
	const by = (time: Sql) => sql`CASE WHEN ${at} <= ${time} THEN 1 ELSE 0 END`;
	const known = raw(`touch.${channel} IS NOT NULL AND NOT COALESCE(touch.by_us, 1 = 0)`);
	return sql`SELECT CAST(wins.row_number AS DOUBLE) AS lead, CAST(wins.value_cents AS DOUBLE) AS value,
	CAST(${dialect.daysBetween(at, raw('wins.won_at'))} AS DOUBLE) AS days, CAST(touch.${raw(channel)} AS VARCHAR) AS channel,
	${by(raw('wins.created_at'))} AS to_lead, ${opportunity ? by(sql`wins.${opportunity}`) : raw('0')} AS to_opportunity
FROM (SELECT * FROM ${leads} AS grouped WHERE ${selected} AND ${won}) AS wins
LEFT JOIN ${touches} AS touch ON touch.lead = wins.row_number AND ${known} AND ${at} <= wins.won_at
ORDER BY wins.row_number, ${at}, channel`;
}
