import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeDurably } from '#lib/server/db/write-durably.ts';
import { reasonSentence } from '#lib/server/sentences.ts';
import { settingsFromUrl } from '#lib/server/settings-from-url.ts';
import { calibrateLeads } from '#lib/server/usecases/calibrate-leads.ts';
import { EXPORT_FILES, exportFile } from '#lib/server/usecases/export-files.ts';
import { readScorecard } from '#lib/server/usecases/models.ts';
import { openLeadsOrDataset } from '#lib/server/usecases/open-leads-or-dataset.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { calibrationJson } from '../calibration-json.ts';
import { calibrationText } from '../calibration-text.ts';
import { fileReadingHelp, fileReadingOf, fileReadingOptions } from '../file-reading-options.ts';
import { homeHelp, homeOption } from '../home-option.ts';
import { joinNegativeNumbers } from '../join-negative-numbers.ts';
import { namedLeads } from '../named-leads.ts';
import { readMapping } from '../read-mapping.ts';
import { showProgress } from '../show-progress.ts';

export const calibrateHelp = `Usage: leadgauge calibrate LEADS --scorecard FILE [OPTIONS]

Replays a scorecard on the leads of a file and finds the points that fit. The file may be CSV in any encoding, an Excel
workbook (.xlsx), JSON, one JSON object a line, or Parquet; also compressed with gzip.
LEADS may also be the name of a dataset, which has its own mapping; its touches are known to the rules.

  --scorecard FILE    today's points (models/scorecard.schema.json describes the file)
  --mapping FILE      which column is which; without it the suggested mapping is taken
  --horizon DAYS      days after the decision time in which the outcome counts
  --window DAYS       signal window: decision time = creation + window
  --data-date DATE    newest date of the data, e.g. 2026-09-30 (its first moment in UTC)
  --split time|random how later leads are told from earlier ones
  --seed N            of a random split
  --min N --max N     range of points the target can hold
  --fit HOW           auto (default: rules with fewer than 20 wins or losses are drawn to today's points),
                      maximum-likelihood, ridge (every rule is drawn), firth (also rules only winners have)
  --card WHICH        which whole points become the calibrated ones: fewest (default where today's score carries: fewest
                      edits), best (least loss), rounded (weights, rounded)
  --multiple N        points are multiples of N
  --max-changed N     most rules whose points may differ from today's
  --within PERCENT    what fewer edits may cost of what the best card explains; default 5
  --gate RULE         which thresholds go on the new card: same-volume (default: as many leads as today), capacity,
                      cost, precision, joint; a rule that gives none leaves its threshold open
  --capacity N        leads sales can work in a week
  --precision PERCENT lowest conversion rate of the leads that pass, kept even by the lower end of its interval
  --cost AMOUNT       what working a lead costs, in the currency of the data; needs --margin
  --value AMOUNT      what a win brings; without it the mean of the earlier wins in the data
  --margin PERCENT    share of the value that is earned
  --qualify-cost AMOUNT  what qualifying a lead costs: both thresholds together for the most profit
  --out DIR           writes model.json, points.csv, scoring.sql, ml-logistic-regression.json, calibration.json
${homeHelp}
  --json              prints one JSON object instead of a table
${fileReadingHelp}

A mapping file: {"id": COLUMN | "row", "createdAt": COLUMN | null, "source": COLUMN | null,
  "outcome": {"column": COLUMN, "won": [VALUES]} | {"wonAt": COLUMN}, "value": COLUMN | null,
  "order": COLUMN | "row" | null, "missing": [VALUES], "types": {COLUMN: READING}}; inspect --json names readings.`;

const SETTINGS = [
	'horizon',
	'window',
	'data-date',
	'split',
	'seed',
	'min',
	'max',
	'fit',
	'card',
	'multiple',
	'max-changed',
	'within',
	'gate',
	'capacity',
	'precision',
	'cost',
	'value',
	'margin',
	'qualify-cost'
] as const;

/** Calibrates a lead file in a workspace of its own: it runs beside a server and leaves nothing behind but --out. */
export async function calibrate(args: string[]): Promise<void> {
	const { file, scorecardFile, mappingFile, out, json, help, settings, reading } = options(args);
	if (help) return console.log(calibrateHelp);
	if (!file) throw new WorkbenchError('file-needed');
	if (!scorecardFile) throw new WorkbenchError('scorecard-needed');
	const wanted = settingsFromUrl(settings);
	const { scorecard, issues } = await readScorecard(scorecardFile);
	const mapping = mappingFile ? await readMapping(mappingFile) : null;
	const progress = showProgress(process.stderr);
	const opened = await openLeadsOrDataset(file, mapping, new Date().toISOString(), {
		onProgress: progress.show,
		reading
	}).finally(progress.end);
	try {
		const { leads, manifest, engine } = opened;
		const { calibration } = await calibrateLeads(engine, leads, scorecard, wanted);
		if (!calibration.fit.measured) throw nothingFitted(calibration);
		const known = [...issues, ...manifest.issues];
		const object = calibrationJson(calibration, manifest.counts.rejected, known);
		if (out) await writeOut(out, object, (name) => exportFile(name, scorecard, calibration, leads));
		if (json) console.log(JSON.stringify(object));
		else console.log(calibrationText(calibration, manifest.counts.rejected, known));
	} finally {
		await opened.close();
	}
}

function options(args: string[]) {
	const text = { type: 'string' } as const;
	const { values, positionals } = parseArgs({
		args: joinNegativeNumbers(args),
		allowPositionals: true,
		options: {
			...fileReadingOptions,
			...homeOption,
			scorecard: text,
			mapping: text,
			out: text,
			json: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
			...Object.fromEntries(SETTINGS.map((name) => [name, text]))
		}
	});
	const given: Record<string, string | boolean | undefined> = values;
	const settings = new URLSearchParams();
	for (const name of SETTINGS) {
		const value = given[name];
		if (typeof value === 'string') settings.set(name, value);
	}
	const path = (value: string | undefined) =>
		value === undefined ? undefined : resolve(process.env.INIT_CWD ?? '.', value);
	return {
		file: positionals[0] ? namedLeads(positionals[0], values.home) : null,
		scorecardFile: path(values.scorecard),
		mappingFile: path(values.mapping),
		out: path(values.out),
		json: Boolean(values.json),
		help: Boolean(values.help),
		settings,
		reading: fileReadingOf(values)
	};
}

function nothingFitted({ fit, leads }: Awaited<ReturnType<typeof calibrateLeads>>['calibration']) {
	const { leads: loaded, immature, excluded, train, trainWins } = leads;
	const params = { leads: loaded, immature, excluded, train, wins: trainWins };
	if (fit.measured) return new WorkbenchError('nothing-fitted', params);
	const detail = reasonSentence(fit, 'en');
	return new WorkbenchError('nothing-fitted', { ...params, reason: fit.reason, detail });
}

/** All files or, where one cannot be made, none: every text is made before the first is written. */
async function writeOut(
	folder: string,
	object: object,
	make: (name: (typeof EXPORT_FILES)[number]) => string
): Promise<void> {
	const texts = new Map<string, string>(EXPORT_FILES.map((name) => [name, make(name)]));
	texts.set('calibration.json', `${JSON.stringify(object, null, '\t')}\n`);
	try {
		await mkdir(folder, { recursive: true });
		for (const [name, text] of texts) await writeDurably(join(folder, name), text);
	} catch (cause) {
		const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
		throw new WorkbenchError('out-not-written', { folder, reason }, { cause });
	}
}
