import {
	withMerge,
	withoutMerge,
	type MergeRecord,
	type ValueMerge
} from '#lib/domain/mapping/value-merges.ts';
import { attachDataset } from '#lib/server/db/datasets.ts';
import { changeMerges, readMerges } from '#lib/server/db/merges-file.ts';
import type { Workspace } from '#lib/server/db/workspace.ts';
import { sourceColumn } from '#lib/server/queries/leads-source.ts';
import { topValues } from '#lib/server/queries/top-values.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

/** A column of more values is free text, of which no spelling is merged. */
const MOST_LEVELS = 1000;

/**
 * Notes that spellings of a column mean the same. From then on every query of the dataset reads them as one; the dataset
 * itself stays as it was imported.
 *
 * @param merge - spellings as they are read now
 * @throws WorkbenchError `dataset-not-found`, `field-unknown`, `merge-no-texts`, `merge-unknown-value`, `merge-nothing`
 */
export async function mergeSpellings(
	workspace: Workspace,
	dataset: string,
	merge: ValueMerge
): Promise<MergeRecord> {
	const { column, from, to, at } = merge;
	const others = from.filter((text) => text !== to);
	if (others.length === 0) throw new WorkbenchError('merge-nothing', { column });
	const { leads } = await attachDataset(workspace, dataset);
	if (sourceColumn(leads, column).type !== 'text' || column === leads.mapping.id) {
		throw new WorkbenchError('merge-no-texts', { column });
	}
	const found = await topValues(workspace.engine, leads, column, MOST_LEVELS);
	const known = new Set(found.map(({ value }) => String(value)));
	const unknown = [to, ...others].find((text) => !known.has(text));
	if (unknown !== undefined) {
		throw new WorkbenchError('merge-unknown-value', { column, value: unknown });
	}
	const facts = { column, spellings: others.length };
	return changeMerges(
		workspace,
		dataset,
		(record) => withMerge(record, { column, from: others, to, at }),
		{ at, action: 'values-merged', facts }
	);
}

/**
 * Takes a merge back: its spellings stand for themselves again.
 *
 * @throws WorkbenchError `dataset-not-found`
 */
export async function takeBackMerge(
	workspace: Workspace,
	dataset: string,
	{ column, to, at }: Pick<ValueMerge, 'column' | 'to' | 'at'>
): Promise<MergeRecord> {
	const { merges } = await readMerges(workspace, dataset);
	const merge = merges.find((each) => each.column === column && each.to === to);
	const facts = { column, spellings: merge?.from.length ?? 0 };
	return changeMerges(workspace, dataset, (record) => withoutMerge(record, column, to), {
		at,
		action: 'merge-taken-back',
		facts
	});
}
