import { describe, expect, it } from 'vitest';
import { toCsv, toTsv } from '#lib/charts/delimited.ts';
import { cellText, sortedRows, sumsOf, type Table } from '#lib/charts/table.ts';

const table: Table = {
	columns: [
		{ label: 'Source', kind: 'text' },
		{ label: 'Leads', kind: 'count', sum: true },
		{ label: 'Rate', kind: 'rate' }
	],
	rows: [
		['Fair; autumn', 1200, 0.025],
		['=cmd()', 30, null],
		['Äpfel "GmbH"', 5, 0.5]
	]
};

describe('a table', () => {
	it('is written for German spreadsheets with ; and decimal comma behind a byte order mark', () => {
		expect(toCsv(table, 'de')).toBe(
			'\uFEFFSource;Leads;Rate\r\n"Fair; autumn";1200;0,025\r\n\'=cmd();30;\r\n"Äpfel ""GmbH""";5;0,5\r\n'
		);
	});

	it('is written for English spreadsheets with commas', () => {
		expect(toCsv(table, 'en').split('\r\n')[1]).toBe('Fair; autumn,1200,0.025');
	});

	it.each(['=1+1', '+49 30', '-sum', '@x', '\tx'])('defuses the text %j', (text) => {
		const risky = { columns: [{ label: 'a', kind: 'text' as const }], rows: [[text]] };
		expect(toCsv(risky, 'en')).toContain(`'${text}`);
		expect(toTsv(risky, 'en').split('\n')[1]).toMatch(/^'/);
	});

	it('leaves a negative number a number', () => {
		const negative = { columns: [{ label: 'a', kind: 'points' as const }], rows: [[-10]] };
		expect(toCsv(negative, 'en')).toBe('a\r\n-10\r\n');
	});

	it('adds up the columns that add up, and no other', () => {
		expect(sumsOf(table)).toEqual([null, 1235, null]);
		expect(
			sumsOf({ ...table, columns: table.columns.map((c) => ({ ...c, sum: false })) })
		).toBeNull();
	});

	it('sorts by a column and keeps what was not measured last either way', () => {
		const rates = (direction: 1 | -1) => sortedRows(table, 2, direction, 'en').map((row) => row[2]);
		expect(rates(1)).toEqual([0.025, 0.5, null]);
		expect(rates(-1)).toEqual([0.5, 0.025, null]);
		expect(sortedRows(table, 0, 1, 'de').map((row) => row[1])).toEqual([30, 5, 1200]);
	});

	it('shows what was not measured as a dash, never as zero', () => {
		expect(cellText(null, table.columns[2], 'en')).toBe('–');
		expect(cellText(0, table.columns[2], 'en')).toBe('0.0%');
	});
});
