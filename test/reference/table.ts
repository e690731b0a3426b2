import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Where the numbers and tables of other programs stand, beside the project; not part of it. */
export const SHARED = resolve(import.meta.dirname, '../../../shared');

/** Whether a file of the shared folder is there; tests that need it are skipped where it is not. */
export function has(path: string): boolean {
	return existsSync(resolve(SHARED, path));
}

/** A shared JSON file, or an empty object where it is absent (its tests are then skipped). */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- numbers of other programs, of many shapes
export function sharedJson(path: string): any {
	return has(path) ? JSON.parse(readFileSync(resolve(SHARED, path), 'utf8')) : {};
}

/** A simple CSV (no line breaks or commas in quotes) as columns. */
export interface Table {
	rows: number;
	text(column: string): string[];
	numbers(column: string): Float64Array;
	/** 1 where the column holds the value. */
	is(column: string, value: string | number): Float64Array;
}

export function sharedTable(path: string): Table {
	return readTable(resolve(SHARED, path));
}

export function fixture(name: string): Table {
	return readTable(resolve(import.meta.dirname, '../fixtures', name));
}

function readTable(file: string): Table {
	const lines = readFileSync(file, 'utf8').trim().split(/\r?\n/).map(fields);
	const [header, ...rows] = lines;
	const text = (column: string) => {
		const at = header.indexOf(column);
		if (at === -1) throw new Error(`${file} has no column "${column}"`);
		return rows.map((row) => row[at]);
	};
	return {
		rows: rows.length,
		text,
		numbers: (column) => Float64Array.from(text(column), Number),
		is: (column, value) =>
			Float64Array.from(text(column), (entry) => (entry === String(value) ? 1 : 0))
	};
}

function fields(line: string): string[] {
	return line.split(',').map((field) => field.replace(/^"(.*)"$/, '$1'));
}
