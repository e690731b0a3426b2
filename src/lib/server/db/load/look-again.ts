import {
	confirmedReading,
	likelyReading,
	otherReadings,
	READINGS,
	typeOf,
	type ReadingEvidence
} from '#lib/domain/ingest/column-reading.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine, RunOptions } from '#lib/server/engine/engine.ts';
import { readCsv, textOf, type CsvSource } from './csv-source.ts';
import type { WantedColumn, WholeColumn } from './profile-columns.ts';
import {
	couldBeGrouped,
	hasLeadingZero,
	hasOffset,
	isPlaceholderDate,
	isReadable,
	isSeparated,
	looksLike
} from './reading-sql.ts';

/**
 * Tries every reading on all values of the columns that turned out otherwise than their first rows: values that the
 * likely reading cannot read, or decimals in what looked like whole numbers (1.234 may have become a thousand).
 *
 * @returns the columns, those that were looked at again with what fits all of their values
 */
export async function lookAgain(
	engine: Engine,
	source: CsvSource,
	whole: WholeColumn[],
	wanted: WantedColumn[],
	options: RunOptions = {}
): Promise<WholeColumn[]> {
	const doubtful = whole.filter((column) => isDoubtful(column, wanted[column.index]));
	if (doubtful.length === 0) return whole;
	const parts = doubtful.flatMap(({ index }) => evidenceOf(index, textOf(source, index)));
	const result = await engine.run(`SELECT ${parts.join(', ')} FROM ${readCsv(source)}`, {
		deadlineMs: Infinity,
		...options
	});
	return whole.map((column) => {
		if (!doubtful.includes(column)) return column;
		const one = (name: string) => numbersOf(result, `${name}_${column.index}`)[0];
		return seenAgain(
			column,
			{
				filled: column.filled,
				readable: Object.fromEntries(READINGS.map((each, r) => [each, one(`readable${r}`)])),
				codes: one('codes'),
				offsets: one('offsets'),
				separated: one('separated'),
				grouped: one('grouped')
			},
			one('placeholders')
		);
	});
}

function isDoubtful(column: WholeColumn, { chosen, whole }: WantedColumn): boolean {
	const { likely, filled, readable } = column;
	if (chosen || likely === 'text' || filled === 0) return false;
	return readable < filled || (whole && likely === 'point-number' && !column.whole);
}

/** Another reading takes over only if it can read everything; else the likely one stays what most values are. */
function seenAgain(
	column: WholeColumn,
	evidence: ReadingEvidence,
	placeholders: number
): WholeColumn {
	const best = likelyReading(evidence);
	const reading = best === 'text' ? 'text' : confirmedReading(best, evidence);
	if (typeOf(reading) !== typeOf(column.likely)) return column;
	return {
		...column,
		likely: reading,
		reading,
		others: otherReadings(best, evidence),
		readable: evidence.readable[best] ?? 0,
		placeholders: typeOf(reading) === 'timestamp' ? placeholders : 0,
		separated: evidence.separated
	};
}

function evidenceOf(i: number, text: string): string[] {
	const counted = (condition: string, name: string) =>
		`count(CASE WHEN ${condition} THEN 1 END) AS ${name}_${i}`;
	const times = READINGS.filter((reading) => typeOf(reading) === 'timestamp');
	const placeholder = times.map(
		(reading) =>
			`(${looksLike(reading, text)} AND coalesce(${isPlaceholderDate(reading, text)}, false))`
	);
	return [
		...READINGS.map((reading, r) =>
			counted(`${looksLike(reading, text)} AND ${isReadable(reading, text)}`, `readable${r}`)
		),
		counted(hasLeadingZero(text), 'codes'),
		counted(`${looksLike('iso-time', text)} AND ${hasOffset(text)}`, 'offsets'),
		counted(isSeparated(text), 'separated'),
		counted(couldBeGrouped(text), 'grouped'),
		counted(placeholder.join(' OR '), 'placeholders')
	];
}
