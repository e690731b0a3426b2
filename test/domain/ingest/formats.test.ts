import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnOf, excelNumber, unescapeCell } from '#lib/domain/ingest/excel-cell.ts';
import { excelFormat } from '#lib/domain/ingest/excel-format.ts';
import { fileConvention, readingByConvention } from '#lib/domain/ingest/file-convention.ts';
import { parseFileReading } from '#lib/domain/ingest/file-reading.ts';
import { flagWords } from '#lib/domain/ingest/flag-words.ts';
import { flattenJson } from '#lib/domain/ingest/flatten-json.ts';
import { csvDialect } from '#lib/domain/ingest/csv-dialect.ts';
import { csvRow } from '#lib/domain/ingest/csv-row.ts';
import { CsvScanner } from '#lib/domain/ingest/csv-scanner.ts';
import { lineOfRecord, recordOfRow } from '#lib/domain/ingest/csv-structure.ts';
import { joinedNames } from '#lib/domain/ingest/header-rows.ts';
import { sourceLine, withSourceLines } from '#lib/domain/ingest/source-lines.ts';
import { splitRecords } from '#lib/domain/ingest/split-records.ts';
import { decideEncoding, type EncodingEvidence } from '#lib/domain/ingest/text-encoding.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('the encoding of a text', () => {
	const of = (evidence: Partial<EncodingEvidence>) =>
		decideEncoding({
			mark: null,
			zeros: [0, 0],
			bytes: 1000,
			multibyte: 0,
			invalid: 0,
			invalidLine: null,
			upperControls: 0,
			undefined1252: 0,
			...evidence
		});

	it.each<[string, string | null, Partial<EncodingEvidence>]>([
		['utf-8', null, {}],
		['utf-8', null, { mark: 'utf-8', multibyte: 3 }],
		['utf-16le', null, { mark: 'utf-16le' }],
		['utf-16le', null, { zeros: [2, 480] }],
		['utf-16be', null, { zeros: [480, 2] }],
		['utf-8', null, { zeros: [3, 2] }],
		['iso-8859-1', null, { invalid: 5 }],
		['windows-1252', null, { invalid: 5, upperControls: 1 }],
		['windows-1252', 'undefined-bytes', { invalid: 5, upperControls: 2, undefined1252: 1 }],
		['utf-8', 'damaged', { invalid: 2, multibyte: 90 }],
		['iso-8859-1', null, { invalid: 20, multibyte: 3 }],
		['utf-8', 'damaged', { mark: 'utf-8', invalid: 9 }]
	])('is %s, with doubt %s', (encoding, doubt, evidence) => {
		expect(of(evidence)).toMatchObject({ encoding, doubt });
	});
});

describe('the header of a table', () => {
	const dialect = (text: string) => csvDialect(bytes(text))!;

	it('stands below a list of settings', () => {
		const text = 'Report;Leads;;;\nPeriod;2025;;;\n\nid;won;city;size;x\n1;yes;a;2;3\n2;no;b;3;4\n';
		expect(dialect(text)).toMatchObject({
			names: ['id', 'won', 'city', 'size', 'x'],
			headerLine: 4
		});
	});

	it('stands below a title in a table of two columns', () => {
		expect(dialect('Report of May\nid,won\n1,yes\n2,no\n').names).toEqual(['id', 'won']);
		expect(dialect('id\n1,\n2,\n').names).toEqual(['id', 'column_2']);
	});

	it('is joined with the names of groups above it', () => {
		const text = 'Lead,,Deal,\nid,city,value,closed\n1,Bonn,5,2026-01-01\n2,Köln,6,2026-01-02\n';
		expect(dialect(text)).toMatchObject({
			names: ['Lead id', 'Lead city', 'Deal value', 'Deal closed'],
			headerLines: 2,
			dataLine: 3
		});
	});

	it('is joined with the units below it', () => {
		const text = 'id,value,age\n,EUR,days\n1,5,3\n2,6,4\n';
		expect(dialect(text)).toMatchObject({ names: ['id', 'value EUR', 'age days'], headerLines: 2 });
	});

	it('takes one line where the row below it is data', () => {
		expect(dialect('id,,won\na,b,yes\nc,d,no\ne,f,no\n').headerLines).toBe(1);
		expect(dialect('id,value\nx,EUR\ny,USD\n').headerLines).toBe(1);
	});

	it.each(['\u0001', '^', '~', ':'])(
		'may be separated by %j where nothing else makes columns',
		(d) => {
			const text = ['a', 'b', 'c'].join(d) + `\n1${d}2${d}3\n4${d}5${d}6\n`;
			expect(dialect(text)).toMatchObject({ delimiter: d, names: ['a', 'b', 'c'] });
		}
	);

	it('of one column of times has no delimiter in it', () => {
		expect(dialect('at\n10:00:00\n11:00:00\n').names).toEqual(['at']);
	});

	it('has joined names without doubles', () => {
		expect(
			joinedNames([
				['A', '', 'A'],
				['x', 'A', '']
			])
		).toEqual(['A x', 'A', 'A']);
		expect(joinedNames([['a', 'b']])).toEqual(['a', 'b']);
	});
});

