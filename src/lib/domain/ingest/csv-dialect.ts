import { headerNames } from './header-names.ts';
import { splitRecords, type TextRecord } from './split-records.ts';

export type Delimiter = ',' | ';' | '\t' | '|';

/** How a CSV file is written, and what its columns are called. */
export interface CsvDialect {
	delimiter: Delimiter;
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
}

const DELIMITERS: Delimiter[] = [',', ';', '\t', '|'];
const RECORDS_LOOKED_AT = 200;

/**
 * The dialect of a CSV file from its first bytes: the delimiter under which most records have the same number
 * of fields, and the header, which is the first record of that width. A line `sep=;` and title lines above the
 * header are passed over; a trailing delimiter on the records only, or on the header only, is understood.
 *
 * @param head the first bytes, long enough to hold the header and some records
 * @returns null where there is no header, because the text is blank
 * @example csvDialect(new TextEncoder().encode('a;b\n1;2\n'))?.delimiter // ';'
 */
export function csvDialect(head: Uint8Array): CsvDialect | null {
	const marked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
	const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
		marked ? head.subarray(3) : head
	);
	const told = /^sep=([,;|\t])\r?\n/.exec(text);
	const body = text.slice(told?.[0].length ?? 0);
	const best = (told ? [told[1] as Delimiter] : DELIMITERS)
		.map((delimiter) => layout(body, delimiter))
		.reduce((a, b) => (b.score > a.score ? b : a));
	const header = best.records[best.headerIndex];
	if (!header) return null;
	const above = text.slice(0, text.length - body.length + header.start);
	const whole = text.slice(0, text.length - body.length + header.end);
	return {
		delimiter: best.delimiter,
		...headerNames(header.fields, best.width),
		dataOffset: (marked ? 3 : 0) + new TextEncoder().encode(whole).length,
		headerLine: lineEnds(above) + 1,
		dataLine: lineEnds(whole) + 1
	};
}

interface Layout {
	delimiter: Delimiter;
	records: TextRecord[];
	headerIndex: number;
	/** Columns of the file. */
	width: number;
	score: number;
}

function layout(text: string, delimiter: Delimiter): Layout {
	const all = splitRecords(text, delimiter, RECORDS_LOOKED_AT);
	const cut = all.length > 1 && !all[all.length - 1].complete && all.length < RECORDS_LOOKED_AT;
	const judged = cut ? all.slice(0, -1) : all;
	const usual = usualWidth(judged);
	const agreeing = judged.filter(({ fields }) => fields.length === usual).length;
	const named = judged.findIndex((record) => !isTitle(record));
	const headerIndex = usual >= 3 && named > 0 ? named : 0;
	const score = usual === 1 ? 0 : agreeing / judged.length + Math.min(usual, 100) / 1000;
	return {
		delimiter,
		records: judged,
		headerIndex,
		width: width(judged, headerIndex, usual),
		score
	};
}

function isTitle({ fields }: TextRecord): boolean {
	return fields.filter((field) => field.trim() !== '').length <= 1;
}

/** The header decides, unless it or every record differs by nothing but a trailing delimiter. */
function width(records: TextRecord[], headerIndex: number, usual: number): number {
	const header = records[headerIndex]?.fields ?? [];
	const rows = records.slice(headerIndex + 1);
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
