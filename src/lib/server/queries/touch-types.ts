import { parameterized, raw, sql } from '#lib/domain/query/sql.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { LeadsSource } from './leads-source.ts';

/** A type of touch and how many leads have one. */
export interface TouchType {
	type: string;
	leads: number;
}

/** Types that are told apart. */
const MOST_TYPES = 200;

/** The types of `touchTypes` in no order; their leads are counted only where there are too many types. */
export async function typeNames(
	engine: Engine,
	source: Pick<LeadsSource, 'touches'>
): Promise<string[]> {
	if (!source.touches) return [];
	const query = sql`SELECT CAST(type AS VARCHAR) AS type FROM
(SELECT DISTINCT type FROM ${source.touches.table} WHERE type IS NOT NULL LIMIT ${raw(String(MOST_TYPES + 1))}) AS types`;
	const names = textsOf(await engine.run(parameterized(query)), 'type') as string[];
	if (names.length <= MOST_TYPES) return names;
	return (await touchTypes(engine, source)).map(({ type }) => type);
}

/** The types of touches of a dataset, by the leads that have one, then by name; none where it has no touches. */
export async function touchTypes(
	engine: Engine,
	{ touches }: Pick<LeadsSource, 'touches'>,
	most = MOST_TYPES
): Promise<TouchType[]> {
	if (!touches) return [];
	const query = sql`SELECT CAST(type AS VARCHAR) AS type, CAST(COUNT(DISTINCT lead) AS DOUBLE) AS leads
FROM ${touches.table} WHERE type IS NOT NULL GROUP BY type
ORDER BY leads DESC, type LIMIT ${raw(String(Math.trunc(most)))}`;
	const found = await engine.run(parameterized(query));
	const leads = numbersOf(found, 'leads');
	return (textsOf(found, 'type') as string[]).map((type, i) => ({ type, leads: leads[i] }));
}
