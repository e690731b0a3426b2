import type { Duplicates } from '#lib/domain/ingest/data-quality.ts';
import { FREE_MAIL_DOMAINS } from '#lib/domain/ingest/free-mail.ts';
import { join, parameterized, raw, sql, type Sql } from '#lib/domain/query/sql.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { LeadsSource, SourceColumn } from './leads-source.ts';

/** Leads from the beginning of the file that tell what a column holds. */
const LOOKED_AT = 20_000;
/** Share of the values that must look like it, and how many values must be there. */
const LOOKS_LIKE = 0.8;
const FEWEST = 10;
/** A column of fewer different values is a choice, whatever it is written like. */
const FEWEST_DIFFERENT = 20;

const EMAIL = '[^@\\s]+@[^@\\s]+\\.[A-Za-z]{2,}';
const DOMAIN = '([A-Za-z0-9-]+\\.)+[A-Za-z]{2,}';

/** Leads that share an e-mail address or a company domain, in columns whose values look like one. */
export async function countDuplicates(engine: Engine, source: LeadsSource): Promise<Duplicates[]> {
	const texts = source.columns.filter(({ type }) => type === 'text');
	const { emails, domains } = await lookAt(engine, source, texts);
	const found: Duplicates[] = [];
	for (const column of emails) {
		const own = sql`lower(trim(${textOf(column)}))`;
		found.push(await shared(engine, source, column, 'email', own));
		const domain = sql`regexp_extract(${own}, '@(.*)$', 1)`;
		found.push(await shared(engine, source, column, 'domain', domain));
	}
	for (const column of domains) {
		const own = sql`lower(trim(${textOf(column)}))`;
		found.push(await shared(engine, source, column, 'domain', own));
	}
	return found.filter(({ leads }) => leads > 0);
}

async function lookAt(engine: Engine, { table }: LeadsSource, texts: SourceColumn[]) {
	if (texts.length === 0) return { emails: [], domains: [] };
	const counts = texts.flatMap((column, i) => {
		const like = (pattern: string) =>
			sql`CAST(COUNT(CASE WHEN regexp_full_match(trim(${textOf(column)}), ${pattern}) THEN 1 ELSE NULL END) AS DOUBLE)`;
		return [
			sql`CAST(COUNT(${raw(column.column)}) AS DOUBLE) AS ${raw(`filled_${i}`)}`,
			sql`CAST(COUNT(DISTINCT ${raw(column.column)}) AS DOUBLE) AS ${raw(`different_${i}`)}`,
			sql`${like(EMAIL)} AS ${raw(`email_${i}`)}`,
			sql`${like(DOMAIN)} AS ${raw(`domain_${i}`)}`
		];
	});
	const query = sql`SELECT ${join(counts, ',\n\t')} FROM ${table} WHERE row_number <= ${raw(String(LOOKED_AT))}`;
	const found = await engine.run(parameterized(query));
	const one = (name: string) => numbersOf(found, name)[0];
	const looksLike = (kind: string) =>
		texts.filter((_, i) => {
			const filled = one(`filled_${i}`);
			const manyWays = kind === 'email' || one(`different_${i}`) >= FEWEST_DIFFERENT;
			return filled >= FEWEST && manyWays && one(`${kind}_${i}`) >= LOOKS_LIKE * filled;
		});
	return { emails: looksLike('email'), domains: looksLike('domain') };
}

async function shared(
	engine: Engine,
	{ table }: LeadsSource,
	{ name }: SourceColumn,
	kind: Duplicates['kind'],
	value: Sql
): Promise<Duplicates> {
	const free = join(
		FREE_MAIL_DOMAINS.map((domain) => sql`${domain}`),
		', '
	);
	const own = kind === 'email' ? raw('1 = 1') : sql`value NOT IN (${free})`;
	const query = sql`SELECT CAST(COUNT(*) AS DOUBLE) AS shared, CAST(COALESCE(SUM(n), 0) AS DOUBLE) AS leads,
	CAST(COALESCE(MAX(n), 0) AS DOUBLE) AS most
FROM (SELECT value, COUNT(*) AS n FROM (SELECT ${value} AS value FROM ${table}) AS texts
	WHERE value IS NOT NULL AND value <> '' AND ${own} GROUP BY value HAVING COUNT(*) > 1) AS shared_values`;
	const found = await engine.run(parameterized(query));
	const one = (column: string) => numbersOf(found, column)[0];
	return { kind, column: name, values: one('shared'), leads: one('leads'), most: one('most') };
}

/** Columns of few texts are stored as levels; functions want texts. */
function textOf({ column }: SourceColumn): Sql {
	return sql`CAST(${raw(column)} AS VARCHAR)`;
}
