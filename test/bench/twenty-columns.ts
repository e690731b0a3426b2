import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import iconv from 'iconv-lite';
import { runJob } from '#lib/server/jobs/run-job.ts';
import { attachDatabase, detachWritten } from '#lib/server/db/load/attach-database.ts';
import { earlyLoad } from '#lib/server/db/load/load-leads.ts';
import { wantedReadings } from '#lib/server/db/load/plan-columns.ts';
import { profile } from '#lib/server/db/load/read-source.ts';
import { openSourceFile } from '#lib/server/db/load/source-file.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import { ratio, seconds } from './measure.ts';

/** Texts, flags, whole numbers, money and dates: 20 columns, as one country writes them and as another does. */
const COLUMNS = (german: boolean): string[] => {
	const draw = (j: number) => `(hash(i * 32 + ${j}) % 1000003)`;
	const flag = (j: number) =>
		`CASE WHEN ${draw(j)} % 5 = 0 THEN '${german ? 'ja' : 'yes'}' ELSE '${german ? 'nein' : 'no'}' END AS flag_${j}`;
	const text = (j: number, levels: number) =>
		`concat('${german ? 'Größe' : 'level'} ', ${draw(j)} % ${levels}) AS text_${j}`;
	const date = (time: string) => (german ? `strftime(${time}, '%d.%m.%Y %H:%M:%S')` : time);
	const money = (value: string) =>
		german
			? `replace(replace(replace(printf('%,.2f', ${value}), ',', ' '), '.', ','), ' ', '.')`
			: `CAST(${value} AS DECIMAL(12, 2))`;
	const created = `(TIMESTAMP '2021-01-01' + to_seconds(i * 10))`;
	return [
		`concat('L-', lpad(CAST(i AS VARCHAR), 9, '0')) AS id`,
		`${date(created)} AS created`,
		`CASE WHEN ${draw(1)} % 7 = 0 THEN ${date(`(${created} + to_hours(CAST(${draw(2)} % 900 AS BIGINT)))`)} END AS won`,
		`${money(`${draw(3)} / 7.0`)} AS amount`,
		...[4, 5, 6, 7].map(flag),
		...[8, 9, 10, 11, 12].map((j) => text(j, 4 * j)),
		...[13, 14, 15, 16].map((j) => `${draw(j)} % ${j} AS count_${j}`),
		`${money(`${draw(17)} / 1000.0`)} AS share`,
		`CASE WHEN ${draw(18)} % 3 > 0 THEN ${draw(18)} END AS visits`,
		`${date(`(TIMESTAMP '2019-01-01' + to_days(CAST(${draw(19)} % 700 AS INTEGER)))`)} AS first_seen`
	];
};

const MAPPING = {
	id: 'id',
	createdAt: 'created',
	source: 'text_8',
	outcome: { wonAt: 'won' },
	value: 'amount',
	order: null,
	missing: []
};

/**
 * A clean file of 20 columns, as the import reads it into a file of typed columns with CHECKPOINT; then with all checks, in ISO form and in German form (`;`, decimal comma, dd.mm.yyyy,
 * Windows-1252), beside a plain CREATE TABLE AS from the ISO file with CHECKPOINT.
 */
export async function benchTwentyColumns(leads: number): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'leadgauge-columns-'));
	try {
		const [iso, german] = [
			await writeFile(folder, leads, false),
			await writeFile(folder, leads, true)
		];
		const plain = await timed((to) => createTableAs(iso, to));
		console.log(
			`import of ${leads} leads x 20 columns: CREATE TABLE AS + CHECKPOINT of the ISO file (${await megabytes(iso)}) ${seconds(plain)}`
		);
		const loaded = await timed((to) => loadOnly(iso, to));
		console.log(`  ISO file, only loaded ${seconds(loaded)}, ratio ${ratio(loaded, plain)}`);
		for (const [name, path] of [
			['ISO file', iso],
			[`German file (${await megabytes(german)})`, german]
		]) {
			const ms = await timed((to) =>
				runJob(
					'check-leads',
					{ file: { path, name: 'leads.csv' }, mapping: MAPPING, now: '2026-01-01T00:00:00Z' },
					{ folder: to }
				)
			);
			console.log(`  ${name} with all checks in a child ${seconds(ms)}, ratio ${ratio(ms, plain)}`);
		}
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

export async function writeFile(folder: string, leads: number, german: boolean): Promise<string> {
	const path = join(folder, german ? 'german.csv' : 'iso.csv');
	const instance = await DuckDBInstance.create(':memory:');
	const connection = await instance.connect();
	const form = german ? `DELIMITER ';'` : `DELIMITER ','`;
	await connection.run(
		`COPY (SELECT ${COLUMNS(german).join(', ')} FROM (SELECT range AS i FROM range(${leads}))) TO '${path}' (HEADER, ${form})`
	);
	connection.closeSync();
	instance.closeSync();
	if (!german) return path;
	const encoded = join(folder, 'german-1252.csv');
	await pipeline(
		createReadStream(path),
		iconv.decodeStream('utf8'),
		iconv.encodeStream('win1252'),
		createWriteStream(encoded)
	);
	await rm(path);
	return encoded;
}

async function timed(work: (folder: string) => Promise<unknown>): Promise<number> {
	const times: number[] = [];
	for (let i = 0; i < 3; i++) {
		const folder = await mkdtemp(join(tmpdir(), 'leadgauge-bench-'));
		const start = performance.now();
		await work(folder);
		times.push(performance.now() - start);
		await rm(folder, { recursive: true, force: true });
	}
	return times.sort((a, b) => a - b)[1];
}

async function createTableAs(path: string, folder: string): Promise<void> {
	const instance = await DuckDBInstance.create(join(folder, 'plain.duckdb'));
	const connection = await instance.connect();
	await connection.run(`CREATE TABLE leads AS SELECT * FROM read_csv('${path}')`);
	await connection.run('CHECKPOINT');
	connection.closeSync();
	instance.closeSync();
}

/** The load of an import by itself: ids as text, columns typed by their first rows, every value held to them. */
async function loadOnly(path: string, folder: string): Promise<void> {
	const engine = await openEngine({
		directories: [folder],
		files: [path],
		spillDirectory: join(folder, 'spill'),
		memoryLimitMb: 4_000,
		threads: availableParallelism()
	});
	await attachDatabase(engine, join(folder, 'loaded.duckdb'), 'loaded');
	const file = await openSourceFile(path, 'leads.csv');
	const { delimiter, names, dataLine } = file.dialect;
	const source = { path, delimiter, columns: names.length, skip: dataLine - 1, missing: [] };
	const { loaded } = await profile(engine, source, {
		sampleRows: 10_000,
		wanted: (sampled) => wantedReadings(MAPPING, names, sampled),
		early: earlyLoad(engine, file, MAPPING, 'loaded')
	});
	if (!loaded) throw new Error('bench: the rows are not as the first ones promise');
	await detachWritten(engine, 'loaded');
	await engine.close();
}

async function megabytes(path: string): Promise<string> {
	return `${Math.round((await stat(path)).size / 2 ** 20)} MB`;
}
