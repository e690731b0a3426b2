import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columnsIn } from '#lib/domain/leakage/leakage-record.ts';
import { leakingRules } from '#lib/domain/leakage/leaking-rules.ts';
import { tellingName } from '#lib/domain/leakage/telling-name.ts';
import type { Mapping } from '#lib/domain/mapping/mapping.ts';
import { random } from '#lib/domain/random.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { DAY_MS } from '#lib/domain/units.ts';
import { commitDataset } from '#lib/server/db/datasets.ts';
import { openWorkspace, type Workspace } from '#lib/server/db/workspace.ts';
import { runJob } from '#lib/server/jobs/run-job.ts';
import { QualityDesk } from '#lib/server/usecases/quality-desk.ts';

const home = mkdtempSync(join(tmpdir(), 'leadgauge-generated-leaks-'));
const AT = '2026-10-01T00:00:00.000Z';
const settings = { windowDays: 0, horizonDays: 60 };
let workspace: Workspace;
let dataset: string;

const mapping: Mapping = {
	id: 'id',
	createdAt: 'created',
	source: 'source',
	outcome: { wonAt: 'won_at', lostAt: null },
	value: null,
	order: null,
	missing: []
};

const HEADER = [
	'id',
	'created',
	'won_at',
	'source',
	'size',
	'owner',
	'wish',
	'handover',
	'visited'
];

/**
 * 4,000 leads of a year and a half. Honest columns: source, size, owner, and visited, a date before creation. Leaking ones under
 * harmless names: `wish` has a value that almost only winners get, `handover` is a date after the decision for those who win.
 */
function file(): string {
	const next = random(11);
	const date = (days: number) => new Date(Date.UTC(2025, 0, 1) + days * DAY_MS).toISOString();
	const pick = (values: string[]) => values[Math.floor(next() * values.length)];
	const rows = Array.from({ length: 4000 }, (_, i) => {
		const created = Math.floor(next() * 540);
		const source = pick(['web', 'fair', 'partner', 'mail']);
		const wins = next() < (source === 'partner' ? 0.3 : 0.12);
		const won = wins ? date(created + 5 + Math.floor(next() * 40)) : '';
		const wish = wins && next() < 0.7 ? 'training booked' : pick(['price', 'demo', 'call']);
		const handover = wins && next() < 0.8 ? date(created + 20 + next() * 30) : '';
		const size = String(1 + Math.floor(next() * 500));
		const visited = date(created - next() * 30);
		return [
			`L${i}`,
			date(created),
			won,
			source,
			size,
			pick(['Ada', 'Bo', 'Cy']),
			wish,
			handover,
			visited
		].join(',');
	});
	return [HEADER.join(','), ...rows].join('\n');
}

beforeAll(async () => {
	workspace = await openWorkspace(home);
	const folder = mkdtempSync(join(workspace.paths.staging, 'import-'));
	const path = join(folder, 'leads.csv');
	writeFileSync(path, file());
	const input = { file: { path, name: 'leads.csv' }, mapping, now: AT };
	const manifest = await runJob('check-leads', input, { folder });
	dataset = await commitDataset(workspace, join(folder, 'dataset'), manifest);
});
afterAll(async () => {
	await workspace.close();
	rmSync(home, { recursive: true, force: true });
});

function card(...fields: string[]): Scorecard {
	return {
		leadgauge: 1,
		name: 'Card',
		signalWindowDays: 0,
		horizonDays: 60,
		groups: [
			{
				id: 'fit',
				label: 'Fit',
				kind: 'fit',
				rules: fields.map((field) => ({
					id: field,
					label: `Has ${field}`,
					points: 5,
					when: { field, operator: 'is-set' as const }
				}))
			}
		],
		exclusions: [],
		thresholds: { mql: null, sql: null }
	};
}

describe('leads in which columns leak', () => {
	it('have values that only winners have, and dates after the decision, found by evidence alone', async () => {
		const { scan } = await new QualityDesk(workspace).check(dataset, settings).made;
		const evidence = Object.fromEntries(
			scan.columns.map(({ column, evidence: found }) => [column, found.map(({ code }) => code)])
		);
		expect(evidence.wish).toContain('leak-winners-only');
		expect(evidence.handover).toContain('leak-dates-after');
		for (const honest of ['source', 'size', 'owner', 'visited']) {
			expect(evidence[honest], honest).toEqual([]);
		}
	}, 60_000);

	it('have names that tell, which are a question and no suspicion', async () => {
		const record = await new QualityDesk(workspace).record(dataset, settings, 60_000);
		expect(HEADER.filter(tellingName)).toEqual(['won_at', 'owner']);
		expect(columnsIn(record, 'suspected').sort()).toEqual(['handover', 'wish']);
	}, 60_000);

	it('take a mark on any other column: its rules are named, and a card needs to be told', async () => {
		const desk = new QualityDesk(workspace);
		const scorecard = card('source', 'owner');
		expect(await desk.unallowedLeaks(dataset, scorecard, null)).toEqual([]);
		await desk.decide(dataset, 'owner', 'leaking', AT);
		const record = await desk.record(dataset, settings, 0);
		expect(leakingRules(scorecard, mapping, record)).toMatchObject([
			{ code: 'rule-leaks', params: { rule: 'Has owner', field: 'owner' } }
		]);
		expect(await desk.unallowedLeaks(dataset, scorecard, null)).toEqual(['owner']);
		await desk.allow(dataset, 'card', ['owner'], AT);
		expect(await desk.unallowedLeaks(dataset, scorecard, 'card')).toEqual([]);
		expect(await desk.unallowedLeaks(dataset, scorecard, 'other')).toEqual(['owner']);
		await desk.decide(dataset, 'owner', null, AT);
		expect(await desk.unallowedLeaks(dataset, scorecard, null)).toEqual([]);
	}, 60_000);
});
