import { columnOf, excelNumber, unescapeCell } from '#lib/domain/ingest/excel-cell.ts';
import type { ExcelFormat } from '#lib/domain/ingest/excel-format.ts';
import type { Archive } from './archive.ts';
import { readXml } from './read-xml.ts';

export interface SheetContext {
	strings: string[];
	formats: ExcelFormat[];
	from1904: boolean;
}

/** Cells that hold something other than what a person has typed. */
export interface OddCells {
	count: number;
	/** The first few, such as B12. */
	first: string[];
}

export interface SheetOddities {
	/** Formulas without a stored result; their text stands in their place. */
	formulas: OddCells;
	/** Errors such as #N/A. */
	errors: OddCells;
}

const SHOWN_CELLS = 5;
const GENERAL: ExcelFormat = { kind: 'general' };

/**
 * Reads the rows of a sheet that hold anything, with their numbers. Dates become ISO texts, flags `true` and `false`,
 * formulas their stored results.
 *
 * @param onRow cells up to the last that holds something; null where a cell is empty
 */
export async function readSheet(
	archive: Archive,
	path: string,
	context: SheetContext,
	onRow: (cells: (string | null)[], row: number) => void,
	onProgress: (share: number) => void
): Promise<SheetOddities> {
	const reader = new SheetReader(context, onRow);
	const bytes = archive.bytes(path);
	let read = 0;
	await readXml(archive.read(path), reader.events, (piece) => {
		read += piece;
		onProgress(Math.min(read / bytes, 1));
	});
	return reader.oddities;
}

class SheetReader {
	readonly oddities: SheetOddities = {
		formulas: { count: 0, first: [] },
		errors: { count: 0, first: [] }
	};
	readonly #context: SheetContext;
	readonly #onRow: (cells: (string | null)[], row: number) => void;
	#row = 0;
	#column = -1;
	#cells: (string | null)[] = [];
	#type = 'n';
	#style = -1;
	#value: string | null = null;
	#formula: string | null = null;
	#inside: 'v' | 'f' | 't' | null = null;
	#spoken = 0;
	#inCell = false;

	constructor(context: SheetContext, onRow: (cells: (string | null)[], row: number) => void) {
		this.#context = context;
		this.#onRow = onRow;
	}

	readonly events = {
		open: (tag: string, attribute: (name: string) => string | undefined) => {
			if (tag === 'c') this.#openCell(attribute);
			else if (tag === 'row') this.#openRow(attribute('r'));
			else if (tag === 'rPh') this.#spoken++;
			else if (this.#inCell && (tag === 'v' || tag === 'f')) this.#begin(tag);
			else if (this.#inCell && tag === 't' && this.#spoken === 0) this.#begin('t');
		},
		text: (text: string) => {
			if (this.#inside === 'f') this.#formula += text;
			else if (this.#inside) this.#value += text;
		},
		close: (tag: string) => {
			if (tag === 'c') this.#closeCell();
			else if (tag === 'row') this.#closeRow();
			else if (tag === 'rPh') this.#spoken--;
			else if (tag === this.#inside) this.#inside = null;
		}
	};

	#begin(tag: 'v' | 'f' | 't'): void {
		this.#inside = tag;
		if (tag === 'f') this.#formula ??= '';
		else this.#value ??= '';
	}

	#openRow(number: string | undefined): void {
		this.#row = number === undefined ? this.#row + 1 : Number(number);
		this.#column = -1;
		this.#cells = [];
	}

	#openCell(attribute: (name: string) => string | undefined): void {
		const reference = attribute('r');
		this.#column = reference === undefined ? this.#column + 1 : columnOf(reference);
		this.#type = attribute('t') ?? 'n';
		this.#style = Number(attribute('s') ?? -1);
		this.#value = null;
		this.#formula = null;
		this.#inCell = true;
	}

	#closeCell(): void {
		this.#inCell = false;
		const text = this.#text();
		if (text === null || text === '' || this.#column < 0) return;
		while (this.#cells.length < this.#column) this.#cells.push(null);
		this.#cells[this.#column] = text;
	}

	#closeRow(): void {
		if (this.#cells.length > 0) this.#onRow(this.#cells, this.#row);
	}

	#text(): string | null {
		const value = this.#value;
		if (value === null) return this.#formula === null ? null : this.#formulaText();
		switch (this.#type) {
			case 's':
				return this.#context.strings[Number(value)] ?? null;
			case 'b':
				return value === '1' || value === 'true' ? 'true' : 'false';
			case 'e':
				this.#note(this.oddities.errors);
				return value;
			case 'str':
			case 'inlineStr':
				return unescapeCell(value);
			case 'd':
				return value.replace('T', ' ').replace(/Z$/, '');
			default:
				return excelNumber(
					value,
					this.#context.formats[this.#style] ?? GENERAL,
					this.#context.from1904
				);
		}
	}

	#formulaText(): string {
		this.#note(this.oddities.formulas);
		return `=${this.#formula}`;
	}

	#note(odd: OddCells): void {
		odd.count++;
		if (odd.first.length >= SHOWN_CELLS) return;
		odd.first.push(`${columnLetters(this.#column)}${this.#row}`);
	}
}

function columnLetters(column: number): string {
	const rest = Math.floor(column / 26) - 1;
	return `${rest >= 0 ? columnLetters(rest) : ''}${String.fromCharCode(65 + (column % 26))}`;
}
