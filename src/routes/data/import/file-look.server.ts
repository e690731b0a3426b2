import type { FileReading } from '#lib/domain/ingest/file-reading.ts';
import type { InspectedColumn, Inspection } from '#lib/server/jobs/inspect-leads.ts';
import { remarks } from './remarks.server.ts';
import type { FileHow, FileLook, LookedColumn } from './file-look.ts';

const PREVIEW_COLUMNS = 40;
const LONGEST_CELL = 80;
/** A column of more different values is no outcome; a few of them show what it holds. */
const MOST_OUTCOMES = 50;
const FEW = 5;
/** A longer text is no value that a mapping would name. */
const LONGEST_VALUE = 200;

export function fileLook(
	inspection: Inspection,
	chosen: FileReading,
	locale: App.Locals['locale']
): FileLook {
	const { rows, brokenRows, columns, preview, suggestion, issues } = inspection;
	return {
		how: howOf(inspection, chosen),
		rows,
		brokenRows,
		columns: columns.map(withFewValues),
		preview: preview.map((cells) => cells.slice(0, PREVIEW_COLUMNS).map(shortened)),
		suggestion,
		remarks: remarks(issues, locale)
	};
}

function howOf(inspection: Inspection, chosen: FileReading): FileHow {
	const { found, delimiter, headerLine, headerLines } = inspection;
	return {
		format: found.format,
		compression: found.compression ?? null,
		encoding: found.encoding ?? null,
		byteOrderMark: found.byteOrderMark ?? false,
		sheet: found.sheet ?? null,
		sheets: found.sheets ?? [],
		delimiter,
		headerLine,
		headerLines,
		chosen
	};
}

function withFewValues(column: InspectedColumn): LookedColumn {
	const values = column.values.filter(({ text }) => text.length <= LONGEST_VALUE);
	return { ...column, values: column.distinct > MOST_OUTCOMES ? values.slice(0, FEW) : values };
}

function shortened(text: string): string {
	return text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL - 1)}…` : text;
}
