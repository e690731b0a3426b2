import { parseArgs } from 'node:util';
import { datasetsOnDisk } from '#lib/server/db/dataset-names.ts';
import { datasetNamed } from '#lib/server/db/dataset-names.ts';
import { renameDataset } from '#lib/server/db/datasets.ts';
import { workspacePaths } from '#lib/server/db/workspace.ts';
import { deleteDataset } from '#lib/server/usecases/delete-dataset.ts';
import { homeHelp, homeOf, homeOption, withWorkspace } from '../home-option.ts';
import { textTable } from '../text-table.ts';

export const datasetsHelp = `Usage: leadgauge datasets [OPTIONS]

Lists the datasets of a workspace, the newest first; beside a running workbench, too.

  --rename NAME --to NAME  gives a dataset another name
  --delete NAME       deletes a dataset with its file
${homeHelp}
  --json              one JSON list: [{dataset, id, importedAt, leads, wins, rejected, dateRange, files, tables, bytes}]`;

/** Lists, renames or deletes datasets. */
export async function datasets(args: string[]): Promise<void> {
	const text = { type: 'string' } as const;
	const flag = { type: 'boolean', default: false } as const;
	const { values } = parseArgs({
		args,
		options: { ...homeOption, rename: text, to: text, delete: text, json: flag, help: flag }
	});
	if (values.help) return console.log(datasetsHelp);
	const home = homeOf(values.home);
	const now = new Date().toISOString();
	if (values.rename !== undefined) {
		const { id } = await datasetNamed(home, values.rename);
		const to = values.to ?? '';
		await withWorkspace(home, (workspace) => renameDataset(workspace, id, to, now));
	}
	if (values.delete !== undefined) {
		const { id } = await datasetNamed(home, values.delete);
		await withWorkspace(home, (workspace) => deleteDataset(workspace, id, now));
	}
	const found = await listed(home);
	if (values.json) return console.log(JSON.stringify(found));
	if (found.length === 0) return console.log(`No dataset in ${home}.`);
	const rows = found.map(({ dataset, importedAt, leads, wins, rejected }) => {
		return [dataset, importedAt.slice(0, 10), String(leads), String(wins), String(rejected)];
	});
	console.log(textTable([['dataset', 'imported', 'leads', 'won', 'rejected'], ...rows]));
}

async function listed(home: string) {
	const found = await datasetsOnDisk({ paths: workspacePaths(home) });
	return found.map(({ id, manifest }) => {
		const { name, createdAt, counts, dates, files = [], tables = {}, bytes } = manifest;
		return {
			dataset: name,
			id,
			importedAt: createdAt,
			leads: counts.leads,
			wins: counts.won,
			rejected: counts.rejected,
			dateRange: { from: dates.firstCreatedAt, to: dates.newestAt },
			files: files.map(({ name: file, role, read, loaded, rejected, merged }) => {
				return { file, role, read, loaded, rejected, merged };
			}),
			tables,
			bytes
		};
	});
}
