import {
	confirmedReading,
	likelyReading,
	READINGS,
	typeOf,
	type Reading,
	type ReadingEvidence
} from '#lib/domain/ingest/column-reading.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Columns, Engine, RunOptions } from '#lib/server/engine/engine.ts';
import { readCsv, textOf, type CsvSource } from './csv-source.ts';
import { hasLeadingZero, hasOffset, isReadable, isWhole, looksLike } from './reading-sql.ts';

/** Distinct texts up to which a column is stored as a list of levels. */
export const MOST_LEVELS = 1_000;
/** Columns looked at in one pass over the file. */
const COLUMNS_A_PASS = 250;
/** Rows whose distinct texts are counted. */
const COUNTED_ROWS = 10_000;
/** Rows whose texts are matched against patterns. */
const EVIDENCE_ROWS = 2_000;
const POINT_NUMBER = `'[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?'`;

/** What all values of a column say. */
export interface WholeColumn {
	index: number;
	/** What the first rows made likely. */
	likely: Reading;
	/** What holds for every value; text where no other reading does. */
	reading: Reading;
	rows: number;
	filled: number;
	/** Values the likely reading could read. */
	readable: number;
	/** Whether all values are whole numbers of 32 bits. */
	whole: boolean;
	/** Name of the table with the column's distinct texts, if they are few. */
	levels: string | null;
}

/** What is to be looked for in a column of the whole file. */
export interface WantedColumn {
	reading: Reading;
	/** Its distinct texts. */
	levels: boolean;
	/** Whether its numbers are all whole. */
	whole: boolean;
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

export interface SampledColumn {
	likely: Reading;
	filled: number;
	distinct: number;
	/** Whether all values are short whole numbers. */
	whole: boolean;
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
	const evidence = cellsByName(tried);
	return Array.from({ length: columns }, (_, i) => {
		const of = (name: string) => evidence(`c${i}`, name);
		const likely = likelyReading({
			filled: of('filled'),
			readable: Object.fromEntries(READINGS.map((each, r) => [each, of(`readable_${r}`)])),
			codes: of('codes'),
			offsets: of('offsets')
		});
		return {
			likely,
			filled: count(`c${i}`, 'filled'),
			distinct: count(`c${i}`, 'distinct_texts'),
			whole: of('filled') > 0 && of('wholes') === of('filled')
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
	const comma = `CASE WHEN contains(text, ',') THEN ${isReadable('comma-number', 'text')} ELSE NOT contains(text, '.') AND ${point} END`;
	const evidence = READINGS.map((reading, r) => {
		const strict = { 'point-number': point, 'comma-number': comma }[reading as string];
		const readable = strict ?? isReadable(reading, 'text');
		return `count(${given(looksLike(reading, 'text'), one(readable))}) AS readable_${r}`;
	});
	const code = `regexp_matches(text, '^([+]|-?0[0-9])') OR NOT abs(TRY_CAST(text AS DOUBLE)) <= 9007199254740991`;
	return [
		`count(${given(looksLike('point-number', 'text'), one(code))}) AS codes`,
		`count(${given(looksLike('point-number', 'text'), one(`regexp_full_match(text, '-?[0-9]{1,9}')`))}) AS wholes`,
		`count(${given(looksLike('iso-time', 'text'), one(hasOffset('text')))}) AS offsets`,
		...evidence
	].join(', ');
}

/**
 * Evidence from all values of every column, in as few passes over the file as possible.
 *
 * @param wanted the reading to be tried on each column
 */
export async function profileWhole(
	engine: Engine,
	source: CsvSource,
	wanted: WantedColumn[],
	options: RunOptions = {}
): Promise<WholeColumn[]> {
	const whole: WholeColumn[] = [];
	for (let from = 0; from < wanted.length; from += COLUMNS_A_PASS) {
		const indexes = range(from, Math.min(wanted.length, from + COLUMNS_A_PASS));
		const table = `whole_${from}`;
		const parts = indexes.map((i) => wholeEvidence(i, textOf(source, i), wanted[i]));
		await engine.run(
			`CREATE OR REPLACE TABLE ${table} AS SELECT count(*) AS all_rows, ${parts.join(', ')} FROM ${readCsv(source)}`,
			{ deadlineMs: Infinity, ...options }
		);
		whole.push(...(await readWhole(engine, table, indexes, wanted)));
	}
	return whole;
}

function wholeEvidence(i: number, text: string, { reading, levels, whole }: WantedColumn): string {
	const parts = [`count(${text}) AS filled_${i}`];
	if (levels) parts.push(`list(DISTINCT ${text}) AS levels_${i}`);
	if (reading !== 'text') {
		parts.push(`count(CASE WHEN ${isReadable(reading, text)} THEN 1 END) AS readable_${i}`);
	}
	if (reading === 'point-number' && whole) {
		parts.push(`count(CASE WHEN ${isWhole(text)} THEN 1 END) AS wholes_${i}`);
	}
	if (typeOf(reading) === 'number') {
		parts.push(`count(CASE WHEN ${hasLeadingZero(text)} THEN 1 END) AS codes_${i}`);
	}
	if (reading === 'iso-time') {
		parts.push(`count(CASE WHEN ${hasOffset(text)} THEN 1 END) AS offsets_${i}`);
	}
	return parts.join(', ');
}

async function readWhole(
	engine: Engine,
	table: string,
	indexes: number[],
	wanted: WantedColumn[]
): Promise<WholeColumn[]> {
	const counted = indexes.map((i) =>
		wanted[i].levels ? `, coalesce(len(levels_${i}), 0) AS level_count_${i}` : ''
	);
	const kept = `* EXCLUDE (${['all_rows', ...indexes.filter((i) => wanted[i].levels).map((i) => `levels_${i}`)].join(', ')})`;
	const result = await engine.run(`SELECT all_rows, ${kept}${counted.join('')} FROM ${table}`);
	const one = (name: string, otherwise = 0) =>
		result.names.includes(name) ? numbersOf(result, name)[0] : otherwise;
	return indexes.map((i) => {
		const tried = wanted[i].reading;
		const likely = tried === 'iso-time' && one(`offsets_${i}`) > 0 ? 'offset-time' : tried;
		const filled = one(`filled_${i}`);
		const readable = one(`readable_${i}`, filled);
		const evidence: ReadingEvidence = {
			filled,
			readable: { [tried]: readable },
			codes: one(`codes_${i}`),
			offsets: one(`offsets_${i}`)
		};
		const levels = wanted[i].levels && one(`level_count_${i}`) <= MOST_LEVELS;
		const reading = tried === 'text' ? 'text' : confirmedReading(tried, evidence);
		const rows = one('all_rows');
		const whole = reading === 'point-number' && one(`wholes_${i}`) === filled;
		return {
			index: i,
			likely,
			reading,
			rows,
			filled,
			readable,
			whole,
			levels: levels ? table : null
		};
	});
}

function range(from: number, to: number): number[] {
	return Array.from({ length: to - from }, (_, i) => from + i);
}
