import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { raw } from '#lib/domain/query/sql.ts';
import type { Rule, Scorecard, TouchFeature } from '#lib/domain/scorecard/scorecard.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { cardSource } from '#lib/server/queries/card-source.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { readCells } from '#lib/server/queries/read-cells.ts';
import { leadPlan } from '#lib/server/usecases/plan-leads.ts';
import { ratio, seconds } from './measure.ts';

const TOUCHES_A_LEAD = 10;
const MEMORY_MB = 4000;
const WINDOW_DAYS = 14;

const FEATURES: TouchFeature[] = [
	{ id: 'demos', label: 'Demos', kind: 'count', types: ['demo'] },
	{ id: 'visits', label: 'Visits', kind: 'count', types: ['visit'], withinDays: 7 },
	{ id: 'days', label: 'Days', kind: 'distinct-days' },
	{ id: 'quiet', label: 'Quiet', kind: 'days-since-last', byUs: false },
	{ id: 'channel', label: 'Channel', kind: 'last-channel' }
];

/**
 * Ten touches a lead, in a file, joined as of each lead's decision time and collapsed to cells, under a memory limit: beside
 * a bare count of touches by lead.
 */
export async function benchTouches(leads: number): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'leadgauge-touches-'));
	const engine = await openEngine({
		directories: [folder],
		spillDirectory: join(folder, 'spill'),
		memoryLimitMb: MEMORY_MB
	});
	try {
		const source = await planted(engine, leads, join(folder, 'bench.duckdb'));
		const card = cardOfTouches();
		const bare = await timed(() =>
			engine.run(
				'CREATE OR REPLACE TABLE bare AS SELECT lead, count(*) AS n FROM bench.touches GROUP BY lead',
				{ deadlineMs: Infinity }
			)
		);
		await engine.run('DROP TABLE bare');
		let touched!: LeadsSource;
		const joined = await timed(async () => {
			touched = await cardSource(engine, source, card, WINDOW_DAYS);
		});
		const plan = await leadPlan(engine, touched, card, { dataDate: '2026-01-01T00:00:00Z' });
		const cut = { ordering: 'time', seed: 1, firstTestKey: null, dropKnownAfter: null } as const;
		let cells = 0;
		const counted = await timed(async () => {
			cells = (await readCells(engine, touched, plan, cut, card)).length;
		});
		const { size } = await stat(join(folder, 'bench.duckdb'));
		console.log(
			`touches, ${leads * TOUCHES_A_LEAD} joined to ${leads} leads (file of ${Math.round(size / 2 ** 20)} MB, memory limit ${MEMORY_MB} MB, largest resident ${Math.round(process.resourceUsage().maxRSS / 1024)} MB): ${FEATURES.length} features as of the decision time ${seconds(joined)}, ${ratio(joined, bare)} a bare count by lead (${seconds(bare)}); then ${cells} cells in ${seconds(counted)}`
		);
	} finally {
		await engine.close();
		await rm(folder, { recursive: true, force: true });
	}
}

async function planted(engine: Engine, leads: number, path: string): Promise<LeadsSource> {
	const unlimited = { deadlineMs: Infinity };
	const draw = (j: number) => `hash(i * 16 + ${j})`;
	await engine.run(`ATTACH '${path}' AS bench`);
	await engine.run(
		`CREATE TABLE bench.leads AS SELECT i + 1 AS row_number, created_at,
	CASE WHEN ${draw(1)} % 8 = 0 THEN created_at + INTERVAL 40 DAY END AS won_at, NULL::TIMESTAMP AS lost_at,
	NULL::TIMESTAMP AS worked_at, ${draw(1)} % 8 = 0 AS won, NULL::VARCHAR AS account, (i + 1)::DOUBLE AS order_key
FROM (SELECT range AS i, TIMESTAMP '2023-01-01' + to_seconds(CAST(range * 60000000 // ${leads} AS BIGINT)) AS created_at FROM range(${leads}))`,
		unlimited
	);
	await engine.run(
		`CREATE TABLE bench.touches AS SELECT (${draw(2)} % ${leads} + 1)::BIGINT AS lead,
	TIMESTAMP '2023-01-01' + to_seconds(CAST((${draw(2)} % ${leads}) * 60000000 // ${leads} + ${draw(3)} % 2600000 AS BIGINT)) AS at,
	CASE ${draw(4)} % 5 WHEN 0 THEN 'demo' WHEN 1 THEN 'mail' ELSE 'visit' END AS type,
	concat('page ', ${draw(5)} % 40) AS detail, concat('channel ', ${draw(6)} % 6) AS channel, ${draw(7)} % 4 = 0 AS by_us
FROM (SELECT range AS i FROM range(${leads * TOUCHES_A_LEAD}))`,
		unlimited
	);
	await engine.run('CHECKPOINT bench');
	return {
		table: raw('bench.leads'),
		touches: { table: raw('bench.touches') },
		columns: [],
		mapping: {
			id: 'row',
			createdAt: 'created_at',
			source: null,
			outcome: { wonAt: 'won_at' },
			value: null,
			order: null,
			missing: []
		},
		fileSha256: '',
		rows: leads
	};
}

function cardOfTouches(): Scorecard {
	const rules: Rule[] = [
		{ id: 'demos', label: 'Demos', points: 10, each: { field: 'touch:demos', per: 1, atMost: 3 } },
		{
			id: 'visits',
			label: 'Visits',
			points: 2,
			each: { field: 'touch:visits', per: 1, atMost: 5 }
		},
		{ id: 'days', label: 'Days', points: 3, each: { field: 'touch:days', per: 1, atMost: 7 } },
		{
			id: 'quiet',
			label: 'Quiet',
			points: -5,
			when: { field: 'touch:quiet', operator: 'at-least', value: 7 }
		},
		{
			id: 'channel',
			label: 'Channel',
			points: 5,
			when: { field: 'touch:channel', operator: 'equals', value: 'channel 1' }
		}
	];
	return {
		leadgauge: 1,
		name: 'Touches',
		signalWindowDays: WINDOW_DAYS,
		horizonDays: 60,
		features: FEATURES,
		groups: [{ id: 'all', label: 'All', kind: 'engagement', rules }],
		exclusions: [],
		thresholds: { mql: null, sql: null }
	};
}

async function timed(work: () => Promise<unknown>): Promise<number> {
	const start = performance.now();
	await work();
	return performance.now() - start;
}
