import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { ScoreWish } from '#lib/domain/comparison/score-wish.ts';
import { parseScorecard } from '#lib/domain/scorecard/parse-scorecard.ts';
import { leadsSource } from '#lib/server/db/datasets.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import { runJob } from '#lib/server/jobs/run-job.ts';
import { compareModels } from '#lib/server/usecases/compare-models.ts';

const folder = mkdtempSync(join(tmpdir(), 'compare-dataset-'));
const elsewhere = mkdtempSync(join(tmpdir(), 'compare-job-'));
afterAll(() => {
	for (const each of [folder, elsewhere]) rmSync(each, { recursive: true, force: true });
});

it('compares in a process of its own what it compares in this one, while telling how far it is', async () => {
	const mapping: unknown = JSON.parse(readFileSync('data/sample/mapping.json', 'utf8'));
	const { scorecard } = parseScorecard(JSON.parse(readFileSync('models/baseline.json', 'utf8')));
	const card = scorecard!;
	const rules = card.groups[0].rules.map((rule) => ({ ...rule, points: 2 * rule.points }));
	const other = { ...card, groups: [{ ...card.groups[0], rules }, ...card.groups.slice(1)] };
	const wishes: ScoreWish[] = [
		{ kind: 'card', name: 'a', scorecard: card },
		{ kind: 'card', name: 'b', scorecard: other }
	];
	const file = { path: 'data/sample/leads.csv', name: 'Sample' };
	const input = { file, mapping, now: '2026-01-01T00:00:00Z' };
	const manifest = await runJob('check-leads', input, { folder });
	const path = join(folder, 'dataset', manifest.file);
	const shares: number[] = [];
	const there = await runJob(
		'compare-dataset',
		{ path, manifest, wishes, fallback: card, settings: {} },
		{ folder: elsewhere, onProgress: ({ share }) => shares.push(share) }
	);
	const engine = await openEngine({ directories: [folder], spillDirectory: folder });
	await engine.run(`ATTACH '${path}' AS dataset (READ_ONLY)`);
	const here = await compareModels(engine, leadsSource('dataset', manifest), wishes, card);
	await engine.close();
	expect(there).toEqual(JSON.parse(JSON.stringify(here)));
	expect(there.comparison.measured).toBe(true);
	expect(shares.length).toBeGreaterThan(1);
	expect(shares).toEqual([...shares].sort((a, b) => a - b));
});
