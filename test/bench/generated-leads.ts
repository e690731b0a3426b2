import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leadColumns } from '#lib/domain/sample/lead-row.ts';
import { sampleCsv } from '#lib/domain/sample/sample-csv.ts';

/** leads.csv of the sample generator with so many leads; made once a machine and kept in its temporary folder. */
export function generatedLeads(leads: number): string {
	const folder = join(tmpdir(), 'leadgauge-bench');
	const path = join(folder, `leads-${leads}x${leadColumns.length}.csv`);
	if (existsSync(path)) return path;
	mkdirSync(folder, { recursive: true });
	const file = openSync(`${path}.part`, 'w');
	sampleCsv({ leads, seed: 1 }, (name, lines) => {
		if (name === 'leads.csv') writeSync(file, lines);
	});
	closeSync(file);
	renameSync(`${path}.part`, path);
	return path;
}
