import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parameterized, raw, sql } from '#lib/domain/query/sql.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import { dropKeptTables, keptTable } from '#lib/server/queries/kept-table.ts';

let engine: Engine;
beforeAll(async () => {
	engine = await openEngine({ directories: [], spillDirectory: tmpdir() });
});
afterAll(() => engine.close());

const drawn = (name: string, number: number, most: number) =>
	keptTable(engine, name, '', sql`SELECT ${raw(String(number))} AS n, random() AS drawn`, { most });

async function valueOf(made: ReturnType<typeof drawn>): Promise<number> {
	const query = parameterized(sql`SELECT drawn FROM ${await made} AS kept`);
	return numbersOf(await engine.run(query), 'drawn')[0];
}

const tables = async (name: string) =>
	numbersOf(
		await engine.run(
			`SELECT count(*) AS n FROM duckdb_tables() WHERE starts_with(table_name, '${name}_')`
		),
		'n'
	)[0];

describe('kept tables', () => {
	it('are made once, and only so many of a kind stay, those that were asked for last', async () => {
		const [first, second] = [await valueOf(drawn('few', 1, 2)), await valueOf(drawn('few', 2, 2))];
		expect(await valueOf(drawn('few', 1, 2))).toBe(first);
		await drawn('few', 3, 2);
		expect(await tables('few')).toBe(2);
		expect(await valueOf(drawn('few', 1, 2))).toBe(first);
		expect(await valueOf(drawn('few', 2, 2))).not.toBe(second);
	});

	it('make no room for those of another kind', async () => {
		const own = await valueOf(drawn('own', 1, 2));
		for (const number of [1, 2, 3, 4]) await drawn('other', number, 2);
		expect(await valueOf(drawn('own', 1, 2))).toBe(own);
		expect(await tables('other')).toBe(2);
	});

	it('are let go of together, and made anew when they are asked for again', async () => {
		const before = await valueOf(drawn('gone', 1, 2));
		await dropKeptTables(engine);
		expect(await tables('gone')).toBe(0);
		expect(await valueOf(drawn('gone', 1, 2))).not.toBe(before);
	});
});
