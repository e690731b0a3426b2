import { COUNTED } from './course-way.ts';
import type { Dialect } from './dialect.ts';
import type { CountedWays } from './funnel-counts-query.ts';
import { openMinutesBetween, type OpenDay } from './funnel-open-minutes.ts';
import { raw, sql, timestamp, type Sql } from './sql.ts';

/** When a lead was first answered. */
export interface AnswerPlan {
	/** `worked-at`: first action of sales; `touch`: first touch by us that is not before the creation. */
	by: 'worked-at' | 'touch';
	/** Relation of touches, for `touch`. */
	touches: Sql | null;
	/** Relation of all leads with row_number and created_at. */
	leads: Sql;
	dataDate: string;
	/** Days with their open hours; null where every minute counts. */
	open: OpenDay[] | null;
}

/** Up to here every minute is told apart, behind it whole hours: nobody looks at the minutes of the third day. */
const FINE_MINUTES = 2880;

/**
 * Leads by the minutes from creation to the first answer, rounded up, at least 1; unanswered ones by the minutes so far, rounded
 * down. Behind two days minutes are whole hours. Columns answered (1, 0; -1 for leads answered before the day of their creation, who
 * are in no figure), minutes, n; sorted.
 *
 * @param ways - ways without a window
 */
export function funnelAnswersQuery(ways: CountedWays, plan: AnswerPlan, dialect: Dialect): Sql {
	const fine = raw(String(FINE_MINUTES));
	return sql`SELECT CAST(state AS DOUBLE) AS answered, CAST(CASE WHEN minute <= ${fine} THEN minute WHEN state = 1 THEN ceil(minute / 60.0) * 60 ELSE floor(minute / 60.0) * 60 END AS DOUBLE) AS minutes,
	CAST(COUNT(*) AS DOUBLE) AS n
FROM ${answeredLeads(ways, plan, dialect)} AS answering
GROUP BY state, minutes ORDER BY state, minutes`;
}

/**
 * The same lead by lead: row_number, state (1, 0, -1 as `answered`) and minute.
 * @param ways - ways without a window
 */
export function answeredLeads(
	{ courses, selected }: CountedWays,
	plan: AnswerPlan,
	dialect: Dialect
): Sql {
	const { by, dataDate } = plan;
	const from =
		by === 'touch'
			? sql`(SELECT row_number, created_at, answered_at FROM ${courses} AS courses LEFT JOIN ${firstTouches(plan, dialect)} AS answers ON answers.lead = courses.row_number
		WHERE ${COUNTED} AND ${selected}) AS asked`
			: sql`(SELECT row_number, created_at, worked_at AS answered_at FROM ${courses} AS courses WHERE ${COUNTED} AND ${selected}) AS asked`;
	const known = sql`CASE WHEN answered_at <= ${timestamp(dataDate)} THEN answered_at ELSE NULL END`;
	const dated = sql`(SELECT row_number, created_at, ${known} AS answered, COALESCE(${known}, ${timestamp(dataDate)}) AS until FROM ${from}) AS dated_answers`;
	const minutes = plan.open
		? openMinutesBetween(dated, plan.open, dialect)
		: sql`(SELECT *, round(${dialect.daysBetween(raw('created_at'), raw('until'))} * 86400) / 60.0 AS minutes FROM ${dated}) AS timed_answers`;
	const early = sql`answered < created_at AND ${dialect.dayNumber(raw('answered'))} < ${dialect.dayNumber(raw('created_at'))}`;
	return sql`(SELECT row_number, CASE WHEN ${early} THEN -1 WHEN answered IS NULL THEN 0 ELSE 1 END AS state,
	CASE WHEN ${early} THEN 0 WHEN answered IS NULL THEN floor(minutes) WHEN minutes <= 1 THEN 1 ELSE ceil(minutes) END AS minute
	FROM ${minutes})`;
}

function firstTouches({ touches, leads }: AnswerPlan, dialect: Dialect): Sql {
	if (!touches) throw new Error('answers: no touches');
	const at = dialect.ident('at');
	return sql`(SELECT touch.lead, MIN(touch.${at}) AS answered_at FROM ${touches} AS touch
	JOIN (SELECT row_number, created_at FROM ${leads} AS all_leads) AS known_leads ON known_leads.row_number = touch.lead
	WHERE touch.by_us AND touch.${at} >= known_leads.created_at GROUP BY touch.lead)`;
}
