import { join, raw, sql, type Sql } from '#lib/domain/query/sql.ts';
import { DAY_MS } from '#lib/domain/units.ts';
import { keptTable } from '#lib/server/queries/kept-table.ts';
import type { FigureDesk } from './figure-desk.ts';
import { opportunityStage } from './opportunity-stage.ts';
import { wonDay, wonSoFar } from './source-conditions.ts';

/**
 * The leads of a desk with what figures count of them, in few narrow columns that stay in memory: the ways through the stages
 * are worked out once, not by every query. Beside columns of `courseRelation` and those of the leads that filters and breakdowns
 * may name it has `won_now`, `won_days` (whole days to the win, rounded down, NULL where it is not won by the data date) and
 * `worked`.
 */
export function keptCourses(desk: FigureDesk): () => Promise<Sql> {
	const { engine, source, stages, courses } = desk;
	const days = stages.flatMap((_, s) => [`entry_${s}`, `before_${s}`]);
	const bits = stages.length < 15 ? 'SMALLINT' : 'BIGINT';
	const columns = [
		...leadColumns(desk).map(raw),
		...as('SMALLINT', ['way', 'seen']),
		...as(bits, ['skips', 'reversals']),
		...as(typeOfDays(desk), ['followed_days', ...days]),
		...['month', 'lost_days', 'value_cents'].map(raw)
	];
	const query = sql`SELECT ${join(columns, ', ')}, ${wonSoFar(desk)} AS won_now,
	CAST(floor(${wonDay(desk)}) AS INTEGER) AS won_days, worked_at IS NOT NULL AS worked FROM ${courses} AS courses`;
	return () => keptTable(engine, 'counted_ways', source.fileSha256, query, { most: 3 });
}

/**
 * The same of ways with all the time there was, with what is told of waiting, standing and closing.
 *
 * @param courses - without a window
 */
export function keptOpenCourses(desk: FigureDesk, courses: Sql): () => Promise<Sql> {
	const { engine, source, stages } = desk;
	const last = Math.max(0, stages.length - 1);
	const opportunity = Math.max(0, opportunityStage(stages));
	const waits = stages.flatMap((_, s) => [`reach_${s}`, `wait_${s}`, `stay_${s}`]);
	const columns = [
		...leadColumns(desk).map(raw),
		...as('SMALLINT', ['way', 'seen', 'standing']),
		...as(typeOfDays(desk), ['followed_days', 'decision', ...waits]),
		...['month', 'lost_days', 'stood_days', 'known_lost_at', 'worked_at', 'value_cents'].map(raw),
		...[...new Set([`seen_${opportunity}`, `seen_${last}`, `at_${last}`])].map(raw)
	];
	const query = sql`SELECT ${join(columns, ', ')} FROM ${courses} AS courses`;
	return () => keptTable(engine, 'open_ways', source.fileSha256, query, { most: 3 });
}

function as(type: string, names: string[]): Sql[] {
	return names.map((name) => raw(`CAST(${name} AS ${type}) AS ${name}`));
}

/** Twice the days that a lead can have been followed must fit. */
const MOST_SMALL_DAYS = 16_000;

function typeOfDays({ dataDate, manifest }: FigureDesk): string {
	const { firstCreatedAt, lastCreatedAt } = manifest.dates;
	if (dataDate === null || firstCreatedAt === null || lastCreatedAt === null) return 'INTEGER';
	const ends = [firstCreatedAt, lastCreatedAt].map(
		(created) => Date.parse(dataDate) - Date.parse(created)
	);
	return ends.every((ms) => Math.abs(ms) < MOST_SMALL_DAYS * DAY_MS) ? 'SMALLINT' : 'INTEGER';
}

/** Columns by which leads are found, selected and grouped: texts of few values are small, others are there when asked for. */
export function leadColumns({ source, settings, lookup }: FigureDesk): string[] {
	const asked = [
		settings.by,
		source.mapping.source,
		...settings.selection.filters.map(({ field }) => field)
	];
	const few = source.columns.filter(({ levels }) => levels !== undefined);
	const names = new Set([...few.map(({ name }) => name), ...asked]);
	const texts = [...names].flatMap((name) => (name === null ? [] : lookup(name).expression.texts));
	return ['row_number', 'created_at', ...new Set(texts)];
}
