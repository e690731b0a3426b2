import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv, toTsv } from '#lib/charts/delimited.ts';
import type { Cell, Table } from '#lib/charts/table.ts';

/** A CSV file as RFC 4180 reads it. */
function parse(text: string, separator: string): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	let field = '';
	let quoted = false;
	for (let at = 0; at < text.length; at++) {
		const sign = text[at];
		if (quoted && sign === '"' && text[at + 1] === '"') field += text[at++];
		else if (sign === '"') quoted = !quoted;
		else if (quoted) field += sign;
		else if (sign === separator) field = (row.push(field), '');
		else if (sign === '\r' && text[at + 1] === '\n') {
			rows.push([...row, field]);
			[row, field] = [[], ''];
			at++;
		} else field += sign;
	}
	expect([row, field, quoted]).toEqual([[], '', false]);
	return rows;
}

const text = fc.oneof(fc.string(), fc.constantFrom('a;b', 'a,b', '"', 'a\r\nb', '=1+1', '1,5'));
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
const table: fc.Arbitrary<Table> = fc
	.record({
		labels: fc.array(text, { minLength: 1, maxLength: 5 }),
		rows: fc.nat(6)
	})
	.chain(({ labels, rows }) => {
		const cell = fc.oneof(fc.constant(null), text, number);
		const width = labels.length;
		const row = fc.array(cell, { minLength: width, maxLength: width });
		return fc.array(row, { minLength: rows, maxLength: rows }).map((cells) => ({
			columns: labels.map((label) => ({ label, kind: 'decimal' as const })),
			rows: cells
		}));
	});

const undefused = (read: string) => (/^'[=+\-@\t\r]/.test(read) ? read.slice(1) : read);

/** What a spreadsheet of the language takes a field for. */
function meant(read: string, cell: Cell, locale: 'en' | 'de'): Cell {
	if (typeof cell === 'string') return undefused(read);
	if (read === '') return null;
	return Number(locale === 'de' ? read.replace(',', '.') : read);
}

describe.each(['en', 'de'] as const)('a CSV file in %s', (locale) => {
	const separator = locale === 'de' ? ';' : ',';
	const body = (csv: string) => csv.replace(/^\uFEFF/, '');

	it('holds every cell of the table, and nothing else', () => {
		fc.assert(
			fc.property(table, (drawn) => {
				const [header, ...rows] = parse(body(toCsv(drawn, locale)), separator);
				expect(header.map(undefused)).toEqual(
					drawn.columns.map(({ label }) => (/^'[=+\-@\t\r]/.test(label) ? label.slice(1) : label))
				);
				const read = rows.map((row, r) =>
					row.map((each, c) => meant(each, drawn.rows[r][c], locale))
				);
				const wanted = drawn.rows.map((row) =>
					row.map((cell) => {
						if (typeof cell === 'string') return undefused(cell);
						return cell === null ? null : cell + 0;
					})
				);
				expect(read).toEqual(wanted);
			})
		);
	});

	it('begins with a byte order mark in German alone, and ends every line', () => {
		fc.assert(
			fc.property(table, (drawn) => {
				const csv = toCsv(drawn, locale);
				expect(csv.startsWith('\uFEFF')).toBe(locale === 'de');
				expect(csv.endsWith('\r\n')).toBe(true);
			})
		);
	});

	it('writes the decimal sign of the language', () => {
		const one = { columns: [{ label: 'n', kind: 'decimal' as const }], rows: [[-1234.5]] };
		expect(toCsv(one, locale)).toContain(locale === 'de' ? '-1234,5' : '-1234.5');
	});
});

it('a table for pasting has a line a row and a tab between cells, whatever stands in them', () => {
	fc.assert(
		fc.property(table, (drawn) => {
			const lines = toTsv(drawn, 'de').split('\n');
			expect(lines.pop()).toBe('');
			expect(lines).toHaveLength(drawn.rows.length + 1);
			for (const line of lines) expect(line.split('\t')).toHaveLength(drawn.columns.length);
		})
	);
});
