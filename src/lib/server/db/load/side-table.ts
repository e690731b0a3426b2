import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '#lib/server/engine/engine.ts';
import { quoteText } from '#lib/server/engine/quote.ts';

/** A small table made here rather than by the engine, handed over as a file: no limit on rows, no statement text. */
export class SideTable {
	readonly #path: string;
	readonly #file: number;
	#lines: string[] = [];
	rows = 0;

	/** @param columns SQL types by column name; both are ours */
	constructor(
		folder: string,
		readonly name: string,
		readonly columns: Record<string, 'BIGINT' | 'VARCHAR'>
	) {
		this.#path = join(folder, `${name}.csv`);
		this.#file = openSync(this.#path, 'w', 0o600);
	}

	add(...cells: (string | number | null)[]): void {
		this.#lines.push(`${cells.map(cellText).join(',')}\n`);
		this.rows++;
		if (this.#lines.length >= 4096) this.#flush();
	}

	/** Makes the table in the engine's memory. Call once. */
	async load(engine: Engine): Promise<void> {
		this.#flush();
		closeSync(this.#file);
		const columns = Object.entries(this.columns).map(([name, type]) => `'${name}': '${type}'`);
		await engine.run(
			`CREATE OR REPLACE TABLE ${this.name} AS SELECT * FROM read_csv(${quoteText(this.#path)},
				auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', nullstr = '',
				allow_quoted_nulls = false, max_line_size = 8000000, columns = {${columns.join(', ')}})`,
			{ deadlineMs: Infinity }
		);
	}

	#flush(): void {
		if (this.#lines.length > 0) writeSync(this.#file, this.#lines.join(''));
		this.#lines = [];
	}
}

function cellText(cell: string | number | null): string {
	if (cell === null) return '';
	return typeof cell === 'number' ? String(cell) : `"${cell.replaceAll('"', '""')}"`;
}
