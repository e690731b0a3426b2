import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openLeadFile } from '#lib/server/db/convert/open-lead-file.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import type { LeadFile } from './check-leads.ts';
import { engineOnce } from './engine-once.ts';
import type { JobContext } from './jobs.ts';

/** A sheet or a file of rules as text. */
export interface SheetText {
	text: string;
	/** The sheet that was read and those one may read instead; none for other files. */
	sheet: string | null;
	sheets: string[];
}

/** A text of rules is no longer than this. */
export const MOST_RULES_BYTES = 900_000;

/**
 * The text of a sheet or a file of rules, in UTF-8.
 *
 * @throws WorkbenchError what `openLeadFile` throws; rules-file-large
 */
export async function readSheet(
	input: { file: LeadFile },
	{ folder, onProgress, openEngine }: JobContext
): Promise<SheetText> {
	const { path, name, reading } = input.file;
	const file = await openLeadFile(path, name, {
		reading,
		folder: join(folder, 'scratch'),
		engine: engineOnce(openEngine, path),
		onProgress: (share) => onProgress({ stage: 'converting', share })
	});
	if ((await stat(file.path)).size > MOST_RULES_BYTES) {
		throw new WorkbenchError('rules-file-large', { name, kilobytes: MOST_RULES_BYTES / 1000 });
	}
	const sheets = file.found.sheets?.map((each) => each.name) ?? [];
	const text = (await readFile(file.path, 'utf8')).replace(/^\uFEFF/, '');
	return { text, sheet: file.found.sheet ?? null, sheets };
}
