import { holdsPersonal } from '#lib/domain/mapping/holds-personal.ts';
import { parameterized, raw, sql } from '#lib/domain/query/sql.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { sourceColumn, type LeadsSource } from './leads-source.ts';

/** A source and how many leads came through it. */
export interface FoundSource {
	source: string;
	leads: number;
}

/** Sources whose name holds a text, upper and lower case alike, those with the most leads first. */
export async function findSources(
	engine: Engine,
	source: LeadsSource,
	text: string,
	most = 10
): Promise<FoundSource[]> {
	if (text === '' || source.mapping.source === null) return [];
	const column = raw(sourceColumn(source, source.mapping.source).column);
	const levels = sql`SELECT CAST(${column} AS VARCHAR) AS level, CAST(COUNT(*) AS DOUBLE) AS leads
	FROM ${source.table} WHERE ${column} IS NOT NULL GROUP BY ${column}`;
	const query = sql`SELECT level, leads FROM (${levels}) AS levels
WHERE contains(lower(level), lower(${text})) ORDER BY leads DESC, level LIMIT ${raw(String(most))}`;
	const result = await engine.run(parameterized(query));
	const leads = numbersOf(result, 'leads');
	return (textsOf(result, 'level') as string[])
		.map((level, i) => ({ source: level, leads: leads[i] }))
		.filter((each) => !holdsPersonal(each.source));
}
