import type { FileRole } from '#lib/domain/mapping/dataset-mapping.ts';
import type { FileRecord, KeyMatches } from '#lib/server/db/dataset-manifest.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { SAME_AS_FIRST } from './load-lookups.ts';
import type { FilePart } from './read-files.ts';

/**
 * What became of each file of a role: read = loaded + rejected + merged.
 *
 * @param badRows table `(rid, cause)`; null where there are none
 * @param mergedRows table `(rid)` of rows taken for another one; null where there are none
 */
export async function fileRecords(
	engine: Engine,
	role: FileRole,
	parts: FilePart[],
	{ badRows, mergedRows }: { badRows: string | null; mergedRows: string | null },
	keys: KeyMatches | null = null
): Promise<FileRecord[]> {
	const records: FileRecord[] = [];
	for (const { file, scanned, rowsBefore } of parts) {
		const { records: read, badRecords } = scanned.structure;
		const upTo = rowsBefore + read - badRecords;
		const own = `rid >= ${rowsBefore} AND rid < ${upTo}`;
		const count = (table: string | null, condition: string) =>
			table ? countOf(engine, `${table} WHERE ${own} AND ${condition}`) : 0;
		const merged =
			(await count(badRows, `cause = ${SAME_AS_FIRST}`)) + (await count(mergedRows, 'true'));
		const rejected = badRecords + (await count(badRows, `cause <> ${SAME_AS_FIRST}`));
		records.push({
			name: file.name,
			role,
			bytes: file.original?.bytes ?? file.bytes,
			sha256: scanned.sha256,
			read,
			loaded: read - rejected - merged,
			rejected,
			merged,
			...(keys ? { keys } : {})
		});
	}
	return records;
}

async function countOf(engine: Engine, from: string): Promise<number> {
	return numbersOf(await engine.run(`SELECT count(*) AS n FROM ${from}`), 'n')[0];
}
