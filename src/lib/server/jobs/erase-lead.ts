import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import { bytesHold } from '#lib/server/db/bytes-hold.ts';
import { copyDataset } from '#lib/server/db/load/copy-dataset.ts';
import { plainText, plainTextOf, pseudonymOf } from '#lib/server/db/load/pseudonym.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { quoteText } from '#lib/server/engine/quote.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import type { JobContext } from './jobs.ts';

export interface EraseLeadInput {
	/** Path of the dataset file. */
	path: string;
	manifest: DatasetManifest;
	/** Who is to be erased: the id of a lead, or an address. */
	lead?: string;
	email?: string;
	/** Key of pseudonyms, base64, where the dataset holds any. */
	secret?: string;
}

/** What was erased; null where the dataset does not hold the lead. */
export interface ErasedLead {
	manifest: DatasetManifest;
	/** Leads that were left out, and rejected rows whose text was. */
	leads: number;
	rejects: number;
}

/**
 * Writes a dataset without a lead, as `dataset/1.duckdb` of the job's folder, and makes sure that its address stands
 * nowhere in the new file: neither in a column nor in its bytes.
 *
 * @throws WorkbenchError erase-incomplete where another lead's column holds the address
 */
export async function eraseLead(
	{ path, manifest, lead, email, secret }: EraseLeadInput,
	{ folder, openEngine }: JobContext
): Promise<ErasedLead | null> {
	const engine = await openEngine([path, `${path}.wal`]);
	await engine.run(`ATTACH ${quoteText(path)} AS dataset (READ_ONLY)`);
	const key = secret === undefined ? null : Buffer.from(secret, 'base64');
	const addresses = email === undefined ? [] : namesOf(email, key);
	const ids = lead === undefined ? [] : namesOf(lead, key, false);
	await engine.run(
		`CREATE TABLE gone AS SELECT row_number AS lead FROM dataset.leads WHERE ${condition(manifest, ids, addresses)}`,
		{ deadlineMs: Infinity }
	);
	const leads = numbersOf(await engine.run('SELECT count(*) AS n FROM gone'), 'n')[0];
	const texts = [...addresses, ...(await addressesOf(engine, manifest))];
	const hidden = hiddenRejects(ids, texts);
	const counted = await engine.run(`SELECT count(*) AS n FROM dataset.rejects WHERE ${hidden}`);
	const rejects = numbersOf(counted, 'n')[0];
	if (leads === 0 && rejects === 0) return null;
	const copied = await copyDataset(engine, manifest, folder, 'gone', hidden);
	const changed = await countAgain(engine, withoutTexts(manifest, ids, texts), copied, leads);
	await verify(engine, copied.path, changed, texts);
	return { manifest: changed, leads, rejects };
}

/** How a text may stand in a dataset: as it is, as joins compare it, or as its pseudonym. */
function namesOf(text: string, key: Buffer | null, folded = true): string[] {
	const plain = folded ? plainTextOf(text) : text.trim();
	return [...new Set([text.trim(), plain, ...(key ? [pseudonymOf(text, key)] : [])])];
}

function condition(
	{ mapping, schema }: DatasetManifest,
	ids: string[],
	addresses: string[]
): string {
	const list = (texts: string[]) => texts.map(quoteText).join(', ');
	const email = schema.find(({ name }) => name === mapping.email)?.column;
	const columns = email
		? [email]
		: schema.filter(({ type }) => type === 'text').map(({ column }) => column);
	const byAddress = columns.map((column) => {
		return `${plainText(`CAST(${column} AS VARCHAR)`)} IN (${list(addresses)})`;
	});
	return [
		...(ids.length > 0 ? [`CAST(id AS VARCHAR) IN (${list(ids)})`] : []),
		...(addresses.length > 0 ? byAddress : [])
	].join(' OR ');
}

/** The addresses of the leads that go: they must not stay anywhere else either. */
async function addressesOf(
	engine: Engine,
	{ mapping, schema }: DatasetManifest
): Promise<string[]> {
	const email = schema.find(({ name }) => name === mapping.email)?.column;
	if (!email) return [];
	const found = await engine.run(
		`SELECT DISTINCT CAST(${email} AS VARCHAR) AS text FROM dataset.leads
		WHERE row_number IN (SELECT lead FROM gone) AND ${email} IS NOT NULL`
	);
	return textsOf(found, 'text').flatMap((text) => (text ? [text, plainTextOf(text)] : []));
}

