import type { FileReading } from './file-reading.ts';
import { headerNames } from './header-names.ts';
import { headerRows, joinedNames, type HeaderRows } from './header-rows.ts';
import { splitRecords, type TextRecord } from './split-records.ts';

/** How a CSV file is written, and what its columns are called. */
export interface CsvDialect {
	/** One ASCII character. */
	delimiter: string;
	/** One name a column, unique, as shown to people and as mappings and scorecards use them. */
	names: string[];
	/** Columns whose name had to be changed because another one has it. */
	renamed: { from: string; to: string }[];
	/** Names given to columns without one. */
	unnamed: string[];
	/** Bytes before the first data record: byte order mark, lines above the header, header. */
	dataOffset: number;
	/** Physical line of the header and of the first byte after it, counted from 1. */
	headerLine: number;
	dataLine: number;
	/** Records that make up the header. */
	headerLines: number;
}

/** What is known of a file beforehand; everything left out is found. */
export interface DialectWishes extends Pick<
	FileReading,
	'delimiter' | 'headerLine' | 'headerLines'
> {
	/** Line of the person's file that a line of this text comes from; `headerLine` is one of those. */
	lineOf?: (line: number) => number;
}

const DELIMITERS = [',', ';', '\t', '|'];
/** Tried where none of the usual ones makes columns. */
const RARE_DELIMITERS = ['\u0001', '\u001f', '^', '~', ':'];
const RECORDS_LOOKED_AT = 200;
/** A rare delimiter has to make so many columns in every record, because it also stands in times and texts. */
const FEWEST_RARE_COLUMNS = 3;

/**
 * The dialect of a CSV file from its first bytes: the delimiter under which most records have the same number
 * of fields, and the header, which is the first record that is wide and full enough. A line `sep=;` and title
 * lines above the header are passed over; a trailing delimiter on the records only, or on the header only, is
 * understood; a row of groups above the header or of units below it is joined with it.
 *
 * @param head the first bytes, long enough to hold the header and some records
 * @returns null where there is no header, because the text is blank or ends before the wished line
 * @example csvDialect(new TextEncoder().encode('a;b\n1;2\n'))?.delimiter // ';'
 */
export function csvDialect(head: Uint8Array, wishes: DialectWishes = {}): CsvDialect | null {
	const marked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
	const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
		marked ? head.subarray(3) : head
	);
	const told = wishes.lineOf ? null : /^sep=([\t!#-~])\r?\n/.exec(text);
	const body = text.slice(told?.[0].length ?? 0);
	const linesBefore = lineEnds(told?.[0] ?? '');
	const delimiter = wishes.delimiter ?? told?.[1];
	const best = delimiter ? layout(body, delimiter) : likelyLayout(body);
	const { first, count } = headerOf(best, body, linesBefore, wishes);
	const header = best.records.slice(first, first + count);
	if (header.length === 0) return null;
	const names = joinedNames(header.map(({ fields }) => fields));
	const above = body.slice(0, header[0].start);
	const whole = body.slice(0, header[header.length - 1].end);
	const bytesBefore = (marked ? 3 : 0) + (told?.[0].length ?? 0);
	return {
		delimiter: best.delimiter,
		...headerNames(names, width(best, names, first + count)),
		dataOffset: bytesBefore + new TextEncoder().encode(whole).length,
		headerLine: linesBefore + lineEnds(above) + 1,
		dataLine: linesBefore + lineEnds(whole) + 1,
		headerLines: count
	};
}

interface Layout {
	delimiter: string;
	records: TextRecord[];
	/** The most frequent number of fields. */
	usual: number;
	score: number;
}

function likelyLayout(text: string): Layout {
	const best = (layouts: Layout[]) => layouts.reduce((a, b) => (b.score > a.score ? b : a));
	const usual = best(DELIMITERS.map((delimiter) => layout(text, delimiter)));
	if (usual.score > 0) return usual;
	const rare = best(RARE_DELIMITERS.map((delimiter) => layout(text, delimiter)));
	return rare.usual >= FEWEST_RARE_COLUMNS && rare.score >= 1 ? rare : usual;
}

function layout(text: string, delimiter: string): Layout {
	const all = splitRecords(text, delimiter, RECORDS_LOOKED_AT);
	const cut = all.length > 1 && !all[all.length - 1].complete && all.length < RECORDS_LOOKED_AT;
	const records = cut ? all.slice(0, -1) : all;
	const usual = usualWidth(records);
	const agreeing = records.filter(({ fields }) => fields.length === usual).length;
	const score = usual === 1 ? 0 : agreeing / records.length + Math.min(usual, 100) / 1000;
	return { delimiter, records, usual, score };
}

function headerOf(
	{ records, usual }: Layout,
	text: string,
	linesBefore: number,
	{ headerLine, headerLines, lineOf = (line) => line }: DialectWishes
): HeaderRows {
	if (headerLine === undefined) {
		const found = headerRows(records, usual);
		return { first: found.first, count: headerLines ?? found.count };
	}
	const first = records.findIndex(
		({ start }) => lineOf(linesBefore + lineEnds(text.slice(0, start)) + 1) >= headerLine
	);
	return { first: first < 0 ? records.length : first, count: headerLines ?? 1 };
}

/** The header decides, unless it or every record differs by nothing but a trailing delimiter. */
function width({ records, usual }: Layout, header: string[], firstRow: number): number {
	const rows = records.slice(firstRow);
	const headerTrails = header.length === usual + 1 && header[header.length - 1].trim() === '';
	const rowsTrail =
		header.length === usual - 1 &&
		rows.every(({ fields }) => fields.length !== usual || fields[usual - 1].trim() === '');
	return headerTrails || rowsTrail ? usual : header.length;
}

/** The most frequent number of fields; of equally frequent ones the larger. */
function usualWidth(records: TextRecord[]): number {
	const counts = new Map<number, number>();
	for (const { fields } of records) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
	const ranked = [...counts].sort(([a, n], [b, m]) => m - n || b - a);
	return ranked[0]?.[0] ?? 0;
}

function lineEnds(text: string): number {
	return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}
