import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import { SIDE_COLUMNS } from '#lib/server/db/load/side-select.ts';
import { textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

export const STORED_ROLES = ['leads', 'touches', 'stages', 'deals', 'costs', 'rejects'] as const;
export type StoredRole = (typeof STORED_ROLES)[number];

const REJECTS = ['row_number', 'line', 'column_name', 'code', 'found', 'first_line', 'raw'];
const MOST_ROWS = 9_000_000_000_000;

/**
 * Rows of a dataset attached as `dataset`, as they are stored, each as the text of a JSON list. Numbers are written by the
 * engine, so that whole numbers of any size keep every digit.
 *
 * @param limit null brings all
 * @throws WorkbenchError rows-role-missing
 */
export function storedRows(
	{ engine, manifest }: { engine: Engine; manifest: DatasetManifest },
	role: StoredRole,
	limit: number | null
): { columns: string[]; lines: AsyncGenerator<string> } {
	const { columns, names, from } = sourceOf(manifest, role);
	const cells = names.map((name) => jsonOf(name, manifest, role));
	const query = `SELECT '[' || concat_ws(',', ${cells.join(', ')}) || ']' AS line FROM ${from} LIMIT ${limit ?? MOST_ROWS}`;
	return { columns, lines: linesOf(engine, query) };
}

async function* linesOf(engine: Engine, query: string): AsyncGenerator<string> {
	for await (const piece of engine.stream(query, { deadlineMs: Infinity })) {
		for (const line of textsOf(piece, 'line')) yield line ?? '';
	}
}

function sourceOf({ schema, tables = {} }: DatasetManifest, role: StoredRole) {
	if (role === 'leads') {
		const columns = schema.map(({ name }) => name);
		const names = schema.map(({ column, compared }) => compared ?? column);
		return { columns, names, from: 'dataset.leads ORDER BY row_number' };
	}
	if (role === 'rejects') {
		return { columns: REJECTS, names: REJECTS, from: 'dataset.rejects ORDER BY rowid' };
	}
	if (tables[role] === undefined) {
		const roles = ['leads', ...Object.keys(tables), 'rejects'].join(', ');
		throw new WorkbenchError('rows-role-missing', { role, roles });
	}
	const columns = [...SIDE_COLUMNS[role]];
	return { columns, names: columns, from: `dataset.${role} ORDER BY rowid` };
}

const TIMES = ['at', 'closed_at'];

function jsonOf(name: string, { schema }: DatasetManifest, role: StoredRole): string {
	const column = schema.find((each) => each.column === name);
	const time = role === 'leads' ? column?.type === 'timestamp' : TIMES.includes(name);
	const value = time
		? `CASE WHEN epoch_us("${name}") % 1000000 = 0 THEN strftime("${name}", '%Y-%m-%dT%H:%M:%SZ') ELSE strftime("${name}", '%Y-%m-%dT%H:%M:%S.%fZ') END`
		: column?.type === 'text'
			? `CAST("${name}" AS VARCHAR)`
			: `"${name}"`;
	return `coalesce(CAST(to_json(${value}) AS VARCHAR), 'null')`;
}
