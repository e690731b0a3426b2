import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raw } from '#lib/domain/query/sql.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import { findLeads } from '#lib/server/queries/find-leads.ts';
import { findSources } from '#lib/server/queries/find-sources.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';

let engine: Engine;
beforeAll(async () => {
	engine = await openEngine({ directories: [], spillDirectory: tmpdir() });
	await engine.run(`CREATE TABLE leads AS
		SELECT 'L-' || lpad(CAST(i AS VARCHAR), 4, '0') AS id, 'c' || (i % 20) || '%' AS c0 FROM range(500) AS rows(i)
		UNION ALL SELECT * FROM (VALUES ('50%_x', 'trade fair'), ('ada@example.com', 'trade fair'),
			('adam@example.com', 'ada@example.com'), ('ÄÖ-1', NULL))`);
});
afterAll(() => engine.close());

const source = (id: string, column: string | null = 'Source'): LeadsSource => ({
	table: raw('leads'),
	columns: [{ column: 'c0', name: 'Source', type: 'text' }],
	mapping: {
		id,
		createdAt: null,
		source: column,
		outcome: { column: 'x', won: ['1'] },
		value: null,
		order: null,
		missing: []
	},
	fileSha256: '',
	rows: 504
});

describe('leads', () => {
	const of = (text: string, id = 'lead id') => findLeads(engine, source(id), text);

	it('are found by the beginning of their id, ten at most, however it is written', async () => {
		expect(await of('l-00')).toEqual(Array.from({ length: 10 }, (_, i) => `L-000${i}`));
		expect(await of('L-0042')).toEqual(['L-0042']);
		expect(await of('äö')).toEqual(['ÄÖ-1']);
		expect(await of('0042')).toEqual([]);
	});

	it('are not found by wildcards, quotes or nothing', async () => {
		expect(await of('%')).toEqual([]);
		expect(await of("' OR 1=1 --")).toEqual([]);
		expect(await of('')).toEqual([]);
		expect(await of('50%')).toEqual(['50%_x']);
		expect(await of('50_')).toEqual([]);
	});

	it('whose ids say who somebody is are shown to nobody who did not type them', async () => {
		expect(await of('ada')).toEqual([]);
		expect(await of('ada@example.com')).toEqual(['ada@example.com']);
		expect(await of('L-00', 'E-Mail')).toEqual([]);
		expect(await of('L-0042', 'E-Mail')).toEqual(['L-0042']);
	});

	it('without an id of their own are not found', async () => {
		expect(await of('1', 'row')).toEqual([]);
	});
});

describe('sources', () => {
	it('are found by a part of their name, those with the most leads first', async () => {
		expect(await findSources(engine, source('id'), 'TRADE')).toEqual([
			{ source: 'trade fair', leads: 2 }
		]);
		const found = await findSources(engine, source('id'), 'c1');
		expect(found).toHaveLength(10);
		expect(found[0]).toEqual({ source: 'c1%', leads: 25 });
	});

	it('are none without a column of them, and never an address of a person', async () => {
		expect(await findSources(engine, source('id', null), 'trade')).toEqual([]);
		expect(await findSources(engine, source('id'), 'ada@')).toEqual([]);
	});
});
