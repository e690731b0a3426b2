import { resolve } from 'node:path';
import { datasetAsFile } from '#lib/server/usecases/dataset-as-file.ts';
import type { NamedLeads } from '#lib/server/usecases/open-leads-or-dataset.ts';
import { readTable, type TableRequest } from '#lib/server/usecases/read-table.ts';
import { homeOf } from './home-option.ts';

/** What a command is to work on: a file, seen from where the user stands, or a dataset of a workspace. */
export function namedLeads(name: string, home: string | undefined): NamedLeads {
	const path = resolve(process.env.INIT_CWD ?? '.', name);
	return { name, path, home: homeOf(home) };
}

/** Columns of a file or a dataset as cells, see `readTable`. */
export async function readNamedTable(named: NamedLeads, request: TableRequest) {
	const file = await datasetAsFile(named);
	return readTable(file.path, request).finally(() => file.close());
}
