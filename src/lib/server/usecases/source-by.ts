import { valueText } from '#lib/domain/query/lead-selection.ts';
import { duckdb } from '#lib/domain/query/dialect.ts';
import {
	groupedLeads,
	type GroupColumns,
	type GroupLabels,
	type KeyedLeads
} from '#lib/domain/query/source-groups.ts';
import { parameterized, raw, sql, type Sql } from '#lib/domain/query/sql.ts';
import { campaignTags } from '#lib/domain/sources/campaign-tags.ts';
import { sourceKind } from '#lib/domain/sources/online-offline.ts';
import { textsOf } from '#lib/server/engine/columns.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import type { FigureDesk } from './figure-desk.ts';
import { keptCourses } from './kept-courses.ts';

/** How the values of a column are read: as they stand, as addresses of which one tag counts, or as online and offline. */
export type SourceReading = 'value' | 'source' | 'medium' | 'campaign' | 'page' | 'kind';

export const SOURCE_READINGS: SourceReading[] = [
	'value',
	'source',
	'medium',
	'campaign',
	'page',
	'kind'
];

/** What leads are grouped by. */
export interface SourceBy {
	/** Column; null for the source as the mapping names it. */
	field: string | null;
	reading: SourceReading;
}

/** Leads in their groups. */
export interface SourceGroups {
	/** The column in use; null where the data has no source and none was asked for: all leads are in one group, ''. */
	field: string | null;
	reading: SourceReading;
	/** Whether the groups are the sources that costs are booked for. */
	bySource: boolean;
	/** All columns of the leads and their ways, see `groupedLeads`. */
	leads: Sql;
	/** What figures count of them, see `keptCourses`; to be asked for before each query. */
	keyed: () => Promise<KeyedLeads>;
	/** The leads as they were imported, without their ways. */
	plain: () => KeyedLeads;
	/** Values of the column by their group, where a group is not the value itself. */
	valuesOf: ReadonlyMap<string, string[]> | null;
}

/** Values of a column that are read one by one; more are free text. */
const MOST_VALUES = 200_000;

/**
 * The leads of a desk in the groups of a breakdown.
 *
 * @throws WorkbenchError `field-unknown`, `too-many-values` where a column to be read as addresses is free text
 */
export async function sourceGroups(desk: FigureDesk, by: SourceBy): Promise<SourceGroups> {
	const { mapping } = desk.source;
	const field = by.field ?? mapping.source;
	const labels =
		field === null || by.reading === 'value' ? null : await labelsOf(desk, field, by.reading);
	const columnOf = (name: string | null) => (name === null ? null : desk.lookup(name));
	const columns: GroupColumns = {
		source: columnOf(mapping.source),
		part: columnOf(field),
		labels
	};
	const kept = keptCourses(desk);
	return {
		field,
		reading: field === null ? 'value' : by.reading,
		bySource: field === mapping.source && by.reading === 'value',
		leads: groupedLeads(desk.courses, columns, duckdb),
		keyed: async () => ({ leads: await kept(), columns, dialect: duckdb }),
		plain: () => ({ leads: desk.ways.leads, columns, dialect: duckdb }),
		valuesOf: labels && valuesByLabel(labels)
	};
}

async function labelsOf(
	{ engine, source, lookup }: FigureDesk,
	field: string,
	reading: SourceReading
): Promise<GroupLabels> {
	const value = valueText(lookup(field), duckdb);
	const query = sql`SELECT DISTINCT ${value} AS value FROM ${source.table} AS leads ORDER BY value LIMIT ${raw(String(MOST_VALUES + 1))}`;
	const values = textsOf(await engine.run(parameterized(query)), 'value') as string[];
	if (values.length > MOST_VALUES) {
		throw new WorkbenchError('too-many-values', { field, most: MOST_VALUES });
	}
	return { values, labels: values.map((each) => labelOf(each, reading)) };
}

/** What a value says, by one reading; empty where it says nothing. */
function labelOf(value: string, reading: SourceReading): string {
	if (reading === 'kind') return sourceKind(value) ?? '';
	const tags = campaignTags(value);
	if (reading === 'page') return tags.landingPage ?? (value.startsWith('/') ? pathOf(value) : '');
	return reading === 'value' ? value : (tags[reading] ?? '');
}

/** Addresses of one site are often kept without its name. */
function pathOf(value: string): string {
	return value.replace(/[?#].*$/, '').replace(/(.)\/+$/, '$1');
}

function valuesByLabel({ values, labels }: GroupLabels): Map<string, string[]> {
	const found = new Map<string, string[]>();
	values.forEach((value, i) => found.set(labels[i], [...(found.get(labels[i]) ?? []), value]));
	return found;
}
