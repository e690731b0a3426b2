import { READING_EXAMPLES } from '#lib/domain/ingest/reading-examples.ts';
import type { InspectedColumn, Inspection } from '#lib/server/jobs/inspect-leads.ts';
import { sentence } from '#lib/server/sentences.ts';

const SHOWN_EXAMPLES = 5;

/** What `inspect --json` says about a file. */
export function inspectionJson(file: string, inspection: Inspection) {
	const { found, delimiter, headerLine, headerLines, rows, brokenRows, columns } = inspection;
	return {
		file,
		format: found.format,
		compression: found.compression ?? null,
		encoding: found.encoding ?? null,
		byteOrderMark: found.byteOrderMark ?? false,
		sheet: found.sheet ?? null,
		sheets: found.sheets?.map(({ name }) => name) ?? [],
		delimiter: found.format === 'csv' ? delimiter : null,
		headerRow: headerLine,
		headerRows: headerLines,
		rows,
		brokenRows,
		columns: columns.map(columnJson),
		preset: inspection.suggestion.recognised,
		roles: inspection.suggestion.mapping,
		suggestions: inspection.suggestion.reasons,
		issues: inspection.issues.map((each) => ({ ...each, message: sentence(each, 'en') }))
	};
}

function columnJson(column: InspectedColumn) {
	const { name, type, reading, missing, distinct, values, flag, ambiguous } = column;
	return {
		name,
		type: flag ? 'flag' : type,
		dialect: dialectOf(column),
		reading,
		...(ambiguous.length > 0 ? { ambiguous } : {}),
		missing,
		distinct,
		examples: values.slice(0, SHOWN_EXAMPLES).map(({ text }) => text)
	};
}

/** How the column writes its values, in a word; null where it is plain text. */
export function dialectOf({ reading, flag, ambiguous }: InspectedColumn): string | null {
	if (flag) return [flag.yes, flag.no].filter((word) => word !== '').join('/');
	if (ambiguous.length > 0) return ambiguous.map((each) => READING_EXAMPLES[each]).join(' or ');
	return READING_EXAMPLES[reading] || null;
}
