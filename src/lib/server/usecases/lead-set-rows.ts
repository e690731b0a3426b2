import { answeredLeads } from '#lib/domain/query/funnel-answers-query.ts';
import { leadsOfStates } from '#lib/domain/query/funnel-bands-query.ts';
import { duckdb } from '#lib/domain/query/dialect.ts';
import { unsubscribedLeads } from '#lib/domain/query/funnel-pressure-query.ts';
import { reachDay } from '#lib/domain/query/funnel-reach.ts';
import { rejectedLeads } from '#lib/domain/query/funnel-rejections-query.ts';
import type { LeadSet, WaySet } from '#lib/domain/query/lead-set.ts';
import { raw, sql, type Sql } from '#lib/domain/query/sql.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { readKeysInRange } from '#lib/server/queries/funnel/read-bands.ts';
import { leadsTable } from '#lib/server/queries/leads-source.ts';
import type { FigureDesk } from './figure-desk.ts';
import { bandPlan, leavingTypes } from './funnel-bands.ts';
import { funnelDesk, type FunnelDesk } from './funnel-desk.ts';
import { stageNumber } from './funnel-incidence.ts';
import { funnelSettings } from './funnel-settings.ts';
import { answerPlan } from './funnel-times.ts';

/** Sets that are told by more than the way of a lead. */
export type RowSet = Exclude<LeadSet, WaySet | { kind: 'rest' }>;

/**
 * The rows of the leads behind a figure of the funnel, as a relation with row_number: exactly those the figure counts.
 *
 * @param card - today's card, for bands of its score
 * @returns null where the figure is not measured either
 * @throws WorkbenchError `stage-unknown`, `setting-invalid` for an unknown time zone
 */
export async function leadSetRows(
	desk: FigureDesk,
	set: RowSet,
	card: Scorecard | null
): Promise<Sql | null> {
	const of = funnelDesk(desk);
	switch (set.kind) {
		case 'curve':
			return onCurve(of, stageNumber(of, set.stage), set.days);
		case 'answered':
			return answered(of, sql`state = 1 AND minute <= ${raw(String(set.minutes))}`, set.zone);
		case 'unanswered':
			return answered(of, raw('state = 0'), null);
		case 'unsubscribed':
			return unsubscribed(of, set.touches);
		case 'rejected':
			return rejected(of, set);
		default:
			return inBand(of, set, card);
	}
}

/** The first day is day 1, and nobody is followed beyond the last whole day before the data date. */
function onCurve({ openWays, frame }: FunnelDesk, stage: number, days: number): Sql | null {
	if (frame.dataDate === null) return null;
	const { courses, selected, stages } = openWays;
	const day = sql`CASE WHEN reach < 1 THEN 1 ELSE ceil(reach) END`;
	return sql`(SELECT row_number FROM (SELECT row_number, followed, ${reachDay(stage, stages, frame.order)} AS reach
		FROM ${courses} AS courses WHERE course = 'counted' AND ${selected}) AS reaching
	WHERE ${day} <= ${raw(String(days))} AND ${day} <= floor(followed))`;
}

function answered(of: FunnelDesk, within: Sql, zone: string | null): Sql | null {
	const hours = new URLSearchParams(zone === null ? {} : { hours: 'business', zone });
	const plan = answerPlan(of, funnelSettings(hours));
	if (!plan) return null;
	return sql`(SELECT row_number FROM ${answeredLeads(of.openWays, plan, duckdb)} AS answering WHERE ${within})`;
}

async function unsubscribed(
	{ desk, frame, openWays }: FunnelDesk,
	touches: number
): Promise<Sql | null> {
	const { source, engine } = desk;
	if (frame.dataDate === null || !source.touches) return null;
	const leave = await leavingTypes(engine, source);
	if (leave.length === 0) return null;
	const { table } = source.touches;
	return unsubscribedLeads(openWays, table, leave, frame.dataDate, duckdb, touches);
}

function rejected(
	{ desk, frame, openWays }: FunnelDesk,
	{ out, reason }: Extract<RowSet, { kind: 'rejected' }>
): Sql | null {
	if (frame.dataDate === null || !desk.source.stages) return null;
	const { table } = desk.source.stages;
	const gone = rejectedLeads(openWays, table, [out], frame.dataDate, duckdb);
	return sql`(SELECT row_number FROM ${gone} AS rejections WHERE given = ${reason})`;
}

async function inBand(
	of: FunnelDesk,
	{ kind, ...range }: Extract<RowSet, { from: number | null }>,
	today: Scorecard | null
): Promise<Sql | null> {
	const found = await bandPlan(of, today);
	if (!found.measured) return null;
	const { card, source, plan } = found;
	const { engine, selected } = of.desk;
	const keys = await readKeysInRange(engine, source, card, plan, selected, range);
	if (keys.length === 0) return null;
	const won = kind === 'won-points';
	return leadsOfStates(rulesOf(card), leadsTable(source), plan, selected, keys, won);
}
