import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Moment } from '#lib/domain/ingest/data-quality.ts';
import { raw } from '#lib/domain/query/sql.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import { countOrders } from '#lib/server/queries/count-orders.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';

let engine: Engine;
beforeAll(async () => {
	engine = await openEngine({ directories: [], spillDirectory: tmpdir() });
	await engine.run(`CREATE TABLE leads AS SELECT row_number, created_at::TIMESTAMP AS created_at, won_at::TIMESTAMP AS won_at
		FROM (VALUES (1, '2025-01-01', '2025-03-01'), (2, '2025-01-01', NULL), (3, '2025-01-10', '2025-02-01'),
			(4, '2025-01-01', NULL)) AS rows(row_number, created_at, won_at)`);
	await engine.run(`CREATE TABLE stages AS SELECT lead, stage, "at"::TIMESTAMP AS "at", NULL::VARCHAR AS reason FROM (VALUES
		(1, 'lead', '2025-01-01'), (1, 'MQL', '2025-01-05'), (1, 'SQL', '2025-01-05 10:00'), (1, 'won', '2025-03-01'),
		(2, 'MQL', '2025-02-05'), (2, 'SQL', '2025-02-04'), (2, 'MQL', '2025-02-06'), (2, 'Nurtured', '2024-01-01'),
		(3, 'MQL', '2025-01-09'), (3, 'SQL', '2025-02-02'), (3, 'rejected', '2024-01-01'),
		(4, 'SQL', '2025-01-01')) AS rows(lead, stage, "at")`);
});
afterAll(() => engine.close());

const source = (more: Partial<LeadsSource> = {}): LeadsSource => ({
	table: raw('leads'),
	columns: [],
	mapping: {
		id: 'row',
		createdAt: 'Created',
		source: null,
		outcome: { wonAt: 'Won', lostAt: null },
		value: null,
		order: null,
		missing: []
	},
	fileSha256: 'stages-of-four-leads',
	rows: 4,
	stages: { table: raw('stages') },
	...more
});

const word = (moment: Moment) => (typeof moment === 'string' ? moment : moment.stage);
const orders = async (of: LeadsSource) =>
	(await countOrders(engine, of)).map(({ later, earlier, both, wrong }) => {
		return [`${word(later)} before ${word(earlier)}`, both, wrong];
	});

describe('orders that cannot be', () => {
	it('are counted for the stages of a file of them, by the first time at each', async () => {
		expect(await orders(source())).toEqual([
			['wonAt before createdAt', 2, 0],
			['MQL before createdAt', 3, 1],
			['SQL before createdAt', 4, 0],
			['SQL before MQL', 3, 1],
			['wonAt before MQL', 2, 0],
			['wonAt before SQL', 2, 1]
		]);
	});

	it('are those of the roles alone where there is no such file', async () => {
		expect(await orders(source({ stages: undefined }))).toEqual([['wonAt before createdAt', 2, 0]]);
	});

	it('ask nothing of dates that are not mapped', async () => {
		const { mapping } = source();
		const undated = { ...mapping, createdAt: null, outcome: { column: 'x', won: ['1'] } };
		expect(await orders(source({ mapping: undated }))).toEqual([['SQL before MQL', 3, 1]]);
	});
});
