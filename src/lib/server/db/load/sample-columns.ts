import {
	likelyReading,
	otherReadings,
	READINGS,
	type Reading,
	type ReadingEvidence
} from '#lib/domain/ingest/column-reading.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Columns, Engine, RunOptions } from '#lib/server/engine/engine.ts';
import { readCsv, textOf, type CsvSource } from './csv-source.ts';
import { couldBeGrouped, hasOffset, isReadable, isSeparated, looksLike } from './reading-sql.ts';

/** Rows whose distinct texts are counted. */
const COUNTED_ROWS = 10_000;
/** Rows whose texts are matched against patterns. */
const EVIDENCE_ROWS = 2_000;
const POINT_NUMBER = `'[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?'`;

/** What the first rows say about a column. */
export interface SampledColumn {
	likely: Reading;
	/** Readings that fit these rows as well, with other values. */
	others: Reading[];
	filled: number;
	distinct: number;
	/** Whether all values are short whole numbers. */
	whole: boolean;
	/** Values with a point or comma. */
	separated: number;
}

/** The first rows of the file as table `sample`, for evidence that is too dear to gather from all rows. */
export async function takeSample(
	engine: Engine,
	source: CsvSource,
	rows: number,
	options: RunOptions
): Promise<void> {
	const columns = Array.from({ length: source.columns }, (_, i) => `${textOf(source, i)} AS c${i}`);
	await engine.run(
		`CREATE OR REPLACE TABLE sample AS SELECT ${columns.join(', ')} FROM ${readCsv(source)} LIMIT ${rows}`,
		{ deadlineMs: Infinity, ...options }
	);
}

/**
 * The first value of each column that is empty in the first rows, as table `late_sample` with the
 * columns renumbered: late columns such as a closing date in a file with the newest leads first.
 */
export async function takeLateSample(
	engine: Engine,
	source: CsvSource,
	columns: number[],
	options: RunOptions
): Promise<void> {
	const firsts = columns.map((i, at) => `any_value(${textOf(source, i)}) AS c${at}`).join(', ');
	const text = `CREATE OR REPLACE TABLE late_sample AS SELECT ${firsts} FROM ${readCsv(source)}`;
	await engine.run(text, { deadlineMs: Infinity, ...options });
}

/** What a sample says about every column. Its cells are looked at as one long list, so that a pattern is compiled once. */
export async function profileSample(
	engine: Engine,
	table: 'sample' | 'late_sample',
	columns: number
): Promise<SampledColumn[]> {
	const counted = await engine.run(
		`SELECT name, count(*) AS filled, count(DISTINCT text) AS distinct_texts
		FROM (UNPIVOT (FROM ${table} LIMIT ${COUNTED_ROWS}) ON * INTO NAME name VALUE text) GROUP BY name`
	);
	const tried = await engine.run(
		`SELECT name, count(*) AS filled, ${sampleEvidence()}
		FROM (UNPIVOT (FROM ${table} LIMIT ${EVIDENCE_ROWS}) ON * INTO NAME name VALUE text) GROUP BY name`
	);
	const count = cellsByName(counted);
	const found = cellsByName(tried);
	return Array.from({ length: columns }, (_, i) => {
		const of = (name: string) => found(`c${i}`, name);
		const evidence: ReadingEvidence = {
			filled: of('filled'),
			readable: Object.fromEntries(READINGS.map((each, r) => [each, of(`readable_${r}`)])),
			codes: of('codes'),
			offsets: of('offsets'),
			separated: of('separated'),
			grouped: of('grouped')
		};
		const likely = likelyReading(evidence);
		return {
			likely,
			others: otherReadings(likely, evidence),
			filled: count(`c${i}`, 'filled'),
			distinct: count(`c${i}`, 'distinct_texts'),
			whole: of('filled') > 0 && of('wholes') === of('filled'),
			separated: of('separated')
		};
	});
}

/** Counts by column of the file and name; a column without values is not in the list and has 0 of everything. */
function cellsByName(result: Columns): (column: string, name: string) => number {
	const rows = new Map(textsOf(result, 'name').map((column, row) => [column, row]));
	return (column, name) => {
		const row = rows.get(column);
		return row === undefined ? 0 : numbersOf(result, name)[row];
	};
}

/** Cheap tests first: a text is cast or matched only where a cheaper test has passed. */
function sampleEvidence(): string {
	const given = (condition: string, then: string) => `CASE WHEN ${condition} THEN ${then} END`;
	const one = (condition: string) => given(condition, '1');
	const point = `regexp_full_match(text, ${POINT_NUMBER}) AND ${isReadable('point-number', 'text')}`;
	const evidence = READINGS.map((reading, r) => {
		const readable = reading === 'point-number' ? point : isReadable(reading, 'text');
		return `count(${given(looksLike(reading, 'text'), one(readable))}) AS readable_${r}`;
	});
	const code = `regexp_matches(text, '^([+]|-?0[0-9])') OR NOT abs(TRY_CAST(text AS DOUBLE)) <= 9007199254740991`;
	const short = looksLike('comma-amount', 'text');
	return [
		`count(${given(looksLike('point-number', 'text'), one(code))}) AS codes`,
		`count(${given(looksLike('point-number', 'text'), one(`regexp_full_match(text, '-?[0-9]{1,9}')`))}) AS wholes`,
		`count(${given(looksLike('iso-time', 'text'), one(hasOffset('text')))}) AS offsets`,
		`count(${given(short, one(isSeparated('text')))}) AS separated`,
		`count(${given(short, one(`${isSeparated('text')} AND ${couldBeGrouped('text')}`))}) AS grouped`,
		...evidence
	].join(', ');
}
