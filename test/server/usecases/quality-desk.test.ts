import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columnsIn } from '#lib/domain/leakage/leakage-record.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { checkChain } from '#lib/server/db/audit-log.ts';
import { readLeakage } from '#lib/server/db/leakage-file.ts';
import { openWorkspace, type Workspace } from '#lib/server/db/workspace.ts';
import { loadSampleOnce } from '#lib/server/usecases/load-sample.ts';
import { QualityDesk } from '#lib/server/usecases/quality-desk.ts';

const home = mkdtempSync(join(tmpdir(), 'leadgauge-desk-'));
let workspace: Workspace;
let dataset: string;
beforeAll(async () => {
	workspace = await openWorkspace(home);
	await loadSampleOnce(workspace);
	[{ id: dataset }] = await workspace.catalog.list();
});
afterAll(async () => {
	await workspace.close();
	rmSync(home, { recursive: true, force: true });
});

const settings = { windowDays: 14, horizonDays: 120 };
const AT = '2026-10-01T00:00:00.000Z';
const audit = () => readFileSync(join(home, 'audit.jsonl'), 'utf8');
const card = (field: string): Scorecard => ({
	leadgauge: 1,
	name: 'Card',
	signalWindowDays: 14,
	horizonDays: 120,
	groups: [
		{
			id: 'fit',
			label: 'Fit',
			kind: 'fit',
			rules: [{ id: 'a', label: 'A', points: 5, when: { field, operator: 'is-set' } }]
		}
	],
	exclusions: [],
	thresholds: { mql: null, sql: null }
});

describe('the quality desk', () => {
	it('checks a dataset nobody has looked at when it is first asked what leaks', async () => {
		expect((await readLeakage(workspace, dataset)).scannedAt).toBeNull();
		const desk = new QualityDesk(workspace);
		expect(await desk.record(dataset, settings, 0)).toMatchObject({ scannedAt: null });
		await desk.check(dataset, settings).made;
		expect((await readLeakage(workspace, dataset)).scannedAt).not.toBeNull();
	}, 60_000);

	it('checks it in a process of its own, tells how far it is, and notes suspects as suspected', async () => {
		const desk = new QualityDesk(workspace);
		const kept = desk.check(dataset, settings);
		expect(desk.check(dataset, settings)).toBe(kept);
		const found = await kept.made;
		expect(kept).toMatchObject({ state: 'done', share: 1 });
		const record = await desk.record(dataset, settings, 0);
		const suspects = found.scan.columns.filter(({ evidence }) => evidence.length > 0);
		expect(columnsIn(record, 'suspected')).toEqual(suspects.map(({ column }) => column));
		expect(columnsIn(record, 'suspected')).toContain('onboarding_contact');
		expect(columnsIn(record, 'leaking')).toEqual([]);
	}, 60_000);

	it('keeps decisions durably and in the audit log, whole chain, without a value of a lead', async () => {
		const desk = new QualityDesk(workspace);
		await Promise.all([
			desk.decide(dataset, 'onboarding_contact', 'leaking', AT),
			desk.decide(dataset, 'owner', 'leaking', AT),
			desk.decide(dataset, 'crm_score', 'cleared', AT)
		]);
		await desk.decide(dataset, 'owner', null, AT);
		const record = await new QualityDesk(workspace).record(dataset, settings, 0);
		expect(columnsIn(record, 'leaking')).toEqual(['onboarding_contact']);
		expect(columnsIn(record, 'cleared')).toEqual(['crm_score']);
		expect(checkChain(audit()).brokenLine).toBeNull();
		const decided = audit()
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line))
			.filter(({ action }) => action === 'leakage-decided');
		const said = decided.map(({ facts }) => `${facts.column} ${facts.state}`);
		expect(said.slice(0, 3).sort()).toEqual([
			'crm_score cleared',
			'onboarding_contact leaking',
			'owner leaking'
		]);
		expect(said.slice(3)).toEqual(['owner open']);
	});

	it('lets no column in that the data does not have', async () => {
		const desk = new QualityDesk(workspace);
		await expect(desk.decide(dataset, 'nowhere', 'leaking', AT)).rejects.toMatchObject({
			code: 'field-unknown'
		});
		await expect(desk.decide('nowhere', 'owner', 'leaking', AT)).rejects.toMatchObject({
			code: 'dataset-not-found'
		});
	});

	it('asks for every card on a leaking column until somebody has allowed it, and notes that', async () => {
		const desk = new QualityDesk(workspace);
		const leaking = card('onboarding_contact');
		expect(await desk.unallowedLeaks(dataset, leaking, 'card')).toEqual(['onboarding_contact']);
		expect(await desk.unallowedLeaks(dataset, card('won_at'), null)).toEqual(['won_at']);
		expect(await desk.unallowedLeaks(dataset, card('budget'), 'card')).toEqual([]);
		await desk.allow(dataset, 'card', ['onboarding_contact'], AT);
		expect(await desk.unallowedLeaks(dataset, leaking, 'card')).toEqual([]);
		expect(await desk.unallowedLeaks(dataset, leaking, 'another')).toEqual(['onboarding_contact']);
		expect(JSON.parse(audit().trim().split('\n').at(-1)!)).toMatchObject({
			action: 'leakage-overridden',
			dataset,
			facts: { column: 'onboarding_contact', model: 'card' }
		});
	});

	it('can be ended while it runs, and then tried again', async () => {
		const desk = new QualityDesk(workspace);
		const kept = desk.check(dataset, { windowDays: 0, horizonDays: 30 });
		kept.cancel();
		await expect(kept.made).rejects.toMatchObject({ code: 'job-cancelled' });
		desk.check(dataset, { windowDays: 0, horizonDays: 30 }).made.catch(() => {});
		const again = desk.check(dataset, { windowDays: 0, horizonDays: 30 });
		expect((await again.made).scan.horizonDays).toBe(30);
	}, 60_000);
});
