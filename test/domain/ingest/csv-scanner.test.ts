import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsvScanner, type CsvScannerOptions } from '#lib/domain/ingest/csv-scanner.ts';
import { lineOfRecord } from '#lib/domain/ingest/csv-structure.ts';
import { splitRecords } from '#lib/domain/ingest/split-records.ts';

const encoder = new TextEncoder();

function scan(text: string | Uint8Array, options: Partial<CsvScannerOptions> = {}, pieces = [1e9]) {
	const told: { record: number; line: number; code: string | null; text: string }[] = [];
	const scanner = new CsvScanner({
		delimiter: 44,
		columns: 2,
		firstLine: 1,
		onRecord: ({ record, line, code, window, start, end }) =>
			told.push({
				record,
				line,
				code,
				text: new TextDecoder().decode(window.subarray(start, end))
			}),
		...options
	});
	const bytes = typeof text === 'string' ? encoder.encode(text) : text;
	for (let i = 0, at = 0; at < bytes.length; i++) {
		const size = pieces[i % pieces.length];
		scanner.push(bytes.subarray(at, at + size));
		at += size;
	}
	return { ...scanner.end(), told };
}

describe('the CSV scanner', () => {
	it('counts records, lines and blank lines, with or without a last line end', () => {
		expect(scan('1,2\n3,4\n')).toMatchObject({ records: 2, physicalLines: 2, blankLines: 0 });
		expect(scan('1,2\n\n3,4')).toMatchObject({ records: 2, physicalLines: 3, blankLines: 1 });
		expect(scan('')).toMatchObject({ records: 0, physicalLines: 0 });
	});

	it('finds the line on which a record begins behind quoted line breaks and blank lines', () => {
		const structure = scan('1,"a\nb"\n\n2,c\n3,"d\r\ne\r\nf"\n4,g\n');
		expect(structure.told.map(({ line }) => line)).toEqual([1, 4, 5, 8]);
		expect([1, 2, 3, 4].map((record) => lineOfRecord(structure, 1, record))).toEqual([1, 4, 5, 8]);
	});

	it.each([
		['1,2\n3\n', 2, 'too-few-columns'],
		['1,2\n3,4,5\n', 2, 'too-many-columns'],
		['1,2\n"3"x,4\n', 2, 'stray-quote'],
		['1,2\n3,\0\n', 2, 'nul-byte'],
		['1,2\n3,"\0"\n', 2, 'nul-byte'],
		[`1,2\n3,${'x'.repeat(200)}\n5,6\n`, 2, 'line-too-long']
	])('rejects the broken record of %j with its line', (text, line, code) => {
		const { told } = scan(text, { maxRecordBytes: 100 });
		expect(told.filter((each) => each.code)).toMatchObject([{ line, code }]);
	});

	it('loses one line to a quotation mark that is never closed, not the rest of the file', () => {
		const structure = scan('1,2\n3,"open\n5,6\n7,8\n');
		expect(structure.told.map(({ code }) => code)).toEqual([
			null,
			'unterminated-quote',
			null,
			null
		]);
		expect(structure.told[1]).toMatchObject({ line: 2, text: '3,"open' });
	});

	it('loses one line to a quotation mark that is closed by the next one by accident', () => {
		const { told } = scan('1,2\n3,"open\n5,"six"\n7,8\n');
		expect(told.map(({ code }) => code)).toEqual([null, 'unterminated-quote', null, null]);
	});

	it('stops following an open quotation mark at the longest record allowed', () => {
		const rows = Array.from({ length: 100 }, (_, i) => `${i},x`).join('\n');
		const structure = scan(`0,"open\n${rows}\n`, { maxRecordBytes: 50 }, [7]);
		expect(structure).toMatchObject({ records: 101, badRecords: 1 });
	});

	it('skips an endless line in small pieces and goes on behind it', () => {
		const structure = scan(`1,2\n${'x'.repeat(1000)}\n3,4\n`, { maxRecordBytes: 100 }, [13]);
		expect(structure.told.map(({ code, line }) => [code, line])).toEqual([
			[null, 1],
			['line-too-long', 2],
			[null, 3]
		]);
	});

	it('takes a quotation mark inside a plain field as text', () => {
		expect(scan('1,5" screen\n2,3\n')).toMatchObject({ records: 2, badRecords: 0 });
	});

	it('tells the three kinds of line ends apart', () => {
		const { lineFeeds, crlfs, carriageReturns } = scan('1,2\r\n3,4\r5,6\n7,8');
		expect([lineFeeds, crlfs, carriageReturns]).toEqual([1, 1, 1]);
	});

	it('names the first line that is not UTF-8', () => {
		const bytes = Uint8Array.from([...encoder.encode('1,ä\n2,b\n3,'), 0xe4, 10]);
		expect(scan(bytes, { isUtf8 }).invalidUtf8Line).toBe(3);
		expect(scan('1,ä\n', { isUtf8 }, [1]).invalidUtf8Line).toBeNull();
	});
});

const cell = fc.string({ unit: fc.constantFrom('a', 'ü', ',', '"', '\n', ' ', '7'), maxLength: 6 });
const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 });
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

describe('the CSV scanner, for any file', () => {
	it('finds what was written, however the bytes are cut', () => {
		fc.assert(
			fc.property(
				table,
				fc.constantFrom('\n', '\r\n', '\r'),
				fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
				(rows, lineEnd, pieces) => {
					const text = rows.map((row) => row.map(quoted).join(',') + lineEnd).join('');
					const found = scan(text, {}, pieces);
					expect(found).toMatchObject({ records: rows.length, badRecords: 0 });
					expect(splitRecords(text, ',').map(({ fields }) => fields)).toEqual(rows);
					const lines = text.slice(0, -lineEnd.length).split(/\r\n|\n|\r/).length;
					expect(found.physicalLines).toBe(lines);
				}
			)
		);
	});

	it('gives the same answer for any bytes in any pieces, and never loses one', () => {
		const soup = fc.string({
			unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' '),
			maxLength: 60
		});
		fc.assert(
			fc.property(
				soup,
				fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }),
				(text, pieces) => {
					const whole = scan(text);
					const cut = scan(text, {}, pieces);
					expect(cut).toEqual(whole);
					expect(whole.lineFeeds + whole.crlfs + whole.carriageReturns).toBeLessThanOrEqual(
						whole.physicalLines
					);
				}
			),
			{ numRuns: 500 }
		);
	});
});