function hiddenRejects(ids: string[], texts: string[]): string {
	const holds = texts.map((text) => `contains(lower(raw), ${quoteText(text.toLowerCase())})`);
	const found = [...ids, ...texts].map((text) => `lower(found) = ${quoteText(text.toLowerCase())}`);
	const field = ids.map((id) => {
		return `regexp_matches(raw, ${quoteText(`(^|[^\\p{L}\\p{N}_-])${escaped(id)}([^\\p{L}\\p{N}_-]|$)`)})`;
	});
	return `coalesce(${[...holds, ...found, ...field].join(' OR ') || 'false'}, false)`;
}

function escaped(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Remarks quote values of the files. */
function withoutTexts(manifest: DatasetManifest, ids: string[], texts: string[]): DatasetManifest {
	const lower = texts.map((text) => text.toLowerCase());
	const issues = manifest.issues.map((each) => {
		const params = Object.entries(each.params).map(([name, value]) => {
			const told = String(value).toLowerCase();
			const named =
				typeof value === 'string' &&
				(ids.includes(value) || lower.some((text) => told.includes(text)));
			return [name, named ? '…' : value];
		});
		return { ...each, params: Object.fromEntries(params) };
	});
	return { ...manifest, issues };
}

/** What a dataset holds once leads are gone; the rows that were read are counted without them. */
async function countAgain(
	engine: Engine,
	manifest: DatasetManifest,
	{ bytes, sha256, tables }: Awaited<ReturnType<typeof copyDataset>>,
	gone: number
): Promise<DatasetManifest> {
	const { counts } = manifest;
	const found = await engine.run(
		`SELECT count(CASE WHEN won THEN 1 END) AS won, count(CASE WHEN won IS NULL THEN 1 END) AS unknown
		FROM dataset.leads WHERE row_number NOT IN (SELECT lead FROM gone)`
	);
	const [won, unknown] = ['won', 'unknown'].map((name) => numbersOf(found, name)[0]);
	const leads = counts.leads - gone;
	const rowsRead = counts.rowsRead - gone;
	return {
		...manifest,
		file: '1.duckdb',
		bytes,
		sha256,
		erased: (manifest.erased ?? 0) + gone,
		counts: { ...counts, rowsRead, leads, won, unknown, notWon: leads - won - unknown },
		...(manifest.tables ? { tables } : {})
	};
}

/** @throws WorkbenchError erase-incomplete */
async function verify(
	engine: Engine,
	path: string,
	{ name, schema }: DatasetManifest,
	texts: string[]
): Promise<void> {
	await engine.run(`ATTACH ${quoteText(path)} AS verified (READ_ONLY)`);
	const columns = await engine.run(
		`SELECT table_name AS relation, column_name AS name FROM duckdb_columns()
		WHERE database_name = 'verified' AND (data_type = 'VARCHAR' OR data_type LIKE 'ENUM%')`
	);
	const relations = textsOf(columns, 'relation');
	const names = textsOf(columns, 'name');
	for (const [i, relation] of relations.entries()) {
		const text = `lower(CAST("${names[i]}" AS VARCHAR))`;
		const holds = texts.map((each) => `contains(${text}, ${quoteText(each.toLowerCase())})`);
		if (holds.length === 0) break;
		const found = await engine.run(
			`SELECT count(*) AS n FROM verified.${relation} WHERE ${holds.join(' OR ')}`,
			{ deadlineMs: Infinity }
		);
		if (numbersOf(found, 'n')[0] === 0) continue;
		const column = schema.find((each) => each.column === names[i])?.name ?? names[i] ?? '';
		throw new WorkbenchError('erase-incomplete', { dataset: name, column });
	}
	await engine.run('DETACH verified');
	for (const text of texts) {
		if (await bytesHold(path, text)) throw new Error('erase: bytes of the address are left');
	}
}
