import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Mapping } from '#lib/domain/mapping/mapping.ts';
import { parameterized, sql } from '#lib/domain/query/sql.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { checkChain } from '#lib/server/db/audit-log.ts';
import { attachDataset, commitDataset } from '#lib/server/db/datasets.ts';
import { readMerges } from '#lib/server/db/merges-file.ts';
import { openWorkspace, type Workspace } from '#lib/server/db/workspace.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import { runJob } from '#lib/server/jobs/run-job.ts';
import { countRules } from '#lib/server/queries/count-rules.ts';
import { topValues } from '#lib/server/queries/top-values.ts';
import { calibrateLeads } from '#lib/server/usecases/calibrate-leads.ts';
import { checkQuality } from '#lib/server/usecases/check-quality.ts';
import { editedCells } from '#lib/server/usecases/edited-cells.ts';
import { exportFile } from '#lib/server/usecases/export-files.ts';
import { importFiles } from '#lib/server/usecases/import-files.ts';
import { mergeSpellings, takeBackMerge } from '#lib/server/usecases/merge-spellings.ts';
import { leadPlan } from '#lib/server/usecases/plan-leads.ts';

const home = mkdtempSync(join(tmpdir(), 'leadgauge-merges-'));
const AT = '2026-10-01T00:00:00.000Z';
let workspace: Workspace;
let dataset: string;

const mapping: Mapping = {
	id: 'id',
	createdAt: 'created',
	source: 'source',
	outcome: { wonAt: 'won', lostAt: null },
	value: null,
	order: null,
	missing: []
};

