import { gzipSync } from 'node:zlib';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LeadFiles } from '../../jobs/lead-files.ts';
import {
	encoded,
	germanCsv,
	germanLeads,
	germanWorkbook,
	isoCsv,
	jsonOf,
	MAPPING,
	NAMES,
	ndjson,
	parquet
} from './german-leads.ts';

const LEADS = germanLeads(3_000);
const COLUMNS = NAMES.map((_, i) => `coalesce(CAST(c${i} AS VARCHAR), '∅')`).join(`, '|', `);
const ROW = `concat(won, '|', won_at, '|', value_cents, '|', created_at, '|', ${COLUMNS})`;

let files: LeadFiles;
beforeEach(() => {
	files = new LeadFiles();
});
afterEach(() => files.close());

async function rowsOf(content: string | Uint8Array, name: string) {
	await files.write(content, name);
	const manifest = await files.check(MAPPING);
	return { manifest, rows: await files.texts(ROW) };
}

describe('the same leads', () => {
	let expected: (string | null)[];
	beforeAll(async () => {
		files = new LeadFiles();
		({ rows: expected } = await rowsOf(isoCsv(LEADS), 'iso.csv'));
		await files.close();
		expect(expected).toHaveLength(LEADS.length);
	});

	const german = germanCsv(LEADS);
	const cases: [string, () => Uint8Array | Promise<Uint8Array>][] = [
		['leads.csv in Windows-1252', () => encoded(german, 'windows-1252')],
		['leads.csv in UTF-8 with a mark', () => encoded(german, 'utf-8', true)],
		['leads.csv in UTF-16 LE with a mark', () => encoded(german, 'utf-16le', true)],
		['leads.csv in UTF-16 BE with a mark', () => encoded(german, 'utf-16be', true)],
		['leads.csv in UTF-16 LE without a mark', () => encoded(german, 'utf-16le')],
		['leads.csv.gz', () => gzipSync(encoded(german, 'windows-1252'))],
		[
			'leads.csv.gz of several parts',
			() => {
				const bytes = encoded(german, 'windows-1252');
				return Buffer.concat([gzipSync(bytes.subarray(0, 999)), gzipSync(bytes.subarray(999))]);
			}
		],
		['leads.xlsx', () => germanWorkbook(LEADS)],
		['leads.ndjson', () => Buffer.from(ndjson(LEADS))],
		['leads.json', () => Buffer.from(JSON.stringify(LEADS.map(jsonOf), null, 2))],
		['leads.json in UTF-16', () => encoded(JSON.stringify(LEADS.map(jsonOf)), 'utf-16le', true)],
		['leads.parquet', () => parquet(LEADS)]
	];

	it.each(cases)('stand in %s, value for value', async (name, make) => {
		const { rows, manifest } = await rowsOf(await make(), name.split(' ')[0]);
		expect(rows).toEqual(expected);
		expect(manifest.schema.map(({ name, type }) => `${name} ${type}`)).toEqual([
			'Lead-Nr text',
			'PLZ text',
			'Erstellt am timestamp',
			'Gewonnen am timestamp',
			'Quelle text',
			'Newsletter text',
			'Umsatz number',
			'Mitarbeiter number',
			'Rabatt number',
			'Notiz für später text'
		]);
	});
});
