import type { Issue } from '#lib/domain/issue.ts';
import { checkFileColumns } from '#lib/domain/mapping/check-file-columns.ts';
import type { SideMappings, SideRole } from '#lib/domain/mapping/dataset-mapping.ts';
import { parseDatasetMapping } from '#lib/domain/mapping/parse-dataset-mapping.ts';
import { parseMapping } from '#lib/domain/mapping/parse-mapping.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import type { FittedMapping } from './group-files.ts';
import type { LookedGroup } from './group-files.server.ts';
import { groupedSides, mappingFor } from './group-mapping.server.ts';

/**
 * What a mapping says of the files of a group.
 *
 * @param json of any shape
 * @throws WorkbenchError mapping-invalid with everything that is wrong with it, or does not fit; no-lead-file
 */
export function fittedMapping({ looked }: LookedGroup, json: unknown): FittedMapping {
	const { mapping, issues } = parseDatasetMapping(json);
	if (!mapping) throw invalid(issues);
	const leads = looked.find(({ role }) => role === 'leads');
	if (!leads) throw new WorkbenchError('no-lead-file');
	const lists = looked.filter(({ role }) => role === 'lookup');
	const names = [leads, ...lists].flatMap(({ inspection }) =>
		inspection.columns.map(({ name }) => name)
	);
	const troubles: Issue[] = [...parseMapping(mapping.leads, names, 'leads').issues];
	const sides = groupedSides(looked).map(([first]) => {
		const role = first.role as SideRole;
		const own = mappingFor(role, first, mapping);
		if (own) return own;
		const list: SideMappings[SideRole][] = mapping[role === 'lookup' ? 'lookups' : role] ?? [];
		const meant = list.find(({ file }) => file === first.upload.name || file === undefined);
		const columns = first.inspection.columns.map(({ name }) => name);
		if (meant) troubles.push(...checkFileColumns(role, meant, first.upload.name, columns));
		return null;
	});
	if (troubles.length > 0) throw invalid(troubles);
	return { leads: mapping.leads, sides };
}

function invalid(issues: Issue[]): WorkbenchError {
	return new WorkbenchError('mapping-invalid', { troubles: issues.length }, { issues });
}
