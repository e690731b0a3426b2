import type { PresetRole } from './crm-preset.ts';
import { exportHeader } from './export-header.ts';
import { presetOf, type RecognisedExport } from './recognise-export.ts';

/**
 * Which columns of a recognised export play which roles: for each role all that could, best first. Whether their values
 * fit is for the caller to see.
 *
 * @param names the columns of the file
 * @example presetColumns(['Deal - ID'], { crm: 'pipedrive', object: 'deals' }).id // ['Deal - ID']
 */
export function presetColumns(
	names: readonly string[],
	recognised: Pick<RecognisedExport, 'crm' | 'object'>
): Partial<Record<PresetRole, string[]>> {
	const { roles } = presetOf(recognised);
	const entries = Object.entries(roles).map(([role, spellings]) => [
		role,
		spelledAs(spellings, names)
	]);
	return Object.fromEntries(entries);
}

/** The columns that have one of the spellings, in the order of the spellings. */
export function spelledAs(spellings: readonly string[], names: readonly string[]): string[] {
	const columns = new Map(names.map((name) => [exportHeader(name), name]));
	return spellings.flatMap((each) => columns.get(exportHeader(each)) ?? []);
}