describe('JSON', () => {
	const key = fc.string().filter((name) => !name.includes('.'));
	const scalar = fc.oneof(
		fc.string(),
		fc.boolean(),
		fc.constant(null),
		fc.integer(),
		fc.double({ noNaN: true, noDefaultInfinity: true })
	);
	const nested = fc.oneof(
		scalar,
		fc.array(scalar),
		fc.dictionary(key, fc.oneof(scalar, fc.array(scalar)))
	);

	it('flattens to what JSON.parse finds, for any object', () => {
		fc.assert(
			fc.property(fc.dictionary(key, nested), fc.constantFrom(undefined, 2), (object, indent) => {
				const found = flattenJson(JSON.stringify(object, null, indent))!;
				const asText = (value: unknown) => {
					if (value === null || typeof value === 'string') return value;
					return typeof value === 'object' ? JSON.stringify(value) : String(value);
				};
				const read = (value: string | null, like: unknown) =>
					typeof like === 'number'
						? String(Number(value))
						: typeof like === 'object' && like !== null
							? JSON.stringify(JSON.parse(value!))
							: value;
				for (const [name, value] of Object.entries(object)) {
					const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
					const inner = isObject ? Object.entries(value) : [];
					if (inner.length === 0) expect(read(found.get(name)!, value)).toBe(asText(value));
					for (const [below, each] of inner) {
						expect(read(found.get(`${name}.${below}`)!, each)).toBe(asText(each));
					}
				}
			})
		);
	});

	it.each([
		'',
		'[]',
		'{"a": }',
		'{"a": 1,}',
		'{"a" 1}',
		'{"a": 01}',
		'{"a": [1}',
		'{"a": "x',
		'{"a": 1} 2',
		'{a: 1}'
	])('%j is no object', (text) => {
		expect(flattenJson(text)).toBeNull();
	});
});

describe('rows written as CSV', () => {
	it('are read back as they were, for any text without NUL', () => {
		const cell = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'));
		fc.assert(
			fc.property(
				fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1 }),
				(rows) => {
					const text = rows.map((row) => `${csvRow(row)}\n`).join('');
					expect(splitRecords(text, ',').map(({ fields }) => fields)).toEqual(rows);
				}
			)
		);
	});

	it('of one empty cell are no blank line', () => {
		expect(csvRow([null])).toBe('""');
	});
});

describe('lines of the file something was made of', () => {
	it('are those of every record, whatever spans lines and whatever was skipped', () => {
		const row = fc.record({
			breaks: fc.integer({ min: 0, max: 3 }),
			skipped: fc.integer({ min: 0, max: 2 })
		});
		fc.assert(
			fc.property(fc.array(row, { minLength: 1 }), (rows) => {
				const lines = { made: [] as number[], source: [] as number[] };
				const expected: number[] = [];
				let [made, source, text] = [2, 1, ''];
				for (const { breaks, skipped } of rows) {
					source += skipped + 1;
					expected.push(source);
					lines.made.push(made);
					lines.source.push(source);
					text += `"x${'\n'.repeat(breaks)}",y\n`;
					made += breaks + 1;
				}
				const scanner = new CsvScanner({ delimiter: 44, columns: 2, firstLine: 2 });
				scanner.push(bytes(text));
				const found = withSourceLines(scanner.end(), 2, lines);
				const shown = rows.map((_, i) => lineOfRecord(found.structure, found.firstLine, i + 1));
				expect(shown).toEqual(expected);
			})
		);
	});

	it('are the same where nothing was skipped, and numbers where there are none', () => {
		expect(sourceLine({ made: [1, 3], source: [1, 10] }, 4)).toBe(11);
		const scanner = new CsvScanner({ delimiter: 44, columns: 2, firstLine: 2 });
		scanner.push(bytes('"a\nb",1\nc,2\n'));
		const { structure, firstLine } = withSourceLines(scanner.end(), 2, 'records');
		expect([1, 2].map((record) => lineOfRecord(structure, firstLine, record))).toEqual([1, 2]);
	});

	it('count broken records as records', () => {
		const bad = Float64Array.of(1, 4, 5);
		expect([1, 2, 3, 4].map((row) => recordOfRow({ bad }, row))).toEqual([2, 3, 6, 7]);
	});
});

