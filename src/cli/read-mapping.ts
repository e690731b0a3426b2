import { readFile } from 'node:fs/promises';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

/** The JSON of a mapping file, of any shape; of a saved mapping what it holds. @throws WorkbenchError mapping-missing, mapping-not-json */
export async function readMapping(file: string): Promise<unknown> {
	const text = await readFile(file, 'utf8').catch((cause) => {
		throw new WorkbenchError('mapping-missing', { file }, { cause });
	});
	try {
		return mappingIn(JSON.parse(text));
	} catch (cause) {
		throw new WorkbenchError('mapping-not-json', { file, reason: String(cause) }, { cause });
	}
}

function mappingIn(json: unknown): unknown {
	const saved = Object(json) as { mapping?: unknown; columns?: unknown };
	return Array.isArray(saved.columns) && saved.mapping ? saved.mapping : json;
}
