import type { FileReading } from '#lib/domain/ingest/file-reading.ts';
import { holdsPersonal } from '#lib/domain/mapping/holds-personal.ts';
import { personalKind } from '#lib/domain/mapping/personal-kind.ts';
import type { SuggestionReason } from '#lib/domain/mapping/suggest-mapping.ts';
import { HIDDEN } from '#lib/domain/mapping/without-personal.ts';
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
	const { rows, brokenRows, preview, suggestion, issues } = inspection;
	const columns = inspection.columns.map(withFewValues);
	const shown = (cells: string[]) =>
		cells.slice(0, PREVIEW_COLUMNS).map((text, c) => shownCell(text, columns[c]));
	return {
		how: howOf(inspection, chosen),
		rows,
		brokenRows,
		columns,
		preview: preview.map(shown),
		suggestion: { ...suggestion, reasons: suggestion.reasons.map(withoutSamples) },
		remarks: remarks(issues, locale)
	};
}

export function howOf(inspection: Inspection, chosen: FileReading): FileHow {
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

/** Values of people are left out: a page never shows them. */
function withFewValues(column: InspectedColumn): LookedColumn {
	const personal = personalKind(
		column.name,
		column.values.map(({ text }) => text)
	);
	const values = column.values.filter(
		({ text }) => text.length <= LONGEST_VALUE && !personal && !holdsPersonal(text)
	);
	const few = column.distinct > MOST_OUTCOMES ? values.slice(0, FEW) : values;
	return { ...column, personal, values: few };
}

/** A column a row has too many says nothing of itself. */
function shownCell(text: string, column: LookedColumn | undefined): string {
	const hidden = (column?.personal && text !== '') || holdsPersonal(text);
	return hidden ? HIDDEN : shortened(text);
}

/** The page shows the values of the columns instead. */
function withoutSamples(reason: SuggestionReason): SuggestionReason {
	return { ...reason, samples: [] };
}

function shortened(text: string): string {
	return text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL - 1)}…` : text;
}
