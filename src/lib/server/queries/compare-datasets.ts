import type { DatasetManifest } from '#lib/server/db/dataset-manifest.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';

/** How the leads of a dataset differ from those of the one it takes the place of, by id. */
export interface DatasetDiff {
	new: number;
	/** Leads in both of which a column that both have, or the outcome, differs. */
	changed: number;
	same: number;
	gone: number;
	/** Names of columns that only one of them has. */
	columnsNew: string[];
	columnsGone: string[];
}

/**
 * Compares two attached datasets; null where leads have no id.
 *
 * @param before - quoted name of the database, and what it holds
 */
export async function compareDatasets(
	engine: Engine,
	before: { database: string; manifest: DatasetManifest },
	after: { database: string; manifest: DatasetManifest }
): Promise<DatasetDiff | null> {
	const [old, now] = [before.manifest, after.manifest];
	if (old.mapping.id === 'row' || now.mapping.id === 'row') return null;
	const columnOf = (manifest: DatasetManifest, name: string) =>
		manifest.schema.find((each) => each.name === name)?.column;
	const shared = now.schema.filter(({ name }) => columnOf(old, name) !== undefined);
	const differs = [
		...shared.map(({ name, column }) => text(column, String(columnOf(old, name)))),
		text('won', 'won'),
		text('won_at', 'won_at')
	];
	const found = await engine.run(
		`SELECT count(CASE WHEN old.id IS NULL THEN 1 END) AS new,
			count(CASE WHEN now.id IS NULL THEN 1 END) AS gone,
			count(CASE WHEN old.id IS NOT NULL AND now.id IS NOT NULL AND (${differs.join(' OR ')}) THEN 1 END) AS changed,
			count(CASE WHEN old.id IS NOT NULL AND now.id IS NOT NULL THEN 1 END) AS both
		FROM (SELECT * REPLACE (CAST(id AS VARCHAR) AS id) FROM ${after.database}.main.leads) AS now
		FULL JOIN (SELECT * REPLACE (CAST(id AS VARCHAR) AS id) FROM ${before.database}.main.leads) AS old
			ON old.id = now.id`,
		{ deadlineMs: Infinity }
	);
	const one = (name: string) => numbersOf(found, name)[0];
	const names = (manifest: DatasetManifest) => manifest.schema.map(({ name }) => name);
	return {
		new: one('new'),
		changed: one('changed'),
		same: one('both') - one('changed'),
		gone: one('gone'),
		columnsNew: names(now).filter((name) => !names(old).includes(name)),
		columnsGone: names(old).filter((name) => !names(now).includes(name))
	};
}

/** Values are compared as they are shown, so that a column that was read otherwise counts as changed where it is. */
function text(now: string, old: string): string {
	return `CAST(now.${now} AS VARCHAR) IS DISTINCT FROM CAST(old.${old} AS VARCHAR)`;
}
