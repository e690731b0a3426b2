import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parameterized, raw, sql, join as list } from '#lib/domain/query/sql.ts';
import { stageDateColumns } from '#lib/domain/query/stage-dates-query.ts';
import { openWorkspace } from '#lib/server/db/workspace.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import { leadsWithStages } from '#lib/server/queries/stage-dates.ts';
import { importFiles } from '#lib/server/usecases/import-files.ts';
import type { OpenLeads } from '#lib/server/usecases/open-leads.ts';
import { openStored } from '#lib/server/usecases/open-stored.ts';

const SAMPLE = join(import.meta.dirname, '../../../data/sample');
let home: string;
let sample: OpenLeads;
beforeAll(async () => {
	home = await mkdtemp(join(tmpdir(), 'stage-dates-'));
	const workspace = await openWorkspace(home);
	const names = ['leads', 'touches', 'stages', 'deals', 'costs'];
	await importFiles(workspace, {
		files: names.map((name) => ({ path: join(SAMPLE, `${name}.csv`) })),
		mapping: JSON.parse(await readFile(join(SAMPLE, 'dataset-mapping.json'), 'utf8')),
		name: 'sample',
		now: '2026-11-22T00:00:00Z'
	});
	await workspace.close();
	sample = await openStored(home, 'sample');
}, 120_000);
afterAll(async () => {
	await sample.close();
	await rm(home, { recursive: true, force: true });
});

describe('the times of the stages of leads', () => {
	it('stand in the dataset as they would be read off the table of stages', async () => {
		const { engine, leads, manifest } = sample;
		const names = manifest.stageNames ?? [];
		expect(names).toEqual(expect.arrayContaining(['MQL', 'SQL', 'opportunity']));
		const out = ['lost', 'rejected'];
		const joined = { ...leads, stages: { table: leads.stages!.table } };
		const stored = await leadsWithStages(engine, leads, names, out);
		const read = await leadsWithStages(engine, joined, names, out);
		const columns = list(
			['row_number', ...stageDateColumns(names.length)].map((name) => raw(name)),
			', '
		);
		const rows = (a: typeof stored, b: typeof stored) =>
			sql`SELECT COUNT(*) AS n FROM (SELECT ${columns} FROM ${a} AS a EXCEPT SELECT ${columns} FROM ${b} AS b) AS rest`;
		for (const query of [rows(stored, read), rows(read, stored)]) {
			expect(numbersOf(await engine.run(parameterized(query)), 'n')[0]).toBe(0);
		}
		const dated = sql`SELECT COUNT(stage_0) AS n, COUNT(out_at) AS away FROM ${stored} AS leads`;
		const found = await engine.run(parameterized(dated));
		expect(numbersOf(found, 'n')[0]).toBe(manifest.counts.leads);
		expect(numbersOf(found, 'away')[0]).toBeGreaterThan(1000);
	});
});
