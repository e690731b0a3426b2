import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { runJob } from '#lib/server/jobs/run-job.ts';
import { generatedLeads } from './generated-leads.ts';
import { ratio, seconds } from './measure.ts';

/** Import of a clean ISO file with all checks, beside a plain CREATE TABLE AS from read_csv with CHECKPOINT. */
export async function benchImport(leads: number): Promise<void> {
	const path = generatedLeads(leads);
	const mapping: unknown = JSON.parse(readFileSync('data/sample/mapping.json', 'utf8'));
	const plain: number[] = [];
	const ours: number[] = [];
	for (let i = 0; i < 3; i++) {
		plain.push(await timed((folder) => createTableAs(path, folder)));
		ours.push(
			await timed((folder) =>
				runJob(
					'check-leads',
					{ file: { path, name: 'leads.csv' }, mapping, now: '2026-01-01T00:00:00Z' },
					{ folder }
				)
			)
		);
	}
	const middle = (times: number[]) => [...times].sort((a, b) => a - b)[1];
	const megabytes = Math.round(statSync(path).size / 2 ** 20);
	console.log(
		`import, ${leads} leads (${megabytes} MB) with all checks in a child: ${seconds(middle(ours))}; CREATE TABLE AS + CHECKPOINT ${seconds(middle(plain))}, ratio ${ratio(middle(ours), middle(plain))}`
	);
}

async function timed(work: (folder: string) => Promise<unknown>): Promise<number> {
	const folder = mkdtempSync(join(tmpdir(), 'leadgauge-bench-'));
	const start = performance.now();
	await work(folder);
	const ms = performance.now() - start;
	rmSync(folder, { recursive: true, force: true });
	return ms;
}

async function createTableAs(path: string, folder: string): Promise<void> {
	const instance = await DuckDBInstance.create(join(folder, 'plain.duckdb'));
	const connection = await instance.connect();
	await connection.run(`CREATE TABLE leads AS SELECT * FROM read_csv('${path}')`);
	await connection.run('CHECKPOINT');
	connection.closeSync();
	instance.closeSync();
}
