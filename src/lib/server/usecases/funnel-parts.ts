import type { FunnelBreakdown, FunnelPart } from '#lib/domain/funnel/funnel-report.ts';
import { personalKind } from '#lib/domain/mapping/personal-kind.ts';
import { duckdb } from '#lib/domain/query/dialect.ts';
import type { LeadParts } from '#lib/domain/query/funnel-counts-query.ts';
import { funnelPartsQuery } from '#lib/domain/query/funnel-parts-query.ts';
import { valueText } from '#lib/domain/query/lead-selection.ts';
import { join, parameterized, raw, sql, type Sql } from '#lib/domain/query/sql.ts';
import { notMeasured, type Measured, type NotMeasured } from '#lib/domain/units.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import { emptyCohort, readCohortCounts } from '#lib/server/queries/funnel/read-cohort-counts.ts';
import type { FunnelDesk } from './funnel-desk.ts';
import { cohortOf, leftOutOf } from './funnel-view.ts';

/** Values that get a part of their own; the others are one part. */
export const MOST_PARTS = 8;
/** Values that are told apart at all. */
const MOST_VALUES = 5000;
/** Values that can be named in a link to their leads. */
const MOST_NAMED = 40;

const STAFF =
	/\b(owner|assignee|assigned|agent|rep|besitzer|inhaber|zustaendig\w*|bearbeiter\w*|betreuer\w*)\b/;

/** Values of a column and how their leads are told apart in a query. */
export interface FunnelParts {
	values: { value: string; leads: number }[];
	rest: { value: string; leads: number }[];
	/** Number of the part of a lead as a text, from 0; the rest has the last. */
	expression: Sql;
	/** The same for leads that are counted by value first. */
	parts: LeadParts;
}

/** Whether a column says who of the staff works a lead: figures of single people need consent in many firms. */
export function isStaffColumn(column: string, owner: string | null | undefined): boolean {
	if (column === owner) return true;
	const words = column
		.toLowerCase()
		.replaceAll('ä', 'ae')
		.replace(/[^a-z0-9]+/g, ' ');
	return STAFF.test(words);
}

/**
 * The most common values of a column among the selected leads.
 *
 * @returns not measured: `staff-figures` for a column of the staff that was not asked for expressly, `personal-column`
 */
export async function funnelParts(
	{ desk }: FunnelDesk,
	by: string,
	staff: boolean
): Promise<Measured<FunnelParts>> {
	const { engine, source, lookup, ways, selected } = desk;
	if (!staff && isStaffColumn(by, source.mapping.owner)) {
		return notMeasured('staff-figures', { column: by });
	}
	const column = lookup(by);
	const query = funnelPartsQuery(ways.leads, selected, column, MOST_VALUES, duckdb);
	const found = await engine.run(parameterized(query));
	const leads = numbersOf(found, 'n');
	const all = textsOf(found, 'part').map((value, i) => ({ value: value ?? '', leads: leads[i] }));
	const shown = all.slice(0, 50).map(({ value }) => value);
	if (personalKind(by, shown) !== null) return notMeasured('personal-column', { column: by });
	const most = all.length === MOST_PARTS + 1 ? MOST_PARTS + 1 : MOST_PARTS;
	const values = all.slice(0, most);
	const name = partOf(valueText({ ...column, expression: raw('part_key') }, duckdb), values);
	return {
		measured: true,
		values,
		rest: all.slice(most),
		expression: partOf(valueText(column, duckdb), values),
		parts: { key: column.expression, name }
	};
}

function partOf(text: Sql, values: { value: string }[]): Sql {
	const cases = values.map(({ value }, i) => sql`WHEN ${text} = ${value} THEN ${raw(`'${i}'`)}`);
	const last = raw(`'${values.length}'`);
	return cases.length === 0 ? last : sql`CASE ${join(cases, ' ')} ELSE ${last} END`;
}

/** Cohorts by value of a column. @throws WorkbenchError `field-unknown` */
export async function funnelBreakdown(
	of: FunnelDesk,
	by: string,
	staff: boolean
): Promise<Measured<FunnelBreakdown>> {
	const parts = await funnelParts(of, by, staff);
	if (!parts.measured) return parts;
	const refused = tooFew(of);
	if (refused) return refused;
	const { engine } = of.desk;
	const cohorts = await readCohortCounts(engine, of.ways, parts.parts);
	const partOf = (index: number, value: string | null, named: string[], values = 1): FunnelPart => {
		const counts = cohorts.get(String(index)) ?? emptyCohort(of.frame.stages.length);
		const leftOut = leftOutOf(counts);
		const selected = Object.values(leftOut).reduce((sum, n) => sum + n, counts.leads);
		return { value, named, values, selected, found: cohortOf(of, counts), leftOut };
	};
	const { values, rest } = parts;
	const shown = values.map(({ value }, i) => partOf(i, value, [value]));
	if (rest.length === 0) return { measured: true, by, parts: shown };
	const named = rest.length <= MOST_NAMED ? rest.map(({ value }) => value) : [];
	const others = partOf(values.length, null, named, rest.length);
	return { measured: true, by, parts: [...shown, others] };
}

function tooFew({ frame }: FunnelDesk): NotMeasured | null {
	const { length } = frame.stages;
	return length < 2 ? notMeasured('too-few-stages', { stages: length }) : null;
}
