import type { ColumnFacts } from '#lib/domain/binning/draft-conditions.ts';
import { join, parameterized, raw, sql, type Sql } from '#lib/domain/query/sql.ts';
import { numbersOrNull } from '#lib/server/engine/columns.ts';
import type { Columns, Engine } from '#lib/server/engine/engine.ts';
import { sourceColumn, type LeadsSource, type SourceColumn } from './leads-source.ts';

const COLUMNS_A_QUERY = 50;
const POSITIONS = ['least', 'lower', 'median', 'upper', 'largest'];

/** What columns hold over all leads of a dataset, in their order. @throws WorkbenchError `field-unknown` */
export async function columnSummaries(
	engine: Engine,
	source: LeadsSource,
	fields: string[]
): Promise<ColumnFacts[]> {
	const columns = fields.map((field) => sourceColumn(source, field));
	const found: ColumnFacts[] = [];
	for (let from = 0; from < columns.length; from += COLUMNS_A_QUERY) {
		const some = columns.slice(from, from + COLUMNS_A_QUERY);
		const measures = some.flatMap(measuresOf);
		const query = sql`SELECT ${join(measures, ',\n\t')} FROM ${source.table}`;
		const result = await engine.run(parameterized(query));
		found.push(...some.map((each, i) => factsOf(each, i, source.rows, result)));
	}
	return found;
}

function measuresOf({ column, type }: SourceColumn, i: number): Sql[] {
	const value = raw(column);
	const as = (measure: Sql, name: string) =>
		sql`CAST(${measure} AS DOUBLE) AS ${raw(`${name}_${i}`)}`;
	const counts = [
		as(sql`COUNT(${value})`, 'filled'),
		as(sql`COUNT(DISTINCT ${value})`, 'different')
	];
	if (type !== 'number') return counts;
	const at = (share: string) =>
		sql`PERCENTILE_DISC(${raw(share)}) WITHIN GROUP (ORDER BY ${value})`;
	return [
		...counts,
		as(sql`MIN(${value})`, 'least'),
		as(at('0.25'), 'lower'),
		as(at('0.5'), 'median'),
		as(at('0.75'), 'upper'),
		as(sql`MAX(${value})`, 'largest'),
		as(sql`COUNT(CASE WHEN ${value} <> floor(${value}) THEN 1 ELSE NULL END)`, 'broken')
	];
}

function factsOf(
	{ name, type }: SourceColumn,
	i: number,
	rows: number,
	result: Columns
): ColumnFacts {
	const one = (measure: string) => numbersOrNull(result, `${measure}_${i}`)[0] ?? 0;
	const counts = { name, type, rows, filled: one('filled'), distinct: one('different') };
	if (type !== 'number' || counts.filled === 0) return { ...counts, quartiles: null, whole: false };
	const [least, lower, median, upper, largest] = POSITIONS.map(one);
	return {
		...counts,
		quartiles: [least, lower, median, upper, largest],
		whole: one('broken') === 0
	};
}
