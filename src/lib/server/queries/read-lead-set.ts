import { dayColumn } from '#lib/domain/query/course-relation.ts';
import { duckdb } from '#lib/domain/query/dialect.ts';
import {
	eventTime,
	inLeadSet,
	isOfEvents,
	isOfWays,
	type LeadSet,
	type WaySet
} from '#lib/domain/query/lead-set.ts';
import { period, selectedLeads } from '#lib/domain/query/lead-selection.ts';
import { join, parameterized, raw, sql, type Sql } from '#lib/domain/query/sql.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { flagsOf, numbersOf, numbersOrNull, textsOf } from '#lib/server/engine/columns.ts';
import { sourceColumn } from '#lib/server/queries/leads-source.ts';
import { coursesOf, type FigureDesk } from '#lib/server/usecases/figure-desk.ts';
import { funnelDesk } from '#lib/server/usecases/funnel-desk.ts';
import { funnelParts } from '#lib/server/usecases/funnel-parts.ts';
import { leadSetRows } from '#lib/server/usecases/lead-set-rows.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

/** A lead behind a figure. */
export interface ListedLead {
	row: number;
	id: string;
	/** ISO 8601 UTC. */
	createdAt: string | null;
	source: string | null;
	outcome: 'won' | 'lost' | 'open';
	valueCents: number | null;
	/** Days since creation on which each stage was reached, in the order of the funnel. */
	days: (number | null)[];
}

/**
 * Number of the leads of a set among those selected.
 * @param card - today's card, for sets of its score
 * @throws WorkbenchError `stage-unknown`, `field-unknown`, `setting-invalid`
 */
export async function countLeadSet(
	desk: FigureDesk,
	set: LeadSet,
	card: Scorecard | null = null
): Promise<number> {
	const query = sql`SELECT CAST(COUNT(*) AS DOUBLE) AS n FROM ${coursesFor(desk, set)} AS courses WHERE ${await where(desk, set, card)}`;
	return numbersOf(await desk.engine.run(parameterized(query)), 'n')[0];
}

/** The first leads of a set in the order of the data. Parameters and errors as of `countLeadSet`. */
export async function readLeadSet(
	desk: FigureDesk,
	set: LeadSet,
	most: number,
	card: Scorecard | null = null
): Promise<ListedLead[]> {
	const days = desk.stages.map((_, s) => dayColumn(s));
	const query = sql`SELECT row_number, id, created_at, CAST(source AS VARCHAR) AS source, won, lost_day IS NOT NULL AS lost, value_cents, ${join(days, ', ')}
FROM ${coursesFor(desk, set)} AS courses WHERE ${await where(desk, set, card)} ORDER BY row_number LIMIT ${raw(String(Math.trunc(most)))}`;
	const found = await desk.engine.run(parameterized(query), { deadlineMs: 120_000 });
	const [created, value] = ['created_at', 'value_cents'].map((name) => numbersOrNull(found, name));
	const [ids, sources] = ['id', 'source'].map((name) => textsOf(found, name));
	const [won, lost] = ['won', 'lost'].map((name) => flagsOf(found, name));
	const reached = desk.stages.map((_, s) => numbersOrNull(found, `day_${s}`));
	return Array.from(numbersOf(found, 'row_number'), (row, i) => {
		const createdAt = created[i];
		return {
			row,
			id: ids[i] ?? '',
			createdAt: createdAt === null ? null : new Date(createdAt).toISOString(),
			source: sources[i],
			outcome: won[i] ? 'won' : lost[i] ? 'lost' : 'open',
			valueCents: value[i],
			days: reached.map((column) => column[i])
		};
	});
}

/** Leads that reached a stage by an age had so many days, whatever the age of the other figures. */
function coursesFor(desk: FigureDesk, set: LeadSet): Sql {
	if (set.kind === 'rest') return coursesFor(desk, set.of);
	if (set.kind !== 'by') return desk.courses;
	const { order, stepWindowDays } = desk.settings;
	return coursesOf(desk, { order, windowDays: set.days, stepWindowDays });
}

async function where(desk: FigureDesk, set: LeadSet, card: Scorecard | null): Promise<Sql> {
	if (set.kind === 'rest') {
		return sql`${await where(desk, set.of, card)} AND ${await inRest(desk, set.by)}`;
	}
	if (isOfWays(set)) return onWay(desk, set);
	const rows = await leadSetRows(desk, set, card);
	if (!rows) return raw('1 = 0');
	return sql`row_number IN (SELECT row_number FROM ${rows} AS behind_figure)`;
}

function onWay({ selected, stages, settings, lookup }: FigureDesk, set: WaySet): Sql {
	const ids = stages.map(({ id }) => id);
	const within = inLeadSet(set, ids);
	if (within && !isOfEvents(set)) return sql`${selected} AND ${within}`;
	if (within) {
		const { from, to } = settings.selection;
		const ever = selectedLeads({ ...settings.selection, from: null, to: null }, lookup, duckdb);
		return join([ever, within, ...period(eventTime(set, ids), from, to)], ' AND ');
	}
	const stage = 'stage' in set ? set.stage : '';
	throw new WorkbenchError('stage-unknown', { stage, stages: ids.join(', ') });
}

/** Leads with none of the values that have a part of their own, see `funnelParts`. */
async function inRest(desk: FigureDesk, by: string): Promise<Sql> {
	sourceColumn(desk.source, by);
	const parts = await funnelParts(funnelDesk(desk), by, true);
	if (!parts.measured) return raw('1 = 0');
	return sql`${parts.expression} = ${raw(`'${parts.values.length}'`)}`;
}
