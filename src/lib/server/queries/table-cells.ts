import type { Term } from '#lib/domain/logistic/design-from-terms.ts';
import { readCsv, textOf, type CsvSource } from '#lib/server/db/load/csv-source.ts';
import { readSurely } from '#lib/server/db/load/reading-sql.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Columns, Engine } from '#lib/server/engine/engine.ts';
import type { TableColumn } from './table-columns.ts';

/** A column of the file under a name, with how it is read. */
export interface NamedColumn {
	name: string;
	/** Position in the file. */
	column: number;
	reading: TableColumn['reading'];
}

export interface CellsOfTable {
	columns: NamedColumn[];
	/** Condition of a win over the text of the outcome. */
	outcome: { column: number; isEvent: (text: string) => string };
	/** Column of counts; each row counts once where it is null. */
	weights: NamedColumn | null;
}

/** Rows of a table as cells: equal rows together. */
export interface TableCells {
	terms: Term[];
	n: Float64Array;
	k: Float64Array;
	/** Leads left out because a value of theirs is missing. */
	omitted: number;
}

/** Equal rows of a table counted together, rows with a missing value left out: one GROUP BY, in an order of its own. */
export async function tableCells(
	engine: Engine,
	source: CsvSource,
	{ columns, outcome, weights }: CellsOfTable
): Promise<TableCells> {
	const outcomeText = textOf(source, outcome.column);
	const values = columns.map(
		({ column, reading }, i) => `${value(source, column, reading)} AS v${i}`
	);
	const counted = weights ? value(source, weights.column, weights.reading) : '1';
	const complete = [outcomeText, ...columns.map(({ column }) => textOf(source, column))];
	const found = await engine.run(`
		WITH leads AS (
			SELECT ${[...values, `${counted} AS counted`].join(', ')},
				${outcome.isEvent(outcomeText)} AS won,
				${complete.map((text) => `${text} IS NOT NULL`).join(' AND ')} AS complete
			FROM ${readCsv(source)}
		)
		SELECT ${columns.map((_, i) => `CASE WHEN complete THEN v${i} END AS v${i}`).join(', ')}${columns.length > 0 ? ',' : ''}
			complete::INTEGER AS complete, CAST(sum(counted) AS DOUBLE) AS n,
			CAST(coalesce(sum(counted) FILTER (won), 0) AS DOUBLE) AS k
		FROM leads GROUP BY ALL ORDER BY ALL`);
	return cellsOf(found, columns);
}

function value(source: CsvSource, column: number, reading: TableColumn['reading']): string {
	const text = textOf(source, column);
	return reading === 'text' ? text : readSurely(reading, text);
}

function cellsOf(found: Columns, columns: NamedColumn[]): TableCells {
	const [complete, n, k] = ['complete', 'n', 'k'].map((name) => numbersOf(found, name));
	const kept = [...complete.keys()].filter((c) => complete[c] === 1);
	const pick = (values: Float64Array) => Float64Array.from(kept, (c) => values[c]);
	const all = n.reduce((sum, value) => sum + value, 0);
	const counts = pick(n);
	return {
		terms: columns.map((column, i) => termOf(column, found, i, kept)),
		n: counts,
		k: pick(k),
		omitted: all - counts.reduce((sum, value) => sum + value, 0)
	};
}

function termOf({ name, reading }: NamedColumn, found: Columns, i: number, kept: number[]): Term {
	const column = found.columns[i];
	if (reading !== 'text') {
		if (column.kind !== 'number') throw new Error(`tableCells: ${name} is ${column.kind}`);
		const { values } = column;
		return { kind: 'number', name, values: Float64Array.from(kept, (c) => values[c]) };
	}
	const texts = textsOf(found, `v${i}`);
	const levels = new Map<string, number>();
	const level = Uint32Array.from(kept, (c) => {
		const text = texts[c] as string;
		const known = levels.get(text) ?? levels.size;
		levels.set(text, known);
		return known;
	});
	return { kind: 'category', name, level, levels: [...levels.keys()] };
}
