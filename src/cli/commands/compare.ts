import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readTable } from '#lib/server/usecases/read-table.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { columnNames } from '../column-names.ts';
import { compareJson } from '../compare-json.ts';
import { compareText } from '../compare-text.ts';

export const compareHelp = `Usage: leadgauge compare FILE --outcome COL --scores A,B[,C] [OPTIONS]

Compares scores of the same leads: how well they rank, and what they promise.

  --outcome COL    0/1 or true/false, or any column with --event
  --event VALUE    the value of the outcome that is a win; every other value is a loss
  --scores A,B,C   columns of numbers, higher meaning better. A column within 0..1 is taken as a probability; any other
                   is a point score and goes through a logistic map fitted on these leads ("kind": "points")
  --json           prints one JSON object instead of a table

{n, events, omitted, scores: [{score, kind, auc, aucCi, standardError, gini, ks, averagePrecision, slope, slopeCi,
  intercept, interceptCi, brier: {score, miscalibration, discrimination, uncertainty}, logLoss: {…}}],
 differences: [{first, second, difference, standardError, ci, z, p}], allEqual: {chiSquare, df, p}, issues}
 Slope and intercept of a probability are those of its calibration (1 and 0 are right); of a point score they are its
 map. AUC by DeLong, paired. What could not be measured is null, and "issues" says why.
 Rows with a missing value (empty, NA) are left out of all scores and counted in "omitted".`;

/** Compares scores that stand in columns of a file. */
export async function compare(args: string[]): Promise<void> {
	const { help, json, file, outcome, event, scores } = options(args);
	if (help) return console.log(compareHelp);
	const request = { outcome, event, columns: scores, numbersOnly: true };
	const { terms, n, k, omitted } = await readTable(file, request);
	const columns = terms.map((term) => {
		if (term.kind !== 'number') throw new Error(`compare: ${term.name} is no number`);
		return term;
	});
	const found = compareJson(columns, n, k, omitted);
	if ('reason' in found) {
		throw new WorkbenchError('not-compared', { ...found.params, reason: found.reason });
	}
	console.log(json ? JSON.stringify(found) : compareText(found));
}

function options(args: string[]) {
	const text = { type: 'string' } as const;
	const flag = { type: 'boolean', default: false } as const;
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: { outcome: text, event: text, scores: text, json: flag, help: flag }
	});
	const { help, json, outcome, event } = values;
	if (help) return { help, json, file: '', outcome: '', event, scores: [] };
	if (!positionals[0]) throw new WorkbenchError('table-needed', { command: 'compare' });
	if (!outcome) {
		throw new WorkbenchError('option-needed', { option: 'outcome', command: 'compare' });
	}
	const file = resolve(process.env.INIT_CWD ?? '.', positionals[0]);
	const scores = columnNames(values.scores, 'scores', 'compare');
	return { help, json, file, outcome, event, scores };
}
