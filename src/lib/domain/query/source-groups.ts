import { sql, type Sql } from './sql.ts';

/** What the groups of a breakdown are called, where that is not the value of the column itself. */
export interface GroupLabels {
	values: string[];
	/** One a value. */
	labels: string[];
}

/** No text of a lead file holds this mark: it parts fields in files of another age. */
const MARK = '\u001f';

/**
 * Leads with their ways, their source (`src`) and the group they are counted in (`grp`), both never NULL.
 *
 * @param courses - see `courseRelation`
 * @param part - the value of the column of the breakdown as a text
 * @param labels - of these values; null where they are the groups themselves. A value without a label is in no group ('')
 */
export function groupedLeads(
	courses: Sql,
	source: Sql,
	part: Sql,
	labels: GroupLabels | null
): Sql {
	if (!labels)
		return sql`(SELECT courses.*, ${source} AS src, ${part} AS grp FROM ${courses} AS courses)`;
	const kept = labels.values.map((value, i) => [value, labels.labels[i]]);
	const clean = kept.filter(([value, label]) => !value.includes(MARK) && !label.includes(MARK));
	const split = (column: number) =>
		sql`string_split(${clean.map((each) => each[column]).join(MARK)}, ${MARK})`;
	const named = sql`(SELECT unnest(${split(0)}) AS labelled_value, unnest(${split(1)}) AS label)`;
	return sql`(SELECT parted.*, COALESCE(labels.label, '') AS grp
	FROM (SELECT courses.*, ${source} AS src, ${part} AS part_value FROM ${courses} AS courses) AS parted
	LEFT JOIN ${named} AS labels ON labels.labelled_value = parted.part_value)`;
}
