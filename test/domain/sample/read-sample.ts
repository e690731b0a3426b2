import { readFileSync } from 'node:fs';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';

const root = new URL('../../../', import.meta.url);

/** The text of a committed file. */
export function readText(path: string): string {
	return readFileSync(new URL(path, root), 'utf8');
}

/** The rows of a committed file of data/sample by column; the files hold no quotes. */
export function readRows(file: string): Record<string, string>[] {
	const [header, ...lines] = readText(`data/sample/${file}`).trimEnd().split('\n');
	const columns = header.split(',');
	return lines.map((line) => {
		const values = line.split(',');
		return Object.fromEntries(columns.map((column, i) => [column, values[i]]));
	});
}

export function readBaseline(): Scorecard {
	return JSON.parse(readText('models/baseline.json'));
}

/** Rows by the value of a column, in the order of the file. */
export function groupBy<T>(rows: T[], key: (row: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
	return groups;
}
