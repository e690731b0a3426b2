import { splitRecords } from '#lib/domain/ingest/split-records.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

/**
 * Names of columns from an option: `A,B,C`, with quotation marks around a name that holds a comma.
 *
 * @throws WorkbenchError option-needed
 */
export function columnNames(text: string | undefined, option: string, command: string): string[] {
	const [record] = splitRecords(text ?? '', ',', 1);
	const names = (record?.fields ?? []).map((name) => name.trim()).filter((name) => name !== '');
	if (names.length === 0) throw new WorkbenchError('option-needed', { option, command });
	return names;
}
