import type { FieldExpression } from './condition-truth.ts';
import type { Dialect } from './dialect.ts';
import { valueText } from './lead-selection.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/** What the groups of a breakdown are called, where that is not the value of the column itself. */
export interface GroupLabels {
	values: string[];
	/** One a value. */
	labels: string[];
}

/** The columns that leads are grouped by; null where there is none, and all have the text ''. */
export interface GroupColumns {
	source: FieldExpression | null;
	part: FieldExpression | null;
	/** Of values of `part`; null where they are the groups themselves. A value without a label is in no group (''). */
	labels: GroupLabels | null;
}

/** Leads to be counted by columns of groups as they are stored: the engine names the few groups, not the many leads. */
export interface KeyedLeads {
	/** Relation of the leads. */
	leads: Sql;
	columns: GroupColumns;
	dialect: Dialect;
}

/** No text of a lead file holds this mark: it parts fields in files of another age. */
const MARK = '\u001f';

/**
 * Leads with their ways, their source (`src`) and the group they are counted in (`grp`), both never NULL.
 *
 * @param courses - see `courseRelation`
 */
export function groupedLeads(courses: Sql, columns: GroupColumns, dialect: Dialect): Sql {
	const keyed = sql`(SELECT courses.*, ${keysOf(columns)} FROM ${courses} AS courses)`;
	return namedGroups(keyed, columns, dialect);
}

/** The keys of source and group as columns `src_key` and `grp_key`, over the leads. */
export function keysOf({ source, part }: GroupColumns): Sql {
	return sql`${source?.expression ?? raw('0')} AS src_key, ${part?.expression ?? raw('0')} AS grp_key`;
}

/** Rows with `src_key` and `grp_key`, and beside them the names `src` and `grp`, both never NULL. */
export function namedGroups(
	keyed: Sql,
	{ source, part, labels }: GroupColumns,
	dialect: Dialect
): Sql {
	const name = (column: FieldExpression | null, key: string) =>
		column ? valueText({ ...column, expression: raw(key) }, dialect) : raw(`''`);
	const src = name(source, 'src_key');
	const own = name(part, 'grp_key');
	if (!labels) return sql`(SELECT *, ${src} AS src, ${own} AS grp FROM ${keyed} AS keyed)`;
	const kept = labels.values.map((value, i) => [value, labels.labels[i]]);
	const clean = kept.filter(([value, label]) => !value.includes(MARK) && !label.includes(MARK));
	const split = (column: number) =>
		sql`string_split(${clean.map((each) => each[column]).join(MARK)}, ${MARK})`;
	const named = sql`(SELECT unnest(${split(0)}) AS labelled_value, unnest(${split(1)}) AS label)`;
	return sql`(SELECT parted.*, COALESCE(labels.label, '') AS grp
	FROM (SELECT *, ${src} AS src, ${own} AS part_value FROM ${keyed} AS keyed) AS parted
	LEFT JOIN ${named} AS labels ON labels.labelled_value = parted.part_value)`;
}

/**
 * Leads that meet a condition by their group and more, a row a combination: relation with grp, src and the columns named in
 * `by` and `sums`. Values of a column may have one name, so that a name may stand in several rows.
 *
 * @param by - expressions over the leads; with `src` left out, leads are not told apart by their source
 * @param sums - aggregates over the leads
 */
export function countedGroups(
	{ leads, columns, dialect }: KeyedLeads,
	condition: Sql,
	by: Record<string, Sql>,
	sums: Record<string, Sql>,
	{ bySource = true }: { bySource?: boolean } = {}
): Sql {
	const asked = bySource ? columns : { ...columns, source: null };
	const named = Object.entries({ ...by, ...sums }).map(
		([name, piece]) => sql`${piece} AS ${raw(name)}`
	);
	const places = [1, 2, ...Object.keys(by).map((_, i) => i + 3)].join(', ');
	const keyed = sql`(SELECT ${join([keysOf(asked), ...named], ', ')} FROM ${leads} AS leads WHERE ${condition} GROUP BY ${raw(places)})`;
	return namedGroups(keyed, asked, dialect);
}
