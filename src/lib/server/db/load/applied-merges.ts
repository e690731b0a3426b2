import type { Mapping } from '#lib/domain/mapping/mapping.ts';
import type { MergedSpelling } from '#lib/server/db/dataset-manifest.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { readCsv, textOf } from './csv-source.ts';
import type { LoadedLeads } from './load-leads.ts';

/** Leads that have the spelling another one was merged into, by column: what was there before is gone. */
export async function appliedMerges(
	engine: Engine,
	{ merges = {} }: Mapping,
	{ read }: LoadedLeads
): Promise<MergedSpelling[]> {
	const applied: MergedSpelling[] = [];
	for (const [column, spellings] of Object.entries(merges)) {
		for (const [from, to] of Object.entries(spellings)) {
			applied.push({ column, from, to, leads: await countSpelling(engine, read, column, from) });
		}
	}
	return applied;
}

async function countSpelling(
	engine: Engine,
	{ parts }: LoadedLeads['read'],
	column: string,
	from: string
): Promise<number> {
	let leads = 0;
	for (const { file, source } of parts) {
		const index = file.dialect.names.indexOf(column);
		if (index < 0) continue;
		const query = {
			text: `SELECT count(*) AS n FROM ${readCsv(source)} WHERE ${textOf(source, index)} = $1`,
			values: [from]
		};
		leads += numbersOf(await engine.run(query, { deadlineMs: Infinity }), 'n')[0];
	}
	return leads;
}
