import { raw } from '#lib/domain/query/sql.ts';
import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';

const STAGES = ['MQL', 'SQL', 'opportunity'];
const SOURCES = 12;
const FIRST = '2023-01-01';
const DAYS = 1000;
const LAST = '2025-09-27T00:00:00.000Z';

/** A dataset in a file as an import leaves it: leads with the times of their stages, touches, deals and costs. */
export async function plantedDataset(
	engine: Engine,
	leads: number,
	path: string
): Promise<{ source: LeadsSource; manifest: DatasetManifest }> {
	const run = (text: string) => engine.run(text, { deadlineMs: Infinity });
	const draw = (j: number) => `(hash(i * 32 + ${j}) % 1000003 / 1000003.0)`;
	const later = (share: number, days: number, j: number, from: string) =>
		`CASE WHEN ${draw(j)} < ${share} THEN least(${from} + to_seconds(CAST(${draw(j + 1)} * ${days} * 86400 AS BIGINT)), TIMESTAMP '${LAST}') END`;
	const levels = (name: string, count: number) =>
		`ENUM (${Array.from({ length: count }, (_, i) => `'${name} ${i}'`).join(', ')})`;
	await run(`ATTACH '${path}' AS bench`);
	await run(`CREATE TYPE bench.c2_levels AS ${levels('source', SOURCES)}`);
	await run(`CREATE TYPE bench.c3_levels AS ${levels('industry', 9)}`);
	await run(`CREATE TABLE bench.stored AS SELECT i + 1 AS row_number, created_at,
	concat('source ', floor(${draw(1)} * ${draw(2)} * ${SOURCES})::INTEGER)::bench.c2_levels AS c2,
	concat('industry ', floor(${draw(3)} * 9)::INTEGER)::bench.c3_levels AS c3, stage_0, stage_1,
	${later(0.6, 40, 9, 'stage_1')} AS stage_2, won_at,
	CASE WHEN won_at IS NULL THEN ${later(0.5, 90, 13, 'created_at')} END AS lost_at,
	CASE WHEN won_at IS NOT NULL THEN CAST(200000 + ${draw(17)} * 2000000 AS BIGINT) END AS value_cents
FROM (SELECT *, ${later(0.3, 60, 11, 'stage_1')} AS won_at FROM (SELECT *, ${later(0.5, 30, 7, 'stage_0')} AS stage_1
	FROM (SELECT *, ${later(0.4, 30, 5, 'created_at')} AS stage_0 FROM (SELECT range AS i,
	TIMESTAMP '${FIRST}' + to_seconds(CAST(range * ${DAYS * 86_400} // ${leads} AS BIGINT)) AS created_at FROM range(${leads})))))`);
	await run(`CREATE VIEW bench.leads AS SELECT row_number, row_number AS line, CAST(row_number AS VARCHAR) AS id, created_at, won_at, lost_at,
	won_at IS NOT NULL AS won, value_cents, c2 AS source, CAST(NULL AS VARCHAR) AS account, stage_0 AS worked_at, stage_1 AS accepted_at,
	CAST(NULL AS DOUBLE) AS order_key, c2, c3, stage_0, stage_1, stage_2, CAST(NULL AS TIMESTAMP) AS out_at FROM stored`);
	await run(`CREATE TABLE bench.touches AS SELECT lead, created_at + to_seconds(CAST(${draw(21)} * 60 * 86400 AS BIGINT)) AS "at",
	concat('type ', floor(${draw(23)} * 6)::INTEGER) AS type, CAST(NULL AS VARCHAR) AS detail,
	concat('channel ', floor(${draw(24)} * 7)::INTEGER) AS channel, ${draw(25)} < 0.3 AS by_us
FROM (SELECT range AS i, range // 3 + 1 AS lead FROM range(${3 * leads})) JOIN bench.stored ON stored.row_number = lead ORDER BY lead, "at"`);
	await run(
		`CREATE TABLE bench.stages (lead BIGINT, stage VARCHAR, "at" TIMESTAMP, reason VARCHAR)`
	);
	await run(`CREATE TABLE bench.deals AS SELECT row_number AS lead, concat('D', row_number) AS deal, value_cents AS amount,
	'EUR' AS currency, won_at AS closed_at, true AS won, concat('product ', row_number % 5) AS product FROM bench.stored WHERE won_at IS NOT NULL`);
	await run(`CREATE TABLE bench.costs AS SELECT day, CAST(day + INTERVAL 1 MONTH - INTERVAL 1 DAY AS DATE) AS until, concat('source ', s) AS source,
	CAST(NULL AS VARCHAR) AS campaign, 'marketing' AS kind, CAST(500000 + s * 30000 AS BIGINT) AS amount, 'EUR' AS currency,
	CAST(NULL AS BIGINT) AS impressions, CAST(NULL AS BIGINT) AS clicks, CAST(NULL AS BIGINT) AS visits
FROM (SELECT CAST(DATE '${FIRST}' + to_months(CAST(m AS INTEGER)) AS DATE) AS day, s FROM range(33) AS months(m), range(${SOURCES - 2}) AS sources(s))`);
	await run('CHECKPOINT bench');
	return described(leads);
}

function described(leads: number): { source: LeadsSource; manifest: DatasetManifest } {
	const mapping = {
		id: 'id',
		createdAt: 'created',
		source: 'source',
		outcome: { wonAt: 'won' },
		value: 'value',
		order: null,
		missing: [],
		workedAt: 'worked',
		acceptedAt: 'accepted'
	};
	const text = { type: 'text' as const };
	const columns = [
		{ column: 'c2', name: 'source', ...text, levels: 'bench.main.c2_levels' },
		{ column: 'c3', name: 'industry', ...text, levels: 'bench.main.c3_levels' }
	];
	const tables = { touches: 3 * leads, stages: 0, deals: leads, costs: 330 };
	const manifest: DatasetManifest = {
		leadgauge: 1,
		name: 'bench',
		createdAt: LAST,
		file: 'bench.duckdb',
		bytes: 0,
		sha256: '',
		engine: 'duckdb',
		source: { name: 'bench', bytes: 0, sha256: '' },
		mapping,
		tables,
		stageNames: STAGES,
		schema: columns.map((column) => ({ ...column, roles: [] })),
		counts: { rowsRead: leads, leads, rejected: 0, won: 0, notWon: leads, unknown: 0 },
		dates: { firstCreatedAt: `${FIRST}T00:00:00.000Z`, lastCreatedAt: LAST, newestAt: LAST },
		issues: []
	};
	const source: LeadsSource = {
		table: raw('bench.main.leads'),
		columns,
		mapping,
		fileSha256: '',
		rows: leads,
		newestAt: LAST,
		touches: { table: raw('bench.main.touches') },
		stages: { table: raw('bench.main.stages'), names: STAGES },
		deals: { table: raw('bench.main.deals') },
		costs: { table: raw('bench.main.costs') }
	};
	return { source, manifest };
}
