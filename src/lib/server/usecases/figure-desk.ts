import { datasetStages, type DatasetStage } from '#lib/domain/funnel/dataset-stages.ts';
import type { CourseOptions } from '#lib/domain/funnel/lead-course.ts';
import { isFlag, lostStages, outcomeColumns, type Mapping } from '#lib/domain/mapping/mapping.ts';
import type { FieldLookup } from '#lib/domain/query/condition-truth.ts';
import { courseRelation } from '#lib/domain/query/course-relation.ts';
import { duckdb } from '#lib/domain/query/dialect.ts';
import { selectedLeads } from '#lib/domain/query/lead-selection.ts';
import { raw, type Sql } from '#lib/domain/query/sql.ts';
import { DAY_MS } from '#lib/domain/units.ts';
import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { FigureSettings } from '#lib/server/figures-from-url.ts';
import {
	leadsTable,
	maturityKnown,
	sourceColumn,
	type LeadsSource
} from '#lib/server/queries/leads-source.ts';
import { leadsWithStages, stageNames } from '#lib/server/queries/stage-dates.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

/** What every figure of funnel, sources and money starts from. */
export interface FigureDesk {
	engine: Engine;
	source: LeadsSource;
	manifest: DatasetManifest;
	/** As asked for, gaps filled in. */
	settings: FigureSettings & { ageDays: number };
	/** Whether leads and outcomes have dates; without them nothing is said of time: no age, no month, no maturity. */
	dated: boolean;
	/** Newest date of the data or the one asked for, ISO 8601 UTC; null where nothing has a date. */
	dataDate: string | null;
	/** The stages of the funnel in use, and those a reader may choose among. */
	stages: DatasetStage[];
	choices: { usual: DatasetStage[]; further: DatasetStage[] };
	/**
	 * The leads with the times of all named stages, and each stage of the funnel as an expression over them; whether nothing
	 * in the data is later than the data date.
	 */
	ways: { leads: Sql; stageTimes: Sql[]; nothingLater: boolean };
	/** The leads with their ways through these stages, see `courseRelation`; all leads, not only the selected ones. */
	courses: Sql;
	/** Condition of the selected leads, over `courses` or the leads. */
	selected: Sql;
	lookup: FieldLookup;
}

/** Ages to choose from, days. */
export const USUAL_AGES = [30, 60, 90, 120, 180, 365];

/**
 * Opens a dataset for figures.
 *
 * @throws WorkbenchError `field-unknown` for a column of a filter or the breakdown, `stage-unknown`
 */
export async function openDesk(
	engine: Engine,
	source: LeadsSource,
	manifest: DatasetManifest,
	settings: FigureSettings
): Promise<FigureDesk> {
	const { lookup, dialect } = leadsTable(source);
	for (const field of [settings.by, ...settings.selection.filters.map((each) => each.field)]) {
		if (field !== null) sourceColumn(source, field);
	}
	const names = source.stages
		? (source.stages.names ?? (await stageNames(engine, source.stages.table)))
		: [];
	const choices = stagesOf(source, names);
	const stages = chosenStages(settings.stages, choices);
	const dataDate = maturityKnown(source) ? (settings.dataDate ?? manifest.dates.newestAt) : null;
	const dated = dataDate !== null;
	const stageTimes = stages.map((stage) => timeOf(stage, source, names, dated));
	const ways = {
		leads: await leadsWithStages(engine, source, names, choices.waysOut),
		stageTimes,
		nothingLater: settings.dataDate === null && stages.every(({ from }) => from !== 'column')
	};
	const filled = { ...settings, ageDays: settings.ageDays ?? usualAge(manifest) };
	const { order, ageDays: windowDays, stepWindowDays } = filled;
	return {
		engine,
		source,
		manifest,
		settings: filled,
		dated,
		dataDate,
		stages,
		choices,
		ways,
		courses: coursesOf({ dated, dataDate, ways }, { order, windowDays, stepWindowDays }),
		selected: selectedLeads(settings.selection, lookup, dialect),
		lookup
	};
}

/** The leads of a desk, read in another way: another window, another order, windows of single steps. */
export function coursesOf(
	{ dated, dataDate, ways }: Pick<FigureDesk, 'dated' | 'dataDate' | 'ways'>,
	options: CourseOptions
): Sql {
	const lostAt = dated
		? raw('CASE WHEN won_at IS NULL THEN COALESCE(lost_at, out_at) ELSE NULL END')
		: raw('CASE WHEN NOT won THEN 1 ELSE NULL END');
	const windowDays = dated ? options.windowDays : null;
	const { stageTimes, nothingLater } = ways;
	const plan = { ...options, windowDays, stageTimes, lostAt, dataDate, nothingLater };
	return courseRelation(ways.leads, plan, duckdb);
}

function stagesOf(source: LeadsSource, names: string[]) {
	const { mapping, columns } = source;
	const roles = new Set(rolesOf(mapping));
	const times = columns.filter(({ name, type }) => type === 'timestamp' && !roles.has(name));
	return datasetStages({
		names,
		lost: lostStages(mapping),
		accepted: Boolean(mapping.acceptedAt),
		timeColumns: times.map(({ name }) => name)
	});
}

function rolesOf(mapping: Mapping): (string | null | undefined)[] {
	const { createdAt, acceptedAt, workedAt, scoreAt, outcome, stages = [] } = mapping;
	const ends = isFlag(outcome) ? [outcome.at] : outcomeColumns(outcome);
	return [createdAt, acceptedAt, workedAt, scoreAt, ...ends, ...stages.map(({ column }) => column)];
}

function chosenStages(
	wanted: string[] | null,
	{ usual, further }: FigureDesk['choices']
): DatasetStage[] {
	if (!wanted) return usual;
	const known = [...usual, ...further];
	return [...new Set(wanted)].map((id) => {
		const found = known.find((stage) => stage.id === id);
		if (found) return found;
		const stages = known.map((stage) => stage.id).join(', ');
		throw new WorkbenchError('stage-unknown', { stage: id, stages });
	});
}

/** When a lead reached a stage, as an expression over the leads; without dates only whether it did. */
function timeOf(
	{ id, from }: DatasetStage,
	source: LeadsSource,
	names: string[],
	dated: boolean
): Sql {
	switch (from) {
		case 'created':
			return raw(dated ? 'created_at' : '1');
		case 'accepted':
			return raw('accepted_at');
		case 'won':
			return raw(dated ? 'won_at' : 'CASE WHEN won THEN 1 ELSE NULL END');
		case 'named':
			return raw(`stage_${names.indexOf(id)}`);
		case 'column':
			return raw(sourceColumn(source, id.slice('column:'.length)).column);
	}
}

/**
 * The largest of the usual ages that is not above a quarter of the time the leads span: long enough for most wins, short
 * enough that most leads have it.
 */
function usualAge({ dates }: DatasetManifest): number {
	const { firstCreatedAt, newestAt } = dates;
	if (firstCreatedAt === null || newestAt === null) return USUAL_AGES[0];
	const quarter = (Date.parse(newestAt) - Date.parse(firstCreatedAt)) / DAY_MS / 4;
	return USUAL_AGES.findLast((days) => days <= quarter) ?? USUAL_AGES[0];
}
