import { readFileSync } from 'node:fs';

export type Row = Record<string, string>;

const DAY = 86_400_000;

/** Rows of a file of the sample by the names of its header; it has no quotes. */
export function sampleRows(file: string): Row[] {
	const [header, ...lines] = readFileSync(`data/sample/${file}.csv`, 'utf8').trimEnd().split('\n');
	const names = header.split(',');
	return lines.map((line) => {
		const values = line.split(',');
		return Object.fromEntries(names.map((name, i) => [name, values[i]]));
	});
}

/** Days of 24 hours between two times of the sample. */
export function daysFrom(from: string, to: string): number {
	return (Date.parse(to) - Date.parse(from)) / DAY;
}

export function centsOf(amount: string): number {
	return Math.round(Number(amount) * 100);
}

/** Newest time in any file: the data date. */
export function newestDate(): string {
	const times = [
		...sampleRows('leads').flatMap((row) => [row.created_at, row.won_at, row.lost_at]),
		...sampleRows('touches').map((row) => row.at),
		...sampleRows('stages').map((row) => row.at),
		...sampleRows('deals').map((row) => row.closed_at)
	];
	return times.filter(Boolean).reduce((a, b) => (Date.parse(a) > Date.parse(b) ? a : b));
}
