import { parseArgs } from 'node:util';
import { designFromTerms } from '#lib/domain/logistic/design-from-terms.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import { integerCard } from '#lib/domain/points/integer-card.ts';
import type { Measured } from '#lib/domain/units.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { columnNames } from '../column-names.ts';
import { homeHelp, homeOption } from '../home-option.ts';
import { joinNegativeNumbers } from '../join-negative-numbers.ts';
import { namedLeads, readNamedTable } from '../named-leads.ts';
import { pointsJson } from '../points-json.ts';
import { pointsText } from '../points-text.ts';
import { proofClock } from '../proof-clock.ts';

export const pointsHelp = `Usage: leadgauge points FILE --outcome COL --terms A,B,C --min N --max N [OPTIONS]

Whole points for columns of a CSV file: the card with the least log loss, profiled over intercept and slope.

  --outcome COL    0/1 or true/false, or any column with --event
  --event VALUE    the value of the outcome that is a win; every other value is a loss
  --terms A,B,C    columns of numbers, or of texts: these become treatment contrasts named column=level, the first
                   level in sorted order the reference. "A,1" in quotation marks is one name
  --min N --max N  range of points
  --max-rules K    most terms that may have points other than 0
  --seed N         of the random restarts: the same seed gives the same card
  --certify        proves to the end that no card is better; otherwise a proof is tried for up to 10 seconds
${homeHelp}
  --json           prints one JSON object instead of a table

{points, intercept, slope, logLoss, bound, gap, gapShare, certified, auc, seconds, …}: logLoss and bound are sums over
 leads in nats; no card can lose less than bound, the least loss of real weights under the same limits; gap is
 logLoss - bound. certified: it is proven that no card is better. points holds every term, at 0 too; the chance of a
 win is 1 / (1 + exp(-(intercept + slope x score))). Rows with a missing value (empty, NA) are left out and counted.`;

const FARTHEST = 1_000_000;

/** Finds the best whole points for columns of a file. */
export async function points(args: string[]): Promise<void> {
	const { help, json, certify, file, request, wishes } = options(args);
	if (help) return console.log(pointsHelp);
	const { terms, n, k, omitted } = await readNamedTable(file, request);
	const { design } = given(designFromTerms(terms, n, k));
	const object = solve(design, wishes, certify, omitted);
	console.log(json ? JSON.stringify(object) : pointsText(object, wishes));
}

type Wishes = ReturnType<typeof options>['wishes'];

function solve(design: Design, wishes: Wishes, certify: boolean, omitted: number) {
	const started = performance.now();
	const clock = proofClock(process.stderr, certify);
	try {
		const card = given(integerCard(design, wishes, clock.watch));
		return pointsJson(design, card, (performance.now() - started) / 1000, omitted);
	} finally {
		clock.end();
	}
}

function given<T>(found: Measured<T>): T {
	if (found.measured) return found;
	throw new WorkbenchError('no-points', { ...found.params, reason: found.reason });
}

function options(args: string[]) {
	const text = { type: 'string' } as const;
	const flag = { type: 'boolean', default: false } as const;
	const { values, positionals } = parseArgs({
		args: joinNegativeNumbers(args),
		allowPositionals: true,
		options: {
			...homeOption,
			outcome: text,
			event: text,
			terms: text,
			min: text,
			max: text,
			'max-rules': text,
			seed: text,
			certify: flag,
			json: flag,
			help: flag
		}
	});
	const { help, json, certify, outcome, event } = values;
	const nothing = {
		file: namedLeads('', undefined),
		request: { outcome: '', columns: [] },
		wishes: { min: 0, max: 0 }
	};
	if (help) return { help, json, certify, ...nothing };
	if (!positionals[0]) throw new WorkbenchError('table-needed', { command: 'points' });
	if (!outcome) throw new WorkbenchError('option-needed', { option: 'outcome', command: 'points' });
	const file = namedLeads(positionals[0], values.home);
	const columns = columnNames(values.terms, 'terms', 'points');
	const wishes = {
		min: whole(values.min, 'min', -FARTHEST, FARTHEST),
		max: whole(values.max, 'max', -FARTHEST, FARTHEST),
		maxRules: optional(values['max-rules'], 'max-rules', 1, FARTHEST),
		seed: optional(values.seed, 'seed', 0, 2 ** 31 - 1)
	};
	return { help, json, certify, file, request: { outcome, event, columns }, wishes };
}

function optional(text: string | undefined, option: string, least: number, most: number) {
	return text === undefined ? undefined : whole(text, option, least, most);
}

function whole(text: string | undefined, option: string, least: number, most: number): number {
	if (text === undefined) throw new WorkbenchError('option-needed', { option, command: 'points' });
	const number = /^-?\d{1,10}$/.test(text) ? Number(text) : NaN;
	if (number >= least && number <= most) return number;
	throw new WorkbenchError('option-not-whole', { option, value: text, least, most });
}
