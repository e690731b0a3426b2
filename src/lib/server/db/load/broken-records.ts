import type { ScannedRecord } from '#lib/domain/ingest/csv-scanner.ts';
import type { CsvStructure } from '#lib/domain/ingest/csv-structure.ts';
import { SideTable } from './side-table.ts';

/** Texts of rejected records are kept up to this length, and for this many records. */
const LONGEST_RAW_BYTES = 10_000;
export const MOST_RAW_RECORDS = 100_000;
/** A record in so many is remembered, to check afterwards that the engine kept the order of the file. */
const LANDMARK_EVERY = 16_384;

/** Takes down what goes by while a file is scanned: broken records, and landmarks. */
export class ScanNotes {
	readonly #broken: SideTable;
	readonly #columns: number;
	/** Record number and text of some good records. */
	readonly landmarks: { record: number; text: string }[] = [];

	constructor(folder: string, columns: number) {
		this.#columns = columns;
		this.#broken = new SideTable(folder, 'broken_records', {
			record: 'BIGINT',
			line: 'BIGINT',
			code: 'VARCHAR',
			found: 'VARCHAR',
			raw: 'VARCHAR'
		});
	}

	take(record: ScannedRecord): void {
		if (record.code) this.#takeBroken(record);
		else if (record.record % LANDMARK_EVERY === 1) {
			this.landmarks.push({ record: record.record, text: textOfRecord(record, Infinity) });
		}
	}

	/** The table `broken_records`. */
	get broken(): SideTable {
		return this.#broken;
	}

	#takeBroken(record: ScannedRecord): void {
		const counted = record.code === 'too-few-columns' || record.code === 'too-many-columns';
		const found = counted ? `${record.fields}/${this.#columns}` : null;
		const raw = this.#broken.rows < MOST_RAW_RECORDS ? textOfRecord(record) : null;
		this.#broken.add(record.record, record.line, record.code, found, raw);
	}
}

/** The text of a record, NUL shown as its picture. */
export function textOfRecord(record: ScannedRecord, longest = LONGEST_RAW_BYTES): string {
	const { window, start, end } = record;
	const bytes = window.subarray(start, Math.min(end, start + longest));
	return new TextDecoder().decode(bytes).replaceAll('\0', '\u2400');
}

/** Where record numbers and lines run ahead of row numbers, as tables `record_shifts` and `line_shifts`. */
export function shiftTables(
	folder: string,
	structure: CsvStructure
): { records: SideTable; lines: SideTable } {
	const records = new SideTable(folder, 'record_shifts', { position: 'BIGINT', shift: 'BIGINT' });
	structure.bad.forEach((record, i) => {
		// Several broken records in a row shift the same position; the last one says how far.
		if (structure.bad[i + 1] !== record + 1) records.add(record - i, i + 1);
	});
	const lines = new SideTable(folder, 'line_shifts', { record: 'BIGINT', shift: 'BIGINT' });
	structure.lineShifts.record.forEach((record, i) => {
		lines.add(record, structure.lineShifts.extra[i]);
	});
	return { records, lines };
}
