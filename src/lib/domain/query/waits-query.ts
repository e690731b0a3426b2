import { decisionTime, LEAD_STATUS, leadStatus, type LeadPlan } from './lead-status.ts';
import type { LeadsTable } from './leads-query.ts';
import { join, raw, sql, timestamp, type Sql } from './sql.ts';

/**
 * Leads by the day on which their wait ended, and whether with a win. Day 1 is the first after the decision time; a lead
 * without a win waits to the last whole day before the data date. Columns day, won, n; sorted.
 */
export function waitsQuery(leads: LeadsTable, plan: LeadPlan): Sql {
	return sql`SELECT CASE WHEN seen = 1 THEN win_day ELSE followed END AS day, seen AS won, CAST(COUNT(*) AS DOUBLE) AS n
FROM (SELECT win_day, followed, CASE WHEN win_day <= followed THEN 1 ELSE 0 END AS seen FROM ${waits(leads, plan)}) AS ended
GROUP BY day, won ORDER BY day, won`;
}

/** Leads by the number of whole days they were followed. Columns day, n; sorted. */
export function followedQuery(leads: LeadsTable, plan: LeadPlan): Sql {
	return sql`SELECT followed AS day, CAST(COUNT(*) AS DOUBLE) AS n FROM ${waits(leads, plan)}
GROUP BY followed ORDER BY followed`;
}

/** Mature leads and their wins at each horizon: columns mature_0, wins_0, mature_1, … */
export function horizonsQuery(leads: LeadsTable, plan: LeadPlan, horizons: number[]): Sql {
	const columns = horizons.flatMap((days, i) => {
		const mature = sql`followed >= ${raw(String(Math.trunc(days)))}`;
		const won = sql`${mature} AND win_day <= ${raw(String(Math.trunc(days)))}`;
		return [count(mature, `mature_${i}`), count(won, `wins_${i}`)];
	});
	return sql`SELECT ${join(columns, ',\n\t')} FROM ${waits(leads, plan)}`;
}

/** Leads with a decision time by the data date that were not decided before it: their day of the win, and days followed. */
function waits({ table, lookup, dialect }: LeadsTable, plan: LeadPlan): Sql {
	if (plan.dataDate === null) throw new Error('waits: no data date');
	const decided = decisionTime(plan, dialect);
	const now = timestamp(plan.dataDate);
	const status = leadStatus(plan, lookup, dialect);
	const left = [LEAD_STATUS.exclusion, LEAD_STATUS.decidedBefore].join(', ');
	return sql`(SELECT CAST(ceil(${dialect.daysBetween(decided, raw('won_at'))}) AS INTEGER) AS win_day,
		CAST(floor(${dialect.daysBetween(decided, now)}) AS INTEGER) AS followed
	FROM ${table} WHERE ${decided} <= ${now} AND (won_at IS NULL OR won_at > ${decided})
	AND (lost_at IS NULL OR lost_at > ${decided}) AND ${status} NOT IN (${raw(left)})) AS waits`;
}

function count(condition: Sql, name: string): Sql {
	return sql`CAST(COUNT(CASE WHEN ${condition} THEN 1 ELSE NULL END) AS DOUBLE) AS ${raw(name)}`;
}
