import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDatasetMapping } from '#lib/domain/mapping/parse-dataset-mapping.ts';
import { parseScorecard } from '#lib/domain/scorecard/parse-scorecard.ts';
import { attachDataset } from '#lib/server/db/datasets.ts';
import { openWorkspace, type Workspace } from '#lib/server/db/workspace.ts';
import { calibrateLeads } from '#lib/server/usecases/calibrate-leads.ts';
import { deleteDataset } from '#lib/server/usecases/delete-dataset.ts';
import { importFiles } from '#lib/server/usecases/import-files.ts';
import { loadSampleOnce } from '#lib/server/usecases/load-sample.ts';

const home = mkdtempSync(join(tmpdir(), 'leadgauge-first-'));
let workspace: Workspace;
beforeAll(async () => {
	workspace = await openWorkspace(home);
	await loadSampleOnce(workspace);
}, 60_000);
afterAll(async () => {
	await workspace.close();
	rmSync(home, { recursive: true, force: true });
});

const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const records = (file: string) =>
	readFileSync(`data/sample/${file}.csv`, 'utf8').trimEnd().split('\n').length - 1;
const sample = async () => {
	const found = (await workspace.catalog.list()).find(({ name }) => name === 'Sample');
	return attachDataset(workspace, found!.id);
};

describe('a new workspace', () => {
	it('holds the five files of the sample, every row of them', async () => {
		const { manifest } = await sample();
		expect(manifest.name).toBe('Sample');
		expect(manifest.files?.map(({ role, loaded }) => ({ role, loaded }))).toEqual(
			(['leads', 'touches', 'stages', 'deals', 'costs'] as const).map((role) => {
				return { role, loaded: records(role) };
			})
		);
	});

	it('shows the same calibration as the leads alone', async () => {
		const { scorecard } = parseScorecard(json('models/baseline.json'));
		const { leads: source } = await sample();
		const whole = await calibrateLeads(workspace.engine, source, scorecard!);
		const { id } = await importFiles(workspace, {
			files: [{ path: 'data/sample/leads.csv' }],
			mapping: json('data/sample/mapping.json'),
			name: 'Leads alone',
			now: '2026-11-01T00:00:00Z'
		});
		const { leads: alone } = await attachDataset(workspace, id);
		const { calibration } = await calibrateLeads(workspace.engine, alone, scorecard!);
		const { rules, leads, evaluation } = calibration;
		expect(whole.calibration).toMatchObject({ rules, leads, evaluation });
		// The last touch came later on the last day than the last change of a lead.
		const days = [whole.calibration, calibration].map(({ split }) => split.dataDate?.slice(0, 10));
		expect(days).toEqual(['2026-09-30', '2026-09-30']);
	}, 60_000);

	it('maps its leads as the mapping of the leads alone does, and more', () => {
		const { mapping } = parseDatasetMapping(json('data/sample/dataset-mapping.json'));
		expect(mapping?.leads).toMatchObject(json('data/sample/mapping.json') as object);
		expect(mapping?.leads).toMatchObject({ owner: 'owner', optIn: 'opt_in' });
	});

	it('does not get the sample back once somebody has deleted it', async () => {
		for (const { id } of await workspace.catalog.list()) {
			await deleteDataset(workspace, id, new Date(0).toISOString());
		}
		await loadSampleOnce(workspace);
		expect(await workspace.catalog.list()).toEqual([]);
	});
});
