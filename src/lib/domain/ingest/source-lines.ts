import type { CsvStructure } from './csv-structure.ts';

/**
 * Where the lines of a text made of another file come from: from line `made[i]` on, a line comes from
 * `source[i]` and the following ones from those below it. Ascending in `made`.
 */
export interface SourceLines {
	made: number[];
	source: number[];
}

/**
 * The line of the person's file (the row of a sheet, the entry of a list) that a line comes from.
 *
 * @example sourceLine({ made: [1, 3], source: [1, 10] }, 4) // 11
 */
export function sourceLine({ made, source }: SourceLines, line: number): number {
	let low = 0;
	let high = made.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (made[middle] <= line) low = middle + 1;
		else high = middle;
	}
	return low === 0 ? line : source[low - 1] + (line - made[low - 1]);
}

/**
 * A structure whose lines are those of the person's file.
 *
 * @param firstLine line of the first record in the text that was scanned
 * @param lines `records` where the person's file has no lines, so that its records are counted
 * @returns the structure, and the line its shifts count from
 */
export function withSourceLines(
	structure: CsvStructure,
	firstLine: number,
	lines: SourceLines | 'records'
): { structure: CsvStructure; firstLine: number } {
	if (lines === 'records') {
		const none = { record: new Float64Array(0), extra: new Float64Array(0) };
		return { structure: { ...structure, lineShifts: none }, firstLine: 1 };
	}
	const first = sourceLine(lines, firstLine);
	const { record, extra } = structure.lineShifts;
	const shifts = { record: [] as number[], extra: [] as number[] };
	let [s, b, madeExtra, last] = [0, 0, 0, 0];
	// A shift begins where a record spans lines, or where the source skips some: both lists are walked together.
	for (let at = 1; at <= structure.records;) {
		while (s < record.length && record[s] <= at) madeExtra = extra[s++];
		const made = firstLine + at - 1 + madeExtra;
		while (b < lines.made.length && lines.made[b] <= made) b++;
		const now = sourceLine(lines, made) - first - (at - 1);
		if (now !== last) {
			shifts.record.push(at);
			shifts.extra.push(now);
			last = now;
		}
		const nextShift = s < record.length ? record[s] : Infinity;
		const nextBreak = b < lines.made.length ? at + (lines.made[b] - made) : Infinity;
		at = Math.max(at + 1, Math.min(nextShift, nextBreak));
	}
	const lineShifts = {
		record: Float64Array.from(shifts.record),
		extra: Float64Array.from(shifts.extra)
	};
	return { structure: { ...structure, lineShifts }, firstLine: first };
}
