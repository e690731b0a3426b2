import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raw } from '#lib/domain/query/sql.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import { columnSummaries } from '#lib/server/queries/column-summaries.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { topValues } from '#lib/server/queries/top-values.ts';

let engine: Engine;
beforeAll(async () => {
	engine = await openEngine({ directories: [], spillDirectory: tmpdir() });
	await engine.run(`CREATE TYPE levels AS ENUM ('web', 'fair', '<b>')`);
	await engine.run(`CREATE TABLE leads AS SELECT c0::VARCHAR c0, c1::levels c1, c2::DOUBLE c2, c3::TIMESTAMP c3,
		NULL::DOUBLE c4 FROM (VALUES ('b', 'web', 1, '2026-01-02'), ('a', 'web', 2, '2026-01-02'), (NULL, 'fair', 2.5, NULL),
		('a', '<b>', NULL, '2026-01-01'), ('b', 'web', 2, NULL)) AS rows(c0, c1, c2, c3)`);
});
afterAll(() => engine.close());

const source: LeadsSource = {
	table: raw('leads'),
	columns: [
		{ column: 'c0', name: '"; DROP TABLE leads; --', type: 'text' },
		{ column: 'c1', name: 'source', type: 'text' },
		{ column: 'c2', name: 'size', type: 'number' },
		{ column: 'c3', name: 'at', type: 'timestamp' },
		{ column: 'c4', name: 'empty', type: 'number' }
	],
	mapping: {
		id: 'row',
		createdAt: null,
		source: null,
		outcome: { column: 'x', won: ['1'] },
		value: null,
		order: null,
		missing: []
	},
	fileSha256: '',
	rows: 5
};

describe('topValues', () => {
	const of = (field: string, most?: number) => topValues(engine, source, field, most);

	it('come by count, then by value, without the missing ones', async () => {
		expect(await of('"; DROP TABLE leads; --')).toEqual([
			{ value: 'a', leads: 2 },
			{ value: 'b', leads: 2 }
		]);
	});

	it('of stored levels are texts, whatever stands in them', async () => {
		expect(await of('source')).toEqual([
			{ value: 'web', leads: 3 },
			{ value: '<b>', leads: 1 },
			{ value: 'fair', leads: 1 }
		]);
		expect(await of('source', 1)).toEqual([{ value: 'web', leads: 3 }]);
	});

	it('of numbers are numbers, of times texts', async () => {
		expect((await of('size')).map(({ value }) => value)).toEqual([2, 1, 2.5]);
		expect((await of('at')).map(({ value }) => value)).toEqual([
			'2026-01-02 00:00:00',
			'2026-01-01 00:00:00'
		]);
	});

	it('of an empty column are none', async () => {
		expect(await of('empty')).toEqual([]);
	});

	it('of a column that is not there are refused', async () => {
		await expect(of('c0')).rejects.toMatchObject({
			code: 'field-unknown',
			params: { field: 'c0' }
		});
	});
});

describe('columnSummaries', () => {
	const of = (...fields: string[]) => columnSummaries(engine, source, fields);

	it('say how much of a column is filled, and with how many values', async () => {
		const [text, levels, at] = await of('"; DROP TABLE leads; --', 'source', 'at');
		expect(text).toMatchObject({ type: 'text', filled: 4, distinct: 2, quartiles: null });
		expect(levels).toMatchObject({ name: 'source', filled: 5, distinct: 3, quartiles: null });
		expect(at).toMatchObject({ type: 'timestamp', filled: 3, distinct: 2, whole: false });
	});

	it('give quartiles of numbers that occur, and whether all are whole', async () => {
		// 1, 2, 2, 2.5
		expect(await of('size')).toEqual([
			{
				name: 'size',
				type: 'number',
				rows: 5,
				filled: 4,
				distinct: 3,
				quartiles: [1, 1, 2, 2, 2.5],
				whole: false
			}
		]);
	});

	it('of an empty column of numbers give none', async () => {
		expect(await of('empty')).toMatchObject([{ filled: 0, distinct: 0, quartiles: null }]);
	});

	it('of any number of columns keep their order', async () => {
		const names = Array.from({ length: 120 }, (_, i) => ['source', 'size'][i % 2]);
		expect((await of(...names)).map(({ name }) => name)).toEqual(names);
	});
});
