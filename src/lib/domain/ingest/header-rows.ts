import type { TextRecord } from './split-records.ts';

/** Where the header of a table stands among its first records. */
export interface HeaderRows {
	first: number;
	/** Records it takes. */
	count: number;
}

/** Records above a header that are looked at. */
const MOST_ABOVE = 60;
/** Records below it that say what its columns hold. */
const LOOKED_BELOW = 20;

/**
 * Finds the header: below title lines and lists of settings, with the row of groups above it or the row of units
 * below it that belong to it.
 *
 * @param usual the most frequent number of fields
 */
export function headerRows(records: TextRecord[], usual: number): HeaderRows {
	const first = headerRow(records, usual);
	if (first > 0 && isGroupRow(records[first - 1], records[first])) {
		return { first: first - 1, count: 2 };
	}
	const next = records[first + 1];
	if (!next) return { first, count: 1 };
	const below = records.slice(first + 2, first + 2 + LOOKED_BELOW);
	const two = isUnitRow(next, below) || isSecondHeader(records[first], next, below);
	return { first, count: two ? 2 : 1 };
}

/**
 * One name a column from the records of a header: a name above several columns holds for all of them, and what
 * stands below it follows.
 *
 * @example joinedNames([['Lead', '', 'Deal'], ['id', 'city', 'value']]) // ['Lead id', 'Lead city', 'Deal value']
 */
export function joinedNames(rows: string[][]): string[] {
	if (rows.length === 1) return rows[0];
	const width = Math.max(...rows.map((row) => row.length));
	const spread = rows.map((row, r) => (r < rows.length - 1 ? spreadRight(row, width) : row));
	return Array.from({ length: width }, (_, c) => {
		const parts = spread.map((row) => (row[c] ?? '').trim()).filter((part) => part !== '');
		return parts.filter((part, i) => parts.indexOf(part) === i).join(' ');
	});
}

function spreadRight(row: string[], width: number): string[] {
	let last = '';
	const hasGaps = row.some((cell) => cell.trim() === '');
	return Array.from({ length: width }, (_, c) => {
		const cell = row[c] ?? '';
		if (cell.trim() !== '') last = cell;
		return hasGaps ? last : cell;
	});
}

/** The first record wide and full enough to name the columns of the records below. */
function headerRow(records: TextRecord[], usual: number): number {
	if (usual === 2) {
		const [title, next] = records;
		const named = title?.fields.length === 1 && next !== undefined && filled(next) === 2;
		return named && records.length > 2 ? 1 : 0;
	}
	if (usual < 3) return 0;
	const enough = Math.max(2, Math.ceil(usual / 2));
	const some = records.slice(0, MOST_ABOVE);
	const full = some.findIndex((record) => filled(record) >= enough);
	const any = full >= 0 ? full : some.findIndex((record) => filled(record) >= 2);
	return Math.max(any, 0);
}

/** Names of groups above a header: gaps between them, and more than a label with its value. */
function isGroupRow(record: TextRecord, header: TextRecord): boolean {
	const { fields } = record;
	const last = fields.findLastIndex((field) => field.trim() !== '');
	const gap = fields.slice(0, last).some((field) => field.trim() === '');
	return (
		last >= 2 && gap && filled(record) >= 2 && record.end === header.start && fields.every(isWord)
	);
}

/** Where a header has gaps, the row below it may hold the names and the header only groups of them. */
function isSecondHeader(header: TextRecord, next: TextRecord, below: TextRecord[]): boolean {
	const named = header.fields.slice(0, next.fields.length);
	const gap = named.slice(0, -1).some((field) => field.trim() === '');
	const names = next.fields.filter((field) => field.trim() !== '');
	const full = names.length >= named.length - 1 && new Set(names).size === names.length;
	if (!gap || !full || below.length < 2 || !next.fields.every(isWord)) return false;
	return next.fields.some((_, c) => holdsFigures(below, c));
}

const UNIT =
	/^[[(]?(€|\$|£|%|‰|EUR|USD|CHF|GBP|Euro|k€|T€|TEUR|Mio\.? ?€?|days?|d|Tage?n?|hours?|h|Std\.?|Stunden?|min\.?|Minuten?|s|sec|Sek\.?|Stück|Stk\.?|pcs\.?|Anzahl|count|#|kg|m|m²|km|(dd|tt)\.mm\.(yyyy|jjjj)|yyyy-mm-dd)[\])]?$/i;

function isUnitRow(record: TextRecord, below: TextRecord[]): boolean {
	const cells = record.fields.map((field) => field.trim());
	const units = cells.filter((cell) => cell !== '');
	if (units.length === 0 || !units.every((cell) => UNIT.test(cell)) || below.length === 0) {
		return false;
	}
	return cells.some((cell, c) => cell !== '' && holdsFigures(below, c));
}

/** Whether a column holds numbers or dates below its header. */
function holdsFigures(below: TextRecord[], column: number): boolean {
	const cells = below.map(({ fields }) => (fields[column] ?? '').trim()).filter((c) => c !== '');
	return cells.length > 0 && cells.every((cell) => !isWord(cell));
}

const FIGURE = /^[^A-Za-z]*[0-9][^A-Za-z]*(EUR|USD|CHF|GBP|T[0-9:.Z+-]*)?$/;

/** Neither a number nor a date; an empty field is as good as a word. */
function isWord(field: string): boolean {
	return !FIGURE.test(field.trim());
}

function filled({ fields }: TextRecord): number {
	return fields.filter((field) => field.trim() !== '').length;
}
