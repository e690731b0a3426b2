import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { incidenceFacts } from '#lib/charts/incidence-facts.ts';
import { reasonSentence } from '#lib/server/sentences.ts';
import {
	funnelIncidence,
	partedIncidence,
	stageNumber
} from '#lib/server/usecases/funnel-incidence.ts';
import { fileReadingHelp } from '../file-reading-options.ts';
import { funnelCall, funnelOptionsHelp } from '../funnel-options.ts';
import { tableText } from '../funnel-text.ts';
import { homeHelp } from '../home-option.ts';
import { knownJson } from '../known-json.ts';

export const incidenceHelp = `Usage: leadgauge incidence DATASET --stage S [OPTIONS]

Share of leads that reached a stage, by days since their creation (cumulative incidence): young leads are in it for as long
as they were followed, lost ones stay at risk until the data date, curves end below 30 leads at risk. DATASET is the name or id of a
dataset, or a file of leads.

  --stage S            the stage, by its id (lead, customer, or as the data names it)
${funnelOptionsHelp}
  --by COL             a curve for each of the most common values of a column, the others together
${homeHelp}
${fileReadingHelp}
  --json               prints one JSON object instead of a table

{frame, by, curves: [{stage, part, incidence: {leads, wins, lastDay, points: [{day, atRisk, wins, share, ci}]}}], unknown}
 "points" holds every day on which somebody reached the stage, and the last; ci is the 95% interval (Greenwood, log-log).`;

/** Prints the cumulative incidence of a stage. */
export async function incidence(args: string[]): Promise<void> {
	if (args.includes('--help')) return console.log(incidenceHelp);
	const { settings, funnel, json, work } = funnelCall(args);
	const { stage } = funnel;
	if (!stage) throw new WorkbenchError('option-needed', { option: 'stage', command: 'incidence' });
	await work(async (desk) => {
		const { by } = settings;
		const s = stageNumber(desk, stage);
		const found = by
			? await partedIncidence(desk, stage, by, funnel.staff)
			: await funnelIncidence(desk, [s]);
		if (json) {
			const curves = found.measured ? found.stages : found;
			const { value, unknown } = knownJson({ frame: desk.frame, by, curves });
			return console.log(JSON.stringify({ ...value, unknown }));
		}
		if (!found.measured) return console.log(reasonSentence(found, 'en'));
		const chart = { stages: found.stages, ageDays: desk.desk.settings.ageDays };
		const { title, note, table } = incidenceFacts(chart, 'en');
		console.log([by ? '' : title, tableText(table), note].filter(Boolean).join('\n\n'));
	});
}
