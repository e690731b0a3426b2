import type { Issue } from '#lib/domain/issue.ts';
import { checkColumns, type NamedColumn } from './check-columns.ts';
import { costColumns } from './cost-mapping.ts';
import type { SideMappings, SideRole } from './dataset-mapping.ts';
import { dealColumns } from './deal-mapping.ts';
import { lookupColumns } from './lookup-mapping.ts';
import { stageColumns } from './stage-mapping.ts';
import { touchColumns } from './touch-mapping.ts';

const COLUMNS_OF: { [R in SideRole]: (mapping: SideMappings[R]) => NamedColumn[] } = {
	touches: touchColumns,
	stages: stageColumns,
	deals: dealColumns,
	costs: costColumns,
	lookup: lookupColumns
};

/**
 * Whether a file beside the leads has the columns that its mapping names: issues of `checkColumns`, each with its `file`.
 *
 * @param names the columns of the file
 */
export function checkFileColumns<R extends SideRole>(
	role: R,
	mapping: SideMappings[R],
	file: string,
	names: readonly string[]
): Issue[] {
	const named = COLUMNS_OF[role](mapping).map(([path, column]): NamedColumn => {
		return [`${role}.${path}`, column];
	});
	return checkColumns(named, names).map((each) => ({ ...each, file }));
}
