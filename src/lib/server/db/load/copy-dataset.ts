import { mkdir, stat } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { DatasetManifest, SideTableName } from '#lib/server/db/dataset-manifest.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { attachDatabase, detachWritten } from './attach-database.ts';

/** A dataset file without some of its leads. */
export interface CopiedDataset {
	path: string;
	bytes: number;
	sha256: string;
	/** Rows of the tables beside the leads. */
	tables: Partial<Record<SideTableName, number>>;
}

const FROM = 'dataset';
const TO = 'copied';

/**
 * Writes a dataset anew, as `dataset/1.duckdb` of a folder, without some leads and all that belongs to them. Nothing of
 * the old file is copied as bytes: texts of the leads that are left out stand nowhere in the new one, not in the lists of
 * levels either.
 *
 * @param gone table `(lead)` with the row numbers of the leads to be left out
 * @param hidden condition on a row of rejects whose text is not to be copied
 */
export async function copyDataset(
	engine: Engine,
	manifest: DatasetManifest,
	folder: string,
	gone: string,
	hidden: string
): Promise<CopiedDataset> {
	await mkdir(join(folder, 'dataset'), { mode: 0o700 });
	const path = join(folder, 'dataset', '1.duckdb');
	await attachDatabase(engine, path, TO);
	await copyLeads(engine, manifest, gone);
	await copyRejects(engine, hidden);
	const tables: CopiedDataset['tables'] = {};
	for (const name of Object.keys(manifest.tables ?? {}) as SideTableName[]) {
		const own = name === 'costs' ? 'true' : `lead NOT IN (SELECT lead FROM ${gone})`;
		tables[name] = await copyTable(engine, name, own);
	}
	await detachWritten(engine, TO);
	return { path, bytes: (await stat(path)).size, sha256: await sha256Of(path), tables };
}

/** The leads as every query sees them; levels are counted again among those that stay. */
async function copyLeads(engine: Engine, { schema }: DatasetManifest, gone: string): Promise<void> {
	const unlimited = { deadlineMs: Infinity };
	const kept = `FROM ${FROM}.leads WHERE row_number NOT IN (SELECT lead FROM ${gone})`;
	const described = await engine.run(
		`SELECT column_name AS name, data_type AS type FROM duckdb_columns()
		WHERE database_name = '${FROM}' AND table_name = 'leads' ORDER BY column_index`
	);
	const types = textsOf(described, 'type');
	const columns = textsOf(described, 'name').map((name, i) => ({ name, type: types[i] ?? '' }));
	const levels = new Map<string, string>();
	for (const { column, levels: type } of schema) {
		if (!type) continue;
		levels.set(columns.find(({ name }) => name === column)?.type ?? '', type);
		await engine.run(
			`CREATE TYPE ${TO}.${type} AS ENUM (SELECT text FROM (
				SELECT DISTINCT CAST(${column} AS VARCHAR) AS text ${kept}) WHERE text IS NOT NULL ORDER BY text)`,
			unlimited
		);
	}
	const ownType = new Map(schema.map(({ column, levels: type }) => [column, type]));
	const selected = columns.map(({ name, type }) => {
		const enumType = ownType.get(name ?? '') ?? levels.get(type);
		if (!type.startsWith('ENUM')) return `"${name}"`;
		const text = `CAST("${name}" AS VARCHAR)`;
		return enumType && ownType.has(name ?? '')
			? `CAST(${text} AS ${TO}.${enumType}) AS "${name}"`
			: `${text} AS "${name}"`;
	});
	await engine.run(
		`CREATE TABLE ${TO}.stored_leads AS SELECT ${selected.join(', ')} ${kept} ORDER BY row_number`,
		unlimited
	);
	await engine.run(`CREATE VIEW ${TO}.leads AS SELECT * FROM stored_leads`);
}

async function copyRejects(engine: Engine, hidden: string): Promise<void> {
	await engine.run(
		`CREATE TABLE ${TO}.rejects AS SELECT * REPLACE (
			CASE WHEN ${hidden} THEN NULL ELSE found END AS found, CASE WHEN ${hidden} THEN NULL ELSE raw END AS raw
		) FROM ${FROM}.rejects`,
		{ deadlineMs: Infinity }
	);
}

async function copyTable(engine: Engine, name: string, kept: string): Promise<number> {
	await engine.run(
		`CREATE TABLE ${TO}.${name} AS SELECT * FROM ${FROM}.${name} WHERE ${kept} ORDER BY rowid`,
		{ deadlineMs: Infinity }
	);
	return numbersOf(await engine.run(`SELECT count(*) AS n FROM ${TO}.${name}`), 'n')[0];
}

async function sha256Of(path: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece);
	return hash.digest('hex');
}