/** 200 leads: 120 Google, 40 google, 30 Fair, 10 without; every tenth won. */
function file(): string {
	const sources = (i: number) => (i < 120 ? 'Google' : i < 160 ? 'google' : i < 190 ? 'Fair' : '');
	const rows = Array.from({ length: 200 }, (_, i) => {
		const won = i % 10 === 0 ? '2025-03-01' : '';
		const note = i < 100 ? `note ${i}` : 'note';
		return `L${i},2025-01-${String(1 + (i % 28)).padStart(2, '0')},${won},${sources(i)},${note}`;
	});
	return ['id,created,won,source,note', ...rows].join('\n');
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

const leads = async () => (await attachDataset(workspace, dataset)).leads;
const sources = async () => {
	const values = await topValues(workspace.engine, await leads(), 'source');
	return values.map(({ value, leads: n }) => [value, n]);
};
/** Leads by the role of a source, as funnels and sources count them. */
const byRole = async () => {
	const { table } = await leads();
	const query = sql`SELECT CAST(source AS VARCHAR) AS source, CAST(COUNT(*) AS DOUBLE) AS leads
		FROM ${table} GROUP BY 1 ORDER BY 1 NULLS LAST`;
	const found = await workspace.engine.run(parameterized(query));
	const counts = numbersOf(found, 'leads');
	return textsOf(found, 'source').map((text, i) => [text, counts[i]]);
};
const merge = (from: string[], to: string, column = 'source') =>
	mergeSpellings(workspace, dataset, { column, from, to, at: AT });
const bytes = async () => {
	const { manifest } = await attachDataset(workspace, dataset);
	const path = join(workspace.paths.datasets, dataset, manifest.file);
	return createHash('sha256').update(readFileSync(path)).digest('hex');
};

function card(...named: (string | string[])[]): Scorecard {
	const rules = named.map((value, i) => ({
		id: `r${i}`,
		label: `R${i}`,
		points: 5,
		when: Array.isArray(value)
			? { field: 'source', operator: 'one-of' as const, values: value }
			: { field: 'source', operator: 'equals' as const, value }
	}));
	return {
		leadgauge: 1,
		name: 'Card',
		signalWindowDays: 0,
		horizonDays: 1,
		groups: [{ id: 'fit', label: 'Fit', kind: 'fit', rules }],
		exclusions: [],
		thresholds: { mql: null, sql: null }
	};
}

/** Leads of each rule, counted rule by rule and, all rules at once, by cells. */
async function firing(...named: (string | string[])[]): Promise<number[]> {
	const source = await leads();
	const scorecard = card(...named);
	const plan = await leadPlan(workspace.engine, source, scorecard, {});
	const counts = await countRules(workspace.engine, source, plan, scorecard.groups[0].rules);
	const cells = await editedCells(workspace.engine, source, JSON.stringify(scorecard));
	const byCells = cells.states.map((states) =>
		cells.n.reduce((sum, n, c) => (states[c] === 1 ? sum + n : sum), 0)
	);
	expect(byCells).toEqual(counts.rules.map((rule) => rule.leads));
	return byCells;
}

describe('spellings that are merged', () => {
	it('are offered, merged, read as one by every query, and taken back', async () => {
		const before = await bytes();
		const spelled = async () =>
			(await checkQuality(workspace.engine, await leads())).spellings.map(({ column }) => column);
		expect(await sources()).toEqual([
			['Google', 120],
			['google', 40],
			['Fair', 30]
		]);
		expect(await spelled()).toEqual(['source']);
		await merge(['google', 'Google'], 'Google');
		expect(await sources()).toEqual([
			['Google', 160],
			['Fair', 30]
		]);
		expect(await spelled()).toEqual([]);
		expect(await byRole()).toEqual([
			['Fair', 30],
			['Google', 160],
			[null, 10]
		]);
		expect(await bytes()).toBe(before);
		await takeBackMerge(workspace, dataset, { column: 'source', to: 'Google', at: AT });
		expect(await sources()).toHaveLength(3);
		expect((await readMerges(workspace, dataset)).merges).toEqual([]);
	});

	it('are found by rules that name either of them', async () => {
		expect(await firing('Google')).not.toEqual(await firing('google'));
		const [either] = await firing(['Google', 'google']);
		await merge(['google'], 'Google');
		expect(await firing('Google')).toEqual([either]);
		expect(await firing('google')).toEqual([either]);
		expect(await firing(['google', 'Google'])).toEqual([either]);
		expect(await firing('google', 'Google')).toEqual([either, either]);
		await takeBackMerge(workspace, dataset, { column: 'source', to: 'Google', at: AT });
	});

	it('are recorded without their texts in the audit log, and for their owner alone', async () => {
		const log = () => readFileSync(join(home, 'audit.jsonl'), 'utf8');
		await merge(['google'], 'Google');
		const last = JSON.parse(log().trim().split('\n').at(-1)!);
		expect(last).toMatchObject({
			action: 'values-merged',
			dataset,
			facts: { column: 'source', spellings: 1 }
		});
		expect(JSON.stringify(last.facts)).not.toContain('oogle');
		expect(checkChain(log()).brokenLine).toBeNull();
		const record = await readMerges(workspace, dataset);
		expect(record.merges).toEqual([{ column: 'source', from: ['google'], to: 'Google', at: AT }]);
		await takeBackMerge(workspace, dataset, { column: 'source', to: 'Google', at: AT });
		expect(log()).toContain('merge-taken-back');
	});

	it('stand in what is handed over: the query reads the file as the rules were scored', async () => {
		await merge(['google'], 'Google');
		const source = await leads();
		const scorecard = card('google');
		const { calibration } = await calibrateLeads(workspace.engine, source, scorecard);
		const query = exportFile('scoring.sql', scorecard, calibration, source);
		expect(query).toContain('-- Spellings of "source" that are read as one: "google" as "Google".');
		const model = JSON.parse(exportFile('model.json', scorecard, calibration, source));
		expect(model.calibration.provenance.readAs).toEqual({ source: { google: 'Google' } });
		await takeBackMerge(workspace, dataset, { column: 'source', to: 'Google', at: AT });
		const apart = exportFile('scoring.sql', scorecard, calibration, await leads());
		expect(apart).not.toContain('read as one');
	});

	it('must be texts of that column, and two', async () => {
		await expect(merge(['Google'], 'Google')).rejects.toMatchObject({ code: 'merge-nothing' });
		await expect(merge(['bing'], 'Google')).rejects.toMatchObject({ code: 'merge-unknown-value' });
		await expect(merge(['a'], 'b', 'id')).rejects.toMatchObject({ code: 'merge-no-texts' });
		await expect(merge(['a'], 'b', 'created')).rejects.toMatchObject({ code: 'merge-no-texts' });
		await expect(merge(['a'], 'b', 'nowhere')).rejects.toMatchObject({ code: 'field-unknown' });
		expect((await readMerges(workspace, dataset)).merges).toEqual([]);
	});

	it('follow the dataset when it is loaded anew, with and without the same values', async () => {
		await merge(['google'], 'Google');
		const again = async (text: string, own = mapping) => {
			const folder = mkdtempSync(join(workspace.paths.staging, 'again-'));
			const path = join(folder, 'leads.csv');
			writeFileSync(path, text);
			const files = [{ path }];
			const { id } = await importFiles(workspace, {
				files,
				mapping: own,
				name: 'leads.csv',
				now: AT
			});
			dataset = id;
		};
		await again(file().replaceAll(',Fair,', ',GOOGLE,'));
		expect((await readMerges(workspace, dataset)).merges).toMatchObject([{ to: 'Google' }]);
		expect(await sources()).toEqual([
			['Google', 160],
			['GOOGLE', 30]
		]);
		await again(file().replaceAll('Google', 'Search'));
		expect(await sources()).toEqual([
			['Search', 120],
			['google', 40],
			['Fair', 30]
		]);
		const other = file().replace('created,won,source,note', 'created,won,channel,note');
		await again(other, { ...mapping, source: null });
		const { merges } = await readMerges(workspace, dataset);
		expect(merges).toHaveLength(1);
		const channels = await topValues(workspace.engine, await leads(), 'channel');
		expect(channels.map(({ value }) => value)).toEqual(['Google', 'google', 'Fair']);
	});
});
