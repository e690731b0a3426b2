import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { csvDialect } from '#lib/domain/ingest/csv-dialect.ts';
import { CsvScanner } from '#lib/domain/ingest/csv-scanner.ts';
import { splitRecords } from '#lib/domain/ingest/split-records.ts';

const suite = '../shared/data/csv_spectrum';
const root = new URL(`../../../${suite}/`, import.meta.url);
const names = existsSync(root)
	? readdirSync(new URL('csvs/', root)).map((name) => name.replace('.csv', ''))
	: [];

/** In this case the suite's expected answer has another phone number than its file. */
const FAULTY = new Set(['location_coordinates']);

/** The suite's CRLF cases were stored with LF; they get their line ends back. */
function bytesOf(name: string): Uint8Array {
	const text = readFileSync(new URL(`csvs/${name}.csv`, root), 'utf8');
	return new TextEncoder().encode(name.endsWith('_crlf') ? text.replace(/\r?\n/g, '\r\n') : text);
}

describe.skipIf(names.length === 0)(`csv-spectrum (${suite})`, () => {
	it.each(names.filter((name) => !FAULTY.has(name)))('%s is read as the suite expects', (name) => {
		const bytes = bytesOf(name);
		const expected: Record<string, string>[] = JSON.parse(
			readFileSync(new URL(`json/${name}.json`, root), 'utf8')
		);
		const dialect = csvDialect(bytes)!;
		const body = bytes.subarray(dialect.dataOffset);
		const records = splitRecords(new TextDecoder().decode(body), dialect.delimiter);
		const found = records.map(({ fields }) =>
			Object.fromEntries(dialect.names.map((column, i) => [column, fields[i]]))
		);
		expect(found).toEqual(expected);
		const scanner = new CsvScanner({
			delimiter: dialect.delimiter.charCodeAt(0),
			columns: dialect.names.length,
			firstLine: dialect.dataLine
		});
		scanner.push(body);
		expect(scanner.end()).toMatchObject({ records: expected.length, badRecords: 0 });
	});
});
