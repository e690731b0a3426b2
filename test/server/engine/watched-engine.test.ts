import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raw, sql, parameterized } from '#lib/domain/query/sql.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import { watchedEngine } from '#lib/server/engine/watched-engine.ts';
import { keptTable } from '#lib/server/queries/kept-table.ts';

let engine: Engine;
beforeAll(async () => {
	engine = await openEngine({ directories: [], spillDirectory: tmpdir() });
});
afterAll(() => engine.close());

describe('a watched engine', () => {
	it('counts its statements, and ends with its signal', async () => {
		const abort = new AbortController();
		const told: number[] = [];
		const watched = watchedEngine(engine, abort.signal, (done) => told.push(done));
		await watched.run('SELECT 1 AS n');
		await watched.run('SELECT 2 AS n');
		expect(told).toEqual([1, 2]);
		const long = watched.run('SELECT count(*) AS n FROM range(1000000) a, range(100000) b');
		abort.abort();
		await expect(long).rejects.toMatchObject({ code: 'query-cancelled' });
		expect(numbersOf(await engine.run('SELECT 3 AS n'), 'n')[0]).toBe(3);
	});

	it('shares what the engine keeps, which is made to the end whoever leaves', async () => {
		const abort = new AbortController();
		const watched = watchedEngine(engine, abort.signal, () => {});
		const query = sql`SELECT range AS x, random() AS y FROM range(${raw('3000000')})`;
		const made = keptTable(watched, 'kept', '', query);
		abort.abort();
		const mostOf = async (table: Awaited<typeof made>) => {
			const found = await engine.run(parameterized(sql`SELECT max(y) AS s FROM ${table} AS kept`));
			return numbersOf(found, 's')[0];
		};
		const first = await mostOf(await made);
		expect(await mostOf(await keptTable(engine, 'kept', '', query))).toBe(first);
	});
});
