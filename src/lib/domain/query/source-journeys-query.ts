import type { Dialect } from './dialect.ts';
import { raw, sql, type Sql } from './sql.ts';

/**
 * Touches before the win of leads: lead, value (cents), days (before the win), channel,
 * to_lead and to_opportunity (1 where the lead, the opportunity came at or after it). Wins without a touch have one row with
 * channel NULL. Touches by us are work of sales, and no way in which a lead came.
 *
 * @param won - condition of the leads whose wins are asked for
 * @param channel - the column that says through what a touch came
 * @param opportunity - the time of the opportunity; null where the data has none
 */
export function sourceJourneysQuery(
	leads: Sql,
	won: Sql,
	touches: Sql,
	channel: 'channel' | 'type',
	opportunity: Sql | null,
	dialect: Dialect
): Sql {
	const at = sql`touch.${dialect.ident('at')}`;
	const by = (time: Sql) => sql`CASE WHEN ${at} <= ${time} THEN 1 ELSE 0 END`;
	const known = raw(`touch.${channel} IS NOT NULL AND NOT COALESCE(touch.by_us, 1 = 0)`);
	return sql`SELECT wins.row_number AS lead, CAST(wins.value_cents AS DOUBLE) AS value,
	CAST(${dialect.daysBetween(at, raw('wins.won_at'))} AS DOUBLE) AS days, CAST(touch.${raw(channel)} AS VARCHAR) AS channel,
	${by(raw('wins.created_at'))} AS to_lead, ${opportunity ? by(raw('wins.opportunity_at')) : raw('0')} AS to_opportunity
FROM (SELECT row_number, created_at, won_at, value_cents${opportunity ? sql`, ${opportunity} AS opportunity_at` : raw('')} FROM ${leads} AS leads WHERE ${won}) AS wins
LEFT JOIN ${touches} AS touch ON touch.lead = wins.row_number AND ${known} AND ${at} <= wins.won_at`;
}
