import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { readCsv, textOf, type CsvSource } from '#lib/server/db/load/csv-source.ts';
import { hasLeadingZero, isReadable } from '#lib/server/db/load/reading-sql.ts';

/** What stands in one column of a table. */
export interface TableColumn {
	/** How all of its values can be read. */
	reading: 'point-number' | 'comma-number' | 'text';
	filled: number;
	distinct: number;
	/** Values written like NaN or an infinity, and one of them. */
	notFinite: number;
	notFiniteExample: string | null;
	/** A value that is no number, where some are. */
	wordExample: string | null;
}

const NOT_FINITE = `'[+-]?(nan|inf|infinity)'`;

/**
 * Looks at some columns of a file as a whole: one query. A column is numbers if every value is one, with a decimal point
 * or else a decimal comma; codes with leading zeros are text.
 *
 * @param columns positions in the file
 */
export async function tableColumns(
	engine: Engine,
	source: CsvSource,
	columns: number[]
): Promise<TableColumn[]> {
	const figures = columns.map((column, i) => figuresOf(textOf(source, column), i));
	const found = await engine.run(`SELECT ${figures.join(', ')} FROM ${readCsv(source)}`);
	return columns.map((_, i) => {
		const number = (name: string) => numbersOf(found, `${name}_${i}`)[0];
		const text = (name: string) => textsOf(found, `${name}_${i}`)[0];
		const notFinite = number('not_finite');
		const finite = number('filled') - notFinite;
		const reads = (name: string) => finite > 0 && number('codes') === 0 && number(name) === finite;
		return {
			reading: reads('point') ? 'point-number' : reads('comma') ? 'comma-number' : 'text',
			filled: number('filled'),
			distinct: number('distinct'),
			notFinite,
			notFiniteExample: text('not_finite_example'),
			wordExample: text('word_example')
		};
	});
}

function figuresOf(text: string, i: number): string {
	const notFinite = `regexp_full_match(trim(${text}), ${NOT_FINITE}, 'i')`;
	const [point, comma] = [isReadable('point-number', text), isReadable('comma-number', text)];
	const number = `(coalesce(${point}, false) OR coalesce(${comma}, false) OR ${notFinite})`;
	return `count(${text}) AS filled_${i}, count(DISTINCT ${text}) AS distinct_${i},
		count(*) FILTER (${point}) AS point_${i}, count(*) FILTER (${comma}) AS comma_${i},
		count(*) FILTER (${hasLeadingZero(text)}) AS codes_${i},
		count(*) FILTER (${notFinite}) AS not_finite_${i},
		min(${text}) FILTER (${notFinite}) AS not_finite_example_${i},
		min(${text}) FILTER (NOT ${number}) AS word_example_${i}`;
}
