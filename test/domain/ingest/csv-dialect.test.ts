import { describe, expect, it } from 'vitest';
import { csvDialect } from '#lib/domain/ingest/csv-dialect.ts';
import { fileKind } from '#lib/domain/ingest/file-kind.ts';
import { headerNames } from '#lib/domain/ingest/header-names.ts';
import { splitRecords } from '#lib/domain/ingest/split-records.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const dialect = (text: string) => csvDialect(bytes(text))!;

describe('the dialect of a file', () => {
	it.each([
		[',', 'a,b\n1,2\n'],
		[';', 'a;b\n1,5;2\n3,5;4\n'],
		['\t', 'a\tb\n1\t2\n'],
		['|', 'a|b\n1|2\n'],
		[';', '"a, b";c\n"1;2";3\n']
	])('finds the delimiter %j', (delimiter, text) => {
		expect(dialect(text).delimiter).toBe(delimiter);
	});

	it('says where the data begins, in bytes and lines', () => {
		expect(dialect('a,b\n1,2\n')).toMatchObject({ dataOffset: 4, headerLine: 1, dataLine: 2 });
		expect(dialect('\ufeffgröße,b\r\n1,2\r\n')).toMatchObject({ dataOffset: 14, dataLine: 2 });
		expect(dialect('"a\nx",b\n1,2\n')).toMatchObject({ dataOffset: 8, dataLine: 3 });
	});

	it('does not take the byte order mark for a part of the first name', () => {
		expect(dialect('\ufeffid,b\n1,2\n').names).toEqual(['id', 'b']);
	});

	it('passes over sep=; and title lines', () => {
		expect(dialect('sep=;\na;b\n1;2\n')).toMatchObject({ names: ['a', 'b'], headerLine: 2 });
		expect(dialect('Export of May,,\n\na,b,c\n1,2,3\n4,5,6\n')).toMatchObject({
			names: ['a', 'b', 'c'],
			headerLine: 3,
			dataLine: 4
		});
	});

	it('understands a trailing delimiter on header and rows, on the rows only, on the header only', () => {
		expect(dialect('a,b,\n1,2,\n')).toMatchObject({ names: ['a', 'b', 'column_3'] });
		expect(dialect('a,b\n1,2,\n3,4,\n')).toMatchObject({ unnamed: ['column_3'] });
		expect(dialect('a,b,\n1,2\n3,4\n').names).toEqual(['a', 'b']);
	});

	it('reads a single column', () => {
		expect(dialect('won\nyes\nno\n').names).toEqual(['won']);
	});

	it('has nothing to say about a blank text', () => {
		expect(csvDialect(bytes('\n\n'))).toBeNull();
	});
});

describe('column names', () => {
	it('are made unique without taking a name another column has', () => {
		expect(headerNames(['Name', 'Name', 'Name_2', ' Name '], 4)).toEqual({
			names: ['Name', 'Name_3', 'Name_2', 'Name_4'],
			renamed: [
				{ from: 'Name', to: 'Name_3' },
				{ from: 'Name', to: 'Name_4' }
			],
			unnamed: []
		});
	});

	it('are given to nameless columns', () => {
		expect(headerNames(['', 'column_1'], 3).names).toEqual(['column_1_2', 'column_1', 'column_3']);
	});

	it('may be anything: __proto__, SQL, HTML', () => {
		const cells = ['__proto__', '"; DROP TABLE x; --', '<b>x</b>'];
		expect(headerNames(cells, 3).names).toEqual(cells);
	});
});

describe('the kind of a file', () => {
	it.each([
		['empty', new Uint8Array(0)],
		['text', bytes('a,b\n1,ü\n')],
		['text', Uint8Array.from(Buffer.from('\ufeffa,b\n1,2\n', 'utf16le'))],
		['text', Uint8Array.from(Buffer.from('a,b\n1,2\n', 'utf16le'))],
		['text', bytes('id,won\n1,y\0es\n')],
		['json', bytes(' [\n {"id": 1}]')],
		['json', bytes('{"id": 1}\n{"id": 2}')],
		['json', Uint8Array.from(Buffer.from('\ufeff[{"id": 1}]', 'utf16le').subarray(2))],
		['text', bytes('[id],{won}\n1,2\n')],
		['zip', Uint8Array.of(0x50, 0x4b, 3, 4, 0)],
		['gzip', Uint8Array.of(0x1f, 0x8b, 8)],
		['parquet', bytes('PAR1')],
		['binary', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0)],
		['binary', Uint8Array.from({ length: 500 }, (_, i) => (i * 7) % 256)]
	])('is %s', (kind, head) => {
		expect(fileKind(head).kind).toBe(kind);
	});
});

describe('splitting records', () => {
	it('reads quotes, doubled quotes and quoted line breaks', () => {
		expect(splitRecords('a; "b ""c""" ;"d\ne"\n', ';')[0].fields).toEqual(['a', 'b "c"', 'd\ne']);
	});

	it('takes a broken quotation mark as text', () => {
		expect(splitRecords('"a"b,c\n', ',')[0].fields).toEqual(['"a"b', 'c']);
	});
});
