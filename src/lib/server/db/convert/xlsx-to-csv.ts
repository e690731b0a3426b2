import { issue, type Issue } from '#lib/domain/issue.ts';
import type { SourceLines } from '#lib/domain/ingest/source-lines.ts';
import { similarNames } from '#lib/domain/mapping/similar-names.ts';
import { isWorkbenchError, WorkbenchError } from '#lib/server/workbench-error.ts';
import type { Allowance } from './limits.ts';
import { TableWriter } from './table-writer.ts';
import { Archive } from './xlsx/archive.ts';
import { readSheet, type OddCells } from './xlsx/sheet-rows.ts';
import { cellFormats, openWorkbook, sharedStrings, type Sheet } from './xlsx/workbook.ts';

/** Share of the work that the texts of all cells take. */
const STRINGS_SHARE = 0.2;

export interface SheetTable {
	/** The sheet that was read, and all there are. */
	sheet: string;
	sheets: { name: string; hidden: boolean }[];
	lines: SourceLines;
	issues: Issue[];
}

/**
 * Makes a CSV text of a sheet of a workbook: the wished one, or else the first visible one that holds a table.
 *
 * @throws WorkbenchError sheet-unknown with the names there are, workbook-empty, file-binary, file-damaged,
 * file-cut-short, file-encrypted, file-unpacks-too-large
 */
export async function xlsxToCsv(
	from: { path: string; name: string; bytes: number },
	to: string,
	wished: string | undefined,
	allowance: Allowance,
	onProgress: (share: number) => void
): Promise<SheetTable> {
	const { name } = from;
	const archive = await Archive.open(from.path, name, allowance);
	try {
		const workbook = await openWorkbook(archive, name);
		const candidates = chosenSheets(workbook.sheets, wished, name);
		const context = {
			strings: await sharedStrings(archive, workbook, name),
			formats: await cellFormats(archive, workbook),
			from1904: workbook.from1904
		};
		for (const sheet of candidates) {
			const writer = new TableWriter(to, allowance);
			const odd = await readSheet(
				archive,
				sheet.path,
				context,
				(cells, row) => writer.add(cells, row),
				(share) => onProgress(STRINGS_SHARE + (1 - STRINGS_SHARE) * share)
			);
			const { rows } = writer;
			const lines = writer.finish(null);
			if (rows < 2 && wished === undefined && sheet !== candidates[candidates.length - 1]) continue;
			if (rows === 0) throw new WorkbenchError('sheet-empty', { name, sheet: sheet.name });
			const issues = [
				...oddCells('cells-with-formulas', odd.formulas),
				...oddCells('cells-with-errors', odd.errors)
			];
			const sheets = workbook.sheets.map(({ name, hidden }) => ({ name, hidden }));
			return { sheet: sheet.name, sheets, lines, issues };
		}
		throw new WorkbenchError('sheet-empty', { name, sheet: '' });
	} catch (cause) {
		if (isWorkbenchError(cause) || (cause as NodeJS.ErrnoException).code) throw cause;
		throw new WorkbenchError('file-damaged', { name }, { cause });
	} finally {
		archive.close();
	}
}

function chosenSheets(sheets: Sheet[], wished: string | undefined, name: string): Sheet[] {
	if (wished === undefined) {
		const visible = sheets.filter(({ hidden }) => !hidden);
		const shown = visible.length > 0 ? visible : sheets;
		if (shown.length === 0) throw new WorkbenchError('sheet-empty', { name, sheet: '' });
		return shown;
	}
	const found = sheets.find((sheet) => sheet.name === wished);
	if (found) return [found];
	const names = sheets.map((sheet) => sheet.name);
	const close = similarNames(wished, names);
	const params = { name, sheet: wished, sheets: (close.length > 0 ? close : names).join(', ') };
	throw new WorkbenchError('sheet-unknown', params);
}

function oddCells(code: string, { count, first }: OddCells): Issue[] {
	if (count === 0) return [];
	return [issue(code, 'warning', { cells: count, first: first.join(', ') })];
}
