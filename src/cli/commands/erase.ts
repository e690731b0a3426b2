import { parseArgs } from 'node:util';
import { eraseLead } from '#lib/server/usecases/erase-lead.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { homeHelp, homeOf, homeOption, withWorkspace } from '../home-option.ts';
import { showProgress } from '../show-progress.ts';

export const eraseHelp = `Usage: leadgauge erase --lead ID | --email ADDRESS [OPTIONS]

Erases a lead from every dataset of a workspace: its row, its touches, stages and deals, and the text of rejected rows that
name it. Each dataset is written anew, and an address is looked for in every column and in the bytes of the new file. The
audit log says that it was done, not of whom.

  --lead ID           id of the lead
  --email ADDRESS     its address; letter case does not matter, and pseudonyms of this workspace are found, too
${homeHelp}
  --json              one JSON object: {leads, rejects, datasets: [{dataset, id, leads, rejects}]}

Exit code 1 if no dataset holds the lead.`;

/** Erases a lead everywhere. */
export async function erase(args: string[]): Promise<void> {
	const text = { type: 'string' } as const;
	const flag = { type: 'boolean', default: false } as const;
	const { values } = parseArgs({
		args,
		options: { ...homeOption, lead: text, email: text, json: flag, help: flag }
	});
	if (values.help) return console.log(eraseHelp);
	const { lead, email } = values;
	if (!lead && !email) throw new WorkbenchError('erase-needed');
	const progress = showProgress(process.stderr);
	const now = new Date().toISOString();
	const erased = await withWorkspace(homeOf(values.home), (workspace) =>
		eraseLead(workspace, { lead, email }, now, { onProgress: progress.show })
	).finally(progress.end);
	const sum = (of: 'leads' | 'rejects') => erased.reduce((all, each) => all + each[of], 0);
	const datasets = erased.map(({ dataset, name, leads, rejects }) => {
		return { dataset: name, id: dataset, leads, rejects };
	});
	const told = { leads: sum('leads'), rejects: sum('rejects'), datasets };
	if (values.json) return console.log(JSON.stringify(told));
	console.log(`Erased: ${told.leads} leads, text of ${told.rejects} rejected rows.`);
	for (const each of datasets) console.log(`- ${each.dataset}: ${each.leads} leads`);
}
