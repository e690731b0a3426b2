import {
	confirmedReading,
	otherReadings,
	typeOf,
	type Reading,
	type ReadingEvidence
} from '#lib/domain/ingest/column-reading.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Columns, Engine, RunOptions } from '#lib/server/engine/engine.ts';
import { readCsv, textOf, type CsvSource } from './csv-source.ts';
import {
	couldBeGrouped,
	hasLeadingZero,
	hasOffset,
	isPlaceholderDate,
	isReadable,
	isSeparated,
	isWhole
} from './reading-sql.ts';

/** Distinct texts up to which a column is stored as a list of levels. */
export const MOST_LEVELS = 1_000;
/** Columns looked at in one pass over the file. */
const COLUMNS_A_PASS = 250;

/** What all values of a column say. */
export interface WholeColumn {
	index: number;
	/** What the first rows made likely, or what somebody has asked for. */
	likely: Reading;
	/** What holds for every value; text where no other reading does. */
	reading: Reading;
	/** Readings that fit as well, so that somebody has to say which is meant. */
	others: Reading[];
	rows: number;
	filled: number;
	/** Values the likely reading could read. */
	readable: number;
	/** Dates of the years 1 and 9999, which stand for "no date". */
	placeholders: number;
	/** Values with a point or comma; null where nobody counted. */
	separated: number | null;
	/** Whether all values are whole numbers of 32 bits. */
	whole: boolean;
	/** Name of the table with the column's distinct texts, if they are few. */
	levels: string | null;
}

/** What is to be looked for in a column of the whole file. */
export interface WantedColumn {
	reading: Reading;
	/** Readings that fit the first rows as well. */
	others: Reading[];
	/** Somebody has asked for the reading: it is not given up because of values it cannot read. */
	chosen: boolean;
	/** Its distinct texts. */
	levels: boolean;
	/** Whether its numbers are all whole. */
	whole: boolean;
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

function wholeEvidence(i: number, text: string, wanted: WantedColumn): string {
	const { reading, others, levels, whole } = wanted;
	const counted = (condition: string, name: string) =>
		`count(CASE WHEN ${condition} THEN 1 END) AS ${name}_${i}`;
	const parts = [`count(${text}) AS filled_${i}`];
	if (levels) parts.push(`list(DISTINCT ${text}) AS levels_${i}`);
	if (reading !== 'text') parts.push(counted(isReadable(reading, text), 'readable'));
	if (reading === 'point-number' && whole) parts.push(counted(isWhole(text), 'wholes'));
	if (typeOf(reading) === 'number') parts.push(counted(hasLeadingZero(text), 'codes'));
	if (typeOf(reading) === 'timestamp') {
		parts.push(counted(isPlaceholderDate(reading, text), 'placeholders'));
	}
	if (reading === 'iso-time') parts.push(counted(hasOffset(text), 'offsets'));
	if (others.length > 0) {
		parts.push(counted(isSeparated(text), 'separated'));
		parts.push(counted(couldBeGrouped(text), 'grouped'));
		others.forEach((other, o) => parts.push(counted(isReadable(other, text), `other${o}`)));
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
	return indexes.map((i) => wholeColumn(result, i, wanted[i], table));
}

function wholeColumn(
	result: Columns,
	i: number,
	{ reading: tried, others, chosen, levels }: WantedColumn,
	table: string
): WholeColumn {
	const one = (name: string, otherwise = 0) =>
		result.names.includes(`${name}_${i}`) ? numbersOf(result, `${name}_${i}`)[0] : otherwise;
	const filled = one('filled');
	const readable = one('readable', filled);
	const evidence: ReadingEvidence = {
		filled,
		readable: {
			[tried]: readable,
			...Object.fromEntries(others.map((other, o) => [other, one(`other${o}`)]))
		},
		codes: one('codes'),
		offsets: one('offsets'),
		separated: one('separated'),
		grouped: one('grouped')
	};
	const likely = tried === 'iso-time' && one('offsets') > 0 ? 'offset-time' : tried;
	const confirmed = tried === 'text' ? 'text' : confirmedReading(tried, evidence);
	return {
		index: i,
		likely,
		reading: chosen ? likely : confirmed,
		others: chosen || others.length === 0 ? [] : otherReadings(tried, evidence),
		rows: numbersOf(result, 'all_rows')[0],
		filled,
		readable,
		placeholders: one('placeholders'),
		separated: others.length > 0 ? one('separated') : null,
		whole: confirmed === 'point-number' && one('wholes', -1) === filled,
		levels: levels && one('level_count') <= MOST_LEVELS ? table : null
	};
}

function range(from: number, to: number): number[] {
	return Array.from({ length: to - from }, (_, i) => from + i);
}
