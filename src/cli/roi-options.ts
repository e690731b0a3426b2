import { parseArgs } from 'node:util';
import { notMeasured, type NotMeasured } from '#lib/domain/units.ts';
import { unknownFields } from '#lib/domain/scorecard/unknown-fields.ts';
import { figuresFromUrl } from '#lib/server/figures-from-url.ts';
import { calibrateLeads } from '#lib/server/usecases/calibrate-leads.ts';
import { listModels, readScorecard } from '#lib/server/usecases/models.ts';
import type { OpenLeads } from '#lib/server/usecases/open-leads.ts';
import { reportCard } from '#lib/server/usecases/report-card.ts';
import { roiReport, type ReportCard, type RoiFigures } from '#lib/server/usecases/roi-report.ts';
import { roiSettings } from '#lib/server/usecases/roi-settings.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { addressOfOptions, pathFromHere, withFigureDesk } from './figure-leads.ts';
import { fileReadingHelp, fileReadingOf, fileReadingOptions } from './file-reading-options.ts';
import { homeHelp, homeOf, homeOption } from './home-option.ts';
import { namedLeads } from './named-leads.ts';

/** What `roi` and `report` share, for their help. */
export const roiOptionsHelp = `  --from DAY --to DAY  first and last day of creation (2026-01-31); they pick leads, and never cut what came later
  --filter COL:VALUE   only leads with this value (several of one column are alternatives); may be given several times
  --age DAYS           days within which leads must have become customers; default: the largest of 30, 60, 90, 120, 180,
                       365 not above a quarter of the time the leads span
  --data-date DAY      nothing later counts as known; default: the newest date of the data
  --by COL             rank by this column; default: the source
  --margin PERCENT     gross margin; with it the report tells the ROI
  --rates LIST         what units of other currencies are worth: USD:0.92,CHF:1.05; for one month USD@2026-03:0.91
  --model FILE         scorecard whose threshold is told and calibrated; none leaves that part out; default: the first
                       known one whose columns the data has
  --mapping FILE       which column is which, for a file; without it the suggested mapping is taken
${homeHelp}
${fileReadingHelp}`;

const KEYS = ['from', 'to', 'age', 'data-date', 'by', 'margin', 'rates'] as const;
const OWN = ['model', 'mapping', 'out', 'pdf', 'lang'] as const;

export interface RoiCall {
	/** Values of options that the command reads itself; paths resolved. */
	json: boolean;
	out: string | null;
	pdf: string | null;
	lang: string;
	/** Opens what was named, works out the report, and closes it. */
	work: (work: (figures: RoiFigures) => Promise<void>) => Promise<void>;
}

/** Reads the options of `roi` and `report`. @throws WorkbenchError `file-needed`, `setting-invalid` */
export function roiCall(args: string[], command: 'roi' | 'report'): RoiCall {
	const text = { type: 'string' } as const;
	const own = command === 'roi' ? (['model', 'mapping'] as const) : OWN;
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: {
			...fileReadingOptions,
			...homeOption,
			...Object.fromEntries([...KEYS, ...own].map((name) => [name, text])),
			filter: { type: 'string', multiple: true },
			...(command === 'roi' ? { json: { type: 'boolean', default: false } as const } : {})
		}
	});
	if (!positionals[0]) throw new WorkbenchError('file-needed');
	const given = values as Record<string, string | string[] | boolean | undefined>;
	const string = (name: string) => (typeof given[name] === 'string' ? String(given[name]) : null);
	const path = (name: string) => pathFromHere(string(name) ?? undefined) ?? null;
	const query = addressOfOptions(given, {
		...Object.fromEntries(KEYS.map((key) => [key, key])),
		filter: 'filter'
	});
	const [figures, roi] = [figuresFromUrl(query), roiSettings(query)];
	const leads = {
		named: namedLeads(positionals[0], values.home),
		mapping: path('mapping') ?? undefined,
		reading: fileReadingOf(values),
		figures
	};
	const model = string('model') === 'none' ? 'none' : path('model');
	return {
		json: given.json === true,
		out: path('out'),
		pdf: path('pdf'),
		lang: string('lang') ?? 'en',
		work: (work) =>
			withFigureDesk(leads, async (desk, opened) => {
				const dataDate = figures.dataDate ?? undefined;
				const card = await cardOf(opened, model, homeOf(values.home), dataDate);
				await work(await roiReport(desk, roi, card));
			})
	};
}

/** A scorecard that was named has to fit; one that is only looked for may be missing. */
async function cardOf(
	{ engine, leads }: OpenLeads,
	model: string | null,
	home: string,
	dataDate: string | undefined
): Promise<ReportCard | NotMeasured> {
	if (model === 'none') return notMeasured('scorecard-not-asked');
	const scorecard = model
		? (await readScorecard(model)).scorecard
		: await firstThatFits(
				home,
				leads.columns.map(({ name }) => name)
			);
	if (!scorecard) return notMeasured('no-scorecard');
	const calibrate = async () => {
		const settings = { dataDate, crossCheck: false };
		const { calibration } = await calibrateLeads(engine, leads, scorecard, settings);
		return { scorecard, calibration };
	};
	return reportCard(calibrate);
}

async function firstThatFits(home: string, columns: string[]) {
	const { models } = await listModels(home);
	const found = models.find(({ scorecard }) => unknownFields(scorecard, columns).length === 0);
	return found?.scorecard ?? null;
}
