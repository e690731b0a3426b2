import type { SteppedRule, TouchFeature } from '#lib/domain/scorecard/scorecard.ts';
import type { Decay } from '#lib/domain/scorecard/decay.ts';
import { decayParts } from './decay-parts.ts';
import type { Dialect } from './dialect.ts';
import { stepsAt } from './rule-state.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/** A figure over the touches of a lead: what a feature says, or what is left of counted touches that wear off. */
export interface TouchFigure {
	feature: TouchFeature;
	/** Sum over the counted touches of the parts that are left of each; null: the feature itself. */
	left: { each: SteppedRule['each']; decay: Decay } | null;
}

/**
 * Figures over the touches up to the decision time of each lead (creation + window; statistics 3), one row a lead that has
 * such touches. Columns: lead, figure_0, figure_1, …
 *
 * @param touches - relation with lead, at, type, detail, channel, by_us
 * @param leads - relation with row_number and created_at
 */
export function touchesByLead(
	figures: readonly TouchFigure[],
	touches: Sql,
	leads: Sql,
	windowDays: number,
	dialect: Dialect
): Sql {
	const decided = dialect.addDays(raw('asked_lead.created_at'), windowDays);
	const at = sql`touch.${dialect.ident('at')}`;
	const age = sql`CAST(floor(${dialect.daysBetween(at, decided)}) AS INTEGER)`;
	const known = sql`SELECT touch.lead, ${at} AS touched_at, touch.type, touch.detail, touch.channel, touch.by_us, ${age} AS age_days
	FROM ${touches} AS touch
	JOIN (SELECT row_number, created_at FROM ${leads} AS all_leads WHERE created_at IS NOT NULL) AS asked_lead
		ON touch.lead = asked_lead.row_number
	WHERE ${at} <= ${decided}`;
	const counted = figures.flatMap((figure, i) =>
		figure.left ? [sql`${nth(figure.feature)} AS ${raw(`nth_${i}`)}`] : []
	);
	const from =
		counted.length === 0 ? known : sql`SELECT *, ${join(counted, ', ')} FROM (${known}) AS known`;
	const columns = figures.map(
		(figure, i) => sql`${valueOf(figure, i, dialect)} AS ${raw(`figure_${i}`)}`
	);
	return sql`SELECT ${join([raw('lead'), ...columns], ',\n\t')}
FROM (${from}) AS touched GROUP BY lead`;
}

/** How many touches of a feature a lead has had up to and with each of them; those of one moment are of one age. */
function nth(feature: TouchFeature): Sql {
	return sql`SUM(CASE WHEN ${fits(feature)} THEN 1 ELSE 0 END) OVER (PARTITION BY lead ORDER BY touched_at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)`;
}

function valueOf({ feature, left }: TouchFigure, i: number, dialect: Dialect): Sql {
	const where = fits(feature);
	if (left) {
		const number = raw(`nth_${i}`);
		const steps = sql`(${stepsAt(left.each, number)} - ${stepsAt(left.each, sql`(${number} - 1)`)})`;
		return sql`CAST(SUM(CASE WHEN ${where} THEN ${steps} * ${decayParts(left.decay, raw('age_days'))} ELSE 0 END) AS BIGINT)`;
	}
	const channel = (time: 'earliest' | 'latest') =>
		dialect[time](raw('channel'), raw('touched_at'), sql`${where} AND channel IS NOT NULL`);
	switch (feature.kind) {
		case 'count':
			return sql`CAST(SUM(CASE WHEN ${where} THEN 1 ELSE 0 END) AS BIGINT)`;
		case 'distinct-days':
			return sql`COUNT(DISTINCT CASE WHEN ${where} THEN ${dialect.dayNumber(raw('touched_at'))} END)`;
		case 'days-since-last':
			return sql`MIN(CASE WHEN ${where} THEN age_days END)`;
		case 'days-since-first':
			return sql`MAX(CASE WHEN ${where} THEN age_days END)`;
		case 'first-channel':
			return channel('earliest');
		case 'last-channel':
			return channel('latest');
	}
}

function fits({ types, details, channels, byUs, withinDays }: TouchFeature): Sql {
	const among = (column: string, texts: string[] | undefined) =>
		texts
			? [
					sql`${raw(column)} IN (${join(
						texts.map((text) => sql`${text}`),
						', '
					)})`
				]
			: [];
	const conditions = [
		...among('type', types),
		...among('detail', details),
		...among('channel', channels),
		...(byUs === undefined ? [] : [raw(byUs ? 'by_us' : 'NOT by_us')]),
		...(withinDays === undefined ? [] : [raw(`age_days < ${Math.trunc(withinDays)}`)])
	];
	return conditions.length === 0 ? raw('1 = 1') : join(conditions, ' AND ');
}
