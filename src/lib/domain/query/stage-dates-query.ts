import type { Dialect } from './dialect.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/** Columns of `stageDatesQuery` besides `lead`. @example stageDateColumns(1) // ['stage_0', 'out_at'] */
export function stageDateColumns(names: number): string[] {
	return [...Array.from({ length: names }, (_, i) => `stage_${i}`), 'out_at'];
}

/**
 * A row for every lead in the table of stages: the first time at each stage of a name (`stage_0`, …), and the time at which
 * it last went a way out without coming back (`out_at`).
 *
 * @param stages - relation with lead, stage, at
 * @param waysOut - names of stages that take a lead out
 */
export function stageDatesQuery(
	stages: Sql,
	names: string[],
	waysOut: string[],
	dialect: Dialect
): Sql {
	const at = dialect.ident('at');
	const first = names.map(
		(name, i) => sql`MIN(CASE WHEN stage = ${name} THEN ${at} END) AS ${raw(`stage_${i}`)}`
	);
	return sql`SELECT lead, ${join([...first, outAt(waysOut, at)], ', ')} FROM ${stages} AS stages GROUP BY lead`;
}

/** A lead that went on to another stage after it was rejected is not out. */
function outAt(waysOut: string[], at: Sql): Sql {
	if (waysOut.length === 0) return raw('CAST(NULL AS TIMESTAMP) AS out_at');
	const names = join(
		waysOut.map((name) => sql`${name}`),
		', '
	);
	const out = sql`MAX(CASE WHEN stage IN (${names}) THEN ${at} END)`;
	const on = sql`MAX(CASE WHEN stage NOT IN (${names}) THEN ${at} END)`;
	return sql`CASE WHEN ${on} > ${out} THEN NULL ELSE ${out} END AS out_at`;
}
