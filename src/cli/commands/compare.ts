import { parseArgs } from 'node:util';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { columnNames } from '../column-names.ts';
import { compareJson } from '../compare-json.ts';
import { compareText } from '../compare-text.ts';
import { fileReadingHelp } from '../file-reading-options.ts';
import { homeHelp, homeOption } from '../home-option.ts';
import { namedLeads, readNamedTable } from '../named-leads.ts';
import { compareCards } from './compare-cards.ts';

export const compareHelp = `Usage: leadgauge compare FILE --outcome COL --scores A,B[,C] [OPTIONS]
       leadgauge compare LEADS --scorecard FILE --scorecard FILE [--scorecard FILE] [OPTIONS]

Compares scores of the same leads: how well they rank, and what they promise. Either columns of a table, on all of its
rows, or scorecards, replayed on the leads of a file and measured on the later of them.

Columns of a table:

  --outcome COL    0/1 or true/false, or any column with --event
  --event VALUE    the value of the outcome that is a win; every other value is a loss
  --scores A,B,C   columns of numbers, higher meaning better. A column within 0..1 is taken as a probability; any other
                   is a point score and goes through a logistic map fitted on these leads ("kind": "points")
${homeHelp}
  --json           prints one JSON object instead of a table

{n, events, omitted, scores: [{score, kind, auc, aucCi, standardError, gini, ks, averagePrecision, slope, slopeCi,
  intercept, interceptCi, brier: {score, miscalibration, discrimination, uncertainty}, logLoss: {…}}],
 differences: [{first, second, difference, standardError, ci, z, p}], allEqual: {chiSquare, df, p}, issues}
 Slope and intercept of a probability are those of its calibration (1 and 0 are right); of a point score they are its
 map. AUC by DeLong, paired. What could not be measured is null, and "issues" says why.
 Rows with a missing value (empty, NA) are left out of all scores and counted in "omitted".

Scorecards:
  --scorecard FILE    a card, two or three times (once where it is set against a score column); window and horizon are those of the first unless they are set, and a lead
                      that any card excludes is left out for all
  --mapping FILE      which column is which; without it the suggested mapping is taken
  --column COL        a score column of the leads: checked against the cards, with --stamp compared as well
  --stamp COL         when the score columns were written; leads scored after their decision time are left out. With one
                      card and neither of both, the score and its time stamp are those that the mapping names
  --differing N       lists the first N leads whose score in a column is not what a card gives
  --horizon DAYS --window DAYS --data-date DATE --split time|random --seed N   as for calibrate
  --json              prints one JSON object instead of a table
${fileReadingHelp}

{leads, rejected, excluded, immature, train, test, leftOut, n, events, byAccount, scores: [{score, kind, auc, aucCi, gini,
  ks, averagePrecision, slope, intercept, brier, logLoss, map, gates: {mql: {won, accepted}, sql}}],
 differences: [{first, second, auc: {difference, standardError, ci, z, p, adjustedP}, brierGain, logLossGain}], finding,
 equalVolume, worked, checks: [{column, score, agreement, differences: {explained, written}, why, leads: [{row, line, id,
 column, card, difference, writtenDays}]}], unstamped, notMeasured, split, issues}
 n later leads; points go through a logistic map fitted on the earlier ones. adjustedP holds for all pairs (Holm).`;

/** Compares scores that stand in columns of a file, or scorecards on its leads. */
export async function compare(args: string[]): Promise<void> {
	if (args.includes('--help')) return console.log(compareHelp);
	if (isOfCards(args)) return compareCards(args);
	const { json, file, outcome, event, scores } = options(args);
	const request = { outcome, event, columns: scores, numbersOnly: true };
	const { terms, n, k, omitted } = await readNamedTable(file, request);
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

function isOfCards(args: string[]): boolean {
	return args.some((arg) => /^--scorecard(=|$)/.test(arg));
}

function options(args: string[]) {
	const text = { type: 'string' } as const;
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: {
			...homeOption,
			outcome: text,
			event: text,
			scores: text,
			json: { type: 'boolean', default: false }
		}
	});
	const { json, outcome, event } = values;
	if (!positionals[0]) throw new WorkbenchError('table-needed', { command: 'compare' });
	if (!outcome) {
		throw new WorkbenchError('option-needed', { option: 'outcome', command: 'compare' });
	}
	const file = namedLeads(positionals[0], values.home);
	const scores = columnNames(values.scores, 'scores', 'compare');
	return { json, file, outcome, event, scores };
}
