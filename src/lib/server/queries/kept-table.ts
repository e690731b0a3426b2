import { createHash } from 'node:crypto';
import { parameterized, raw, sql, type Sql } from '#lib/domain/query/sql.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { baseOf } from '#lib/server/engine/watched-engine.ts';

/** Millions of touches take a while. */
const DEADLINE_MS = 600_000;

/**
 * A costly query whose rows are kept in the memory of the engine, so that it is run once for all queries that read it.
 *
 * @param of what its rows depend on besides the text of the query, such as the digest of a file
 * @param most tables of a prefix that are kept; one may have a row a lead
 * @returns the relation
 */
export async function keptTable(
	engine: Engine,
	prefix: string,
	of: string,
	query: Sql,
	{ most = 6 } = {}
): Promise<Sql> {
	const { text, values } = parameterized(query);
	const digest = createHash('sha256').update(JSON.stringify([of, text, values]));
	const name = `${prefix}_${digest.digest('hex').slice(0, 32)}`;
	// Others may wait for the table too: it is made to the end, whoever leaves.
	const base = baseOf(engine);
	const kept = keptOf(base);
	const known = kept.get(name);
	kept.delete(name);
	const made = known ?? make(base, name, { text, values });
	kept.set(name, made);
	await made.catch((error: unknown) => {
		kept.delete(name);
		throw error;
	});
	await dropOldest(base, kept, prefix, most);
	return sql`(SELECT * FROM ${raw(name)})`;
}

/** Lets go of all that is kept: a dataset has been taken away, or leads of it. */
export async function dropKeptTables(engine: Engine): Promise<void> {
	const base = baseOf(engine);
	const kept = keptOf(base);
	for (const [name, made] of [...kept]) {
		await made.catch(() => {});
		kept.delete(name);
		await base.run(`DROP TABLE IF EXISTS ${name}`);
	}
}

async function make(
	engine: Engine,
	name: string,
	query: ReturnType<typeof parameterized>
): Promise<void> {
	const text = `CREATE OR REPLACE TABLE ${name} AS ${query.text}`;
	await engine.run({ ...query, text }, { deadlineMs: DEADLINE_MS });
}

async function dropOldest(
	engine: Engine,
	kept: Map<string, Promise<void>>,
	prefix: string,
	most: number
): Promise<void> {
	const alike = [...kept.keys()].filter((name) => name.startsWith(`${prefix}_`));
	for (const name of alike.slice(0, Math.max(0, alike.length - most))) {
		kept.delete(name);
		await engine.run(`DROP TABLE IF EXISTS ${name}`);
	}
}

const tables = new WeakMap<Engine, Map<string, Promise<void>>>();

/** Names of the tables of an engine, the least recently used first. */
function keptOf(engine: Engine): Map<string, Promise<void>> {
	const kept = tables.get(engine) ?? new Map<string, Promise<void>>();
	tables.set(engine, kept);
	return kept;
}
