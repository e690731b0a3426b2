import { mkdtemp, rm } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quoteName, quoteText } from '#lib/server/engine/quote.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';
import { datasetNamed } from '#lib/server/db/dataset-names.ts';
import { workspacePaths } from '#lib/server/db/workspace.ts';
import { isDataset, type NamedLeads } from './open-leads-or-dataset.ts';

/** A file to be read, for as long as it is needed. */
export interface FileOfLeads {
	path: string;
	close(): Promise<void>;
}

/**
 * The leads of a dataset as a CSV file, under the names their columns have, for commands that read tables; a file is taken
 * as it is.
 */
export async function datasetAsFile(named: NamedLeads): Promise<FileOfLeads> {
	if (!(await isDataset(named))) return { path: named.path, close: () => Promise.resolve() };
	const { id, manifest } = await datasetNamed(named.home, named.name);
	const folder = await mkdtemp(join(tmpdir(), 'leadgauge-'));
	const forget = () => rmSync(folder, { recursive: true, force: true });
	process.once('exit', forget);
	const close = async () => {
		process.off('exit', forget);
		await rm(folder, { recursive: true, force: true });
	};
	const path = join(folder, `${manifest.name.replaceAll('/', '-')}.csv`);
	const from = join(workspacePaths(named.home).datasets, id, manifest.file);
	const engine = await openEngine({
		directories: [folder],
		files: [from, `${from}.wal`],
		spillDirectory: join(folder, 'spill')
	});
	try {
		const columns = manifest.schema.map(({ column, name }) => `${column} AS ${quoteName(name)}`);
		await engine.run(`ATTACH ${quoteText(from)} AS dataset (READ_ONLY)`);
		await engine.run(
			`COPY (SELECT ${columns.join(', ')} FROM dataset.leads ORDER BY row_number) TO ${quoteText(path)} (FORMAT csv, HEADER)`,
			{ deadlineMs: Infinity }
		);
		return { path, close };
	} catch (error) {
		await close();
		throw error;
	} finally {
		await engine.close();
	}
}
