import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parameterized, sql, timestamp } from '#lib/domain/query/sql.ts';
import { flagsOf, numbersOf, numbersOrNull, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';

let folder: string;
let engine: Engine;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'leadgauge-engine-'));
	engine = await openEngine({ directories: [folder], spillDirectory: join(folder, 'spill') });
});

afterEach(async () => {
	await engine.close();
	await rm(folder, { recursive: true, force: true });
});

describe('the engine', () => {
	it('brings columns of plain values: counts as numbers, times as milliseconds, gaps as gaps', async () => {
		const result = await engine.run(`
			SELECT count(*) AS n, sum(i) AS total, CAST(1.25 AS DECIMAL(10,2)) AS price,
				TIMESTAMP '2026-01-31 00:00:00' AS at, 'x'::ENUM('x','y') AS level, true AS flag,
				nullif(min(i), 0) AS gap
			FROM range(5) t(i)`);
		expect(numbersOf(result, 'n')).toEqual(Float64Array.of(5));
		expect(numbersOf(result, 'total')).toEqual(Float64Array.of(10));
		expect(numbersOf(result, 'price')).toEqual(Float64Array.of(1.25));
		expect(numbersOf(result, 'at')).toEqual(Float64Array.of(Date.UTC(2026, 0, 31)));
		expect(textsOf(result, 'level')).toEqual(['x']);
		expect(flagsOf(result, 'flag')).toEqual([true]);
		expect(numbersOrNull(result, 'gap')).toEqual([null]);
		expect(() => numbersOf(result, 'gap')).toThrow('gap holds NULL');
	});

	it('brings long columns value by value or as they lie in memory, with the same numbers', async () => {
		const n = 5003;
		const result = await engine.run(`
			SELECT i::INTEGER AS plain, nullif(i, -1)::DOUBLE AS could_be, nullif(i, ${n - 1})::DOUBLE AS last_is,
				nullif(i, 2100)::INTEGER AS one_is, CAST(i AS SMALLINT) AS short,
				DATE '1970-01-01' + i::INTEGER AS day FROM range(${n}) t(i) ORDER BY i`);
		const expected = Float64Array.from({ length: n }, (_, i) => i);
		for (const name of ['plain', 'could_be', 'short'])
			expect(numbersOf(result, name)).toEqual(expected);
		expect(numbersOf(result, 'day')).toEqual(expected.map((i) => i * 86_400_000));
		for (const [name, gap] of [
			['last_is', n - 1],
			['one_is', 2100]
		] as const) {
			const found = numbersOrNull(result, name);
			expect(found.flatMap((value, i) => (value === null ? [i] : []))).toEqual([gap]);
			expect(found.every((value, i) => value === null || value === i)).toBe(true);
		}
	});

	it('refuses whole numbers a double cannot hold instead of rounding them', async () => {
		await expect(engine.run('SELECT 9007199254740993 AS n')).rejects.toThrow('beyond');
	});

	it('binds values, so that text from outside is never part of a statement', async () => {
		const hostile = `'; DROP TABLE x; --`;
		const query = parameterized(
			sql`SELECT ${hostile} AS a, ${1.5} AS b, ${timestamp('2026-01-31T12:00:00Z')} AS c`
		);
		const result = await engine.run(query);
		expect(textsOf(result, 'a')).toEqual([hostile]);
		expect(numbersOf(result, 'b')).toEqual(Float64Array.of(1.5));
		expect(numbersOf(result, 'c')).toEqual(Float64Array.of(Date.UTC(2026, 0, 31, 12)));
	});

	it('keeps a column named __proto__ like any other', async () => {
		const result = await engine.run(`SELECT 7 AS "__proto__"`);
		expect(numbersOf(result, '__proto__')).toEqual(Float64Array.of(7));
	});

	it('streams what is too long to hold', async () => {
		let sum = 0;
		let pieces = 0;
		for await (const piece of engine.stream('SELECT i FROM range(10000) t(i)')) {
			pieces++;
			for (const value of numbersOf(piece, 'i')) sum += value;
		}
		expect(sum).toBe(49_995_000);
		expect(pieces).toBeGreaterThan(1);
	});

	const ENDLESS = 'SELECT count(*) AS n FROM range(1000000000000) t(i) WHERE sqrt(i) = 0.5';

	it('ends a statement at its deadline and goes on working', async () => {
		await expect(engine.run(ENDLESS, { deadlineMs: 50 })).rejects.toMatchObject({
			code: 'query-deadline'
		});
		expect(numbersOf(await engine.run('SELECT 1 AS n'), 'n')).toEqual(Float64Array.of(1));
	});

	it('ends a statement nobody waits for any more, also one that still waits for its turn', async () => {
		const controller = new AbortController();
		const running = Array.from({ length: 5 }, () =>
			engine.run(ENDLESS, { signal: controller.signal })
		);
		setTimeout(() => controller.abort(), 100);
		const results = await Promise.allSettled(running);
		expect(results.map((each) => each.status === 'rejected' && each.reason.code)).toEqual(
			Array(5).fill('query-cancelled')
		);
	});

	it('tells how far a statement is, where it was opened so', async () => {
		await engine.close();
		const options = { directories: [folder], spillDirectory: join(folder, 'spill') };
		engine = await openEngine({ ...options, progress: true, threads: 1 });
		await engine.run('CREATE TABLE t AS SELECT i FROM range(20000000) t(i)');
		const shares: number[] = [];
		const query = 'SELECT count(*) AS n FROM t WHERE sin(i) * cos(i) * ln(i + 2) > 99';
		await engine.run(query, { onProgress: (share) => shares.push(share) });
		expect(shares.length).toBeGreaterThan(0);
		for (const share of shares) expect(share >= 0 && share <= 1).toBe(true);
	});

	it('closes while statements run', async () => {
		const running = engine.run(ENDLESS).catch((error) => error.code);
		await new Promise((resolve) => setTimeout(resolve, 50));
		await engine.close();
		expect(await running).toBe('query-cancelled');
		await expect(engine.run('SELECT 1')).rejects.toMatchObject({ code: 'engine-closed' });
		engine = await openEngine({ directories: [folder], spillDirectory: join(folder, 'spill') });
	});

	it('is the only one in its process', async () => {
		const options = { directories: [folder], spillDirectory: folder };
		await expect(openEngine(options)).rejects.toThrow('has an engine already');
	});
});

