import { sentence } from '#lib/server/sentences.ts';
import type { ImportedFiles } from '#lib/server/usecases/import-files.ts';
import { immatureLeads } from './import-json.ts';
import { textTable } from './text-table.ts';

/** What `import` shows on a terminal. */
export function importText({ id, manifest, diff, replaced }: ImportedFiles): string {
	const { name, counts, dates, files = [], tables = {}, issues } = manifest;
	const table = textTable([
		['file', 'role', 'read', 'loaded', 'rejected', 'merged', 'without lead'],
		...files.map((file) => [
			file.name,
			file.role,
			...[file.read, file.loaded, file.rejected, file.merged].map(String),
			file.keys ? String(file.keys.unmatchedRows) : ''
		])
	]);
	const immature = immatureLeads(manifest);
	const range = dates.firstCreatedAt
		? `, created from ${dates.firstCreatedAt.slice(0, 10)}, data up to ${dates.newestAt?.slice(0, 10)}`
		: '';
	const others = Object.entries(tables).map(([each, rows]) => `${rows} ${each}`);
	return [
		`${name} (${id})${replaced ? ', in the place of the one before' : ''}`,
		'',
		table,
		'',
		`${counts.leads} leads, ${counts.won} won, ${immature ?? '–'} immature or open${range}`,
		...(others.length > 0 ? [`${others.join(', ')}`] : []),
		...(diff
			? [`new ${diff.new}, changed ${diff.changed}, same ${diff.same}, gone ${diff.gone}`]
			: []),
		...issues.map((each) => `- ${sentence(each, 'en')}`)
	].join('\n');
}