describe('what a workbook makes of a number', () => {
	it.each([
		[14, null, 'date'],
		[22, null, 'date'],
		[20, null, 'time'],
		[10, null, 'general'],
		[164, 'dd.mm.yyyy', 'date'],
		[164, '[$-407]d. mmmm yyyy', 'date'],
		[164, 'mmm yy', 'date'],
		[164, 'hh:mm', 'time'],
		[164, '[h]:mm', 'general'],
		[164, '#,##0.00 "days"', 'general'],
		[164, '[Red]0.00;[Blue]-0.00', 'general'],
		[164, '0.00\\ "m"', 'general'],
		[164, 'General', 'general'],
		[164, '00000', 'padded']
	])('is told by its format: %s %s', (id, code, kind) => {
		expect(excelFormat(id, code).kind).toBe(kind);
	});

	it.each<[string, Parameters<typeof excelFormat>, boolean, string]>([
		['1', [14, null], false, '1900-01-01'],
		['59', [14, null], false, '1900-02-28'],
		['61', [14, null], false, '1900-03-01'],
		['2958465', [14, null], false, '9999-12-31'],
		['2958466', [14, null], false, '2958466'],
		['-1', [14, null], false, '-1'],
		['45352.999988425923', [22, null], false, '2024-03-01 23:59:59'],
		['0', [14, null], true, '1904-01-01'],
		['0.10000000000000001', [0, null], false, '0.1'],
		['12345678901234567890', [0, null], false, '12345678901234567890'],
		['1.5E3', [0, null], false, '1500'],
		['1067', [164, '00000'], false, '01067'],
		['', [14, null], false, '']
	])('%s', (digits, format, from1904, text) => {
		expect(excelNumber(digits, excelFormat(...format), from1904)).toBe(text);
	});

	it('stands in columns with letters, and texts with escapes', () => {
		expect(['A', 'Z', 'AA', 'XFD', '7'].map((each) => columnOf(`${each}1`))).toEqual([
			0, 25, 26, 16_383, -1
		]);
		expect(unescapeCell('a_x000D_b_x005F_c_xyz')).toBe('a\rb_c_xyz');
	});
});

describe('the convention of a file', () => {
	const column = (reading: string, separated = 1, others: string[] = []) =>
		({ reading, separated, others }) as never;

	it('is told by numbers first, then by dates and delimiter, and by nothing where they disagree', () => {
		const decimal = (columns: never[], delimiter = ';') =>
			fileConvention(columns, delimiter).decimal;
		expect(decimal([column('comma-amount')])).toBe('comma');
		expect(decimal([column('grouped-number')])).toBe('point');
		expect(decimal([column('comma-number'), column('point-number')])).toBeNull();
		expect(decimal([column('point-number', 0), column('german-time')])).toBe('comma');
		expect(decimal([column('iso-time')], ',')).toBe('point');
		expect(decimal([column('iso-time')])).toBeNull();
		expect(decimal([column('point-number', 3, ['comma-number'])])).toBeNull();
		expect(fileConvention([column('month-first-time')], ',').dateOrder).toBe('month-first-time');
	});

	it('chooses between readings, or leaves the choice to somebody', () => {
		const days = ['day-first-time', 'month-first-time'] as never;
		expect(readingByConvention(days, { decimal: 'comma', dateOrder: null })).toBeNull();
		expect(readingByConvention(days, { decimal: null, dateOrder: 'day-first-time' })).toBe(
			'day-first-time'
		);
		const numbers = ['comma-number', 'grouped-number'] as never;
		expect(readingByConvention(numbers, { decimal: 'point', dateOrder: null })).toBe(
			'grouped-number'
		);
		expect(readingByConvention(numbers, { decimal: null, dateOrder: null })).toBeNull();
	});
});

describe('what somebody says about a file', () => {
	it('is taken as meant, or named where it cannot be', () => {
		expect(
			parseFileReading({ encoding: 'UTF-8', delimiter: 'tab', headerLine: '3', sheet: 'A' })
		).toEqual({
			reading: { encoding: 'utf-8', delimiter: '\t', headerLine: 3, sheet: 'A' },
			problems: []
		});
		const wrong = { encoding: 'utf-7', delimiter: 'ab', headerLine: '0', headerLines: '9' };
		expect(parseFileReading(wrong).problems.map(({ field }) => field)).toEqual([
			'encoding',
			'delimiter',
			'headerLine',
			'headerLines'
		]);
		expect(parseFileReading({ delimiter: 'a' }).problems).toHaveLength(1);
		expect(parseFileReading({ delimiter: '' })).toEqual({ reading: {}, problems: [] });
	});
});

describe('words for yes and no', () => {
	it.each([
		[['nein', 'ja'], { yes: 'ja', no: 'nein' }],
		[['FALSCH', 'WAHR'], { yes: 'WAHR', no: 'FALSCH' }],
		[['No'], { yes: '', no: 'No' }],
		[['0', '1'], null],
		[['yes', 'no', 'maybe'], null],
		[['yes', 'ja'], null],
		[[], null]
	])('%j', (values, expected) => {
		expect(flagWords(values)).toEqual(expected);
	});
});
