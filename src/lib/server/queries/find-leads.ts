import { holdsPersonal } from '#lib/domain/mapping/holds-personal.ts';
import { personalKind } from '#lib/domain/mapping/personal-kind.ts';
import { parameterized, raw, sql } from '#lib/domain/query/sql.ts';
import { textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { LeadsSource } from './leads-source.ts';

/**
 * Ids of leads that begin with a text, upper and lower case alike, the shortest first. Where ids say who somebody is, only
 * the very one that was typed; none where leads have no id of their own.
 */
export async function findLeads(
	engine: Engine,
	{ table, mapping }: Pick<LeadsSource, 'table' | 'mapping'>,
	text: string,
	most = 10
): Promise<string[]> {
	if (text === '' || mapping.id === 'row') return [];
	const personal = personalKind(mapping.id) !== null || holdsPersonal(text);
	const id = sql`CAST(id AS VARCHAR)`;
	const condition = personal
		? sql`${id} = ${text}`
		: sql`starts_with(lower(${id}), lower(${text}))`;
	const query = sql`SELECT ${id} AS found FROM ${table} WHERE ${condition}
ORDER BY length(${id}), ${id} LIMIT ${raw(String(most))}`;
	const found = textsOf(await engine.run(parameterized(query)), 'found') as string[];
	return personal ? found : found.filter((each) => each === text || !holdsPersonal(each));
}
