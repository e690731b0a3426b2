import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { parseScorecard } from '#lib/domain/scorecard/parse-scorecard.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import { leadsSource } from '#lib/server/db/datasets.ts';
import { runJob } from '#lib/server/jobs/run-job.ts';
import { calibrateLeads } from '#lib/server/usecases/calibrate-leads.ts';

const folder = mkdtempSync(join(tmpdir(), 'calibrate-dataset-'));
const elsewhere = mkdtempSync(join(tmpdir(), 'calibrate-job-'));
afterAll(() => {
	for (const each of [folder, elsewhere]) rmSync(each, { recursive: true, force: true });
});

it('gives in a process of its own what it gives in this one, while telling how far it is', async () => {
	const mapping: unknown = JSON.parse(readFileSync('data/sample/mapping.json', 'utf8'));
	const { scorecard } = parseScorecard(JSON.parse(readFileSync('models/baseline.json', 'utf8')));
	const file = { path: 'data/sample/leads.csv', name: 'Sample' };
	const input = { file, mapping, now: '2026-01-01T00:00:00Z' };
	const manifest = await runJob('check-leads', input, { folder });
	const path = join(folder, 'dataset', manifest.file);
	const shares: number[] = [];
	const there = await runJob(
		'calibrate-dataset',
		{ path, manifest, scorecard: scorecard!, settings: {} },
		{ folder: elsewhere, onProgress: ({ share }) => shares.push(share) }
	);
	const engine = await openEngine({ directories: [folder], spillDirectory: folder });
	await engine.run(`ATTACH '${path}' AS dataset (READ_ONLY)`);
	const source = leadsSource('dataset', manifest);
	const { calibration } = await calibrateLeads(engine, source, scorecard!);
	await engine.close();
	expect(there).toEqual(JSON.parse(JSON.stringify(calibration)));
	expect(there.rules).toHaveLength(20);
	expect(shares.length).toBeGreaterThan(1);
	expect(shares).toEqual([...shares].sort((a, b) => a - b));
});