describe('the lockdown', () => {
	const forbidden = [
		`SELECT * FROM read_text('/etc/passwd')`,
		`SELECT * FROM read_csv('/etc/passwd')`,
		`SELECT * FROM glob('/etc/*')`,
		`COPY (SELECT 1) TO '/tmp/leadgauge-escape.csv'`,
		`ATTACH '/tmp/leadgauge-escape.duckdb' AS escape`,
		'INSTALL httpfs',
		'LOAD httpfs',
		`SET TimeZone = 'Europe/Berlin'`,
		'SET enable_external_access = true',
		`SELECT * FROM read_csv('http://127.0.0.1:1/x.csv')`
	];
	it.each(forbidden)('refuses %s', async (statement) => {
		await expect(engine.run(statement)).rejects.toThrow();
	});

	it('lets the named folder be read, but no link that leads out of it', async () => {
		await writeFile(join(folder, 'in.csv'), 'a\n1\n');
		await symlink('/etc/passwd', join(folder, 'out.csv'));
		const inside = await engine.run(`SELECT count(*) AS n FROM read_csv('${folder}/in.csv')`);
		expect(numbersOf(inside, 'n')).toEqual(Float64Array.of(1));
		await expect(engine.run(`SELECT * FROM read_text('${folder}/out.csv')`)).rejects.toThrow();
	});
});
