import { parseArgs } from 'node:util';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { figuresFromUrl, type FigureSettings } from '#lib/server/figures-from-url.ts';
import { funnelDesk, type FunnelDesk } from '#lib/server/usecases/funnel-desk.ts';
import { funnelSettings, type FunnelSettings } from '#lib/server/usecases/funnel-settings.ts';
import { addressOfOptions, pathFromHere, withFigureDesk } from './figure-leads.ts';
import { fileReadingOf, fileReadingOptions } from './file-reading-options.ts';
import { homeOption } from './home-option.ts';
import { namedLeads } from './named-leads.ts';

/** Options of both commands of the funnel and the keys of an address they stand for. */
const KEYS: Record<string, string> = {
	from: 'from',
	to: 'to',
	window: 'age',
	'data-date': 'data-date',
	by: 'by',
	order: 'order',
	stages: 'stages',
	steps: 'steps',
	view: 'view',
	stage: 'stage',
	hours: 'hours',
	zone: 'zone'
};

/** What the commands of the funnel share, for their help. */
export const funnelOptionsHelp = `  --from DAY --to DAY  first and last day of creation (2026-01-31); they pick leads, and never cut what came later
  --filter COL:VALUE   only leads with this value (several of one column are alternatives); may be given several times
  --data-date DAY      nothing later counts as known; default: the newest date of the data
  --stages A~B~C       stages in this order; default: those the data names
  --order any|strict   any (default): whoever is seen at a stage has reached all before it; strict: each seen, one after the
                       other
  --steps ~14~30       days from the stage before within which each stage must be reached, one entry a stage
  --staff              figures by a column that names single members of staff are wanted
  --mapping FILE       which column is which, for a file; without it the suggested mapping is taken`;

export interface FunnelCall {
	settings: FigureSettings;
	funnel: FunnelSettings;
	scorecardFile: string | undefined;
	json: boolean;
	/** Opens what was named, works on it, and closes it. */
	work: (work: (desk: FunnelDesk) => Promise<void>) => Promise<void>;
}

/** Reads the options of a command of the funnel. @throws WorkbenchError `file-needed`, `setting-invalid` */
export function funnelCall(args: string[]): FunnelCall {
	const text = { type: 'string' } as const;
	const several = { type: 'string', multiple: true } as const;
	const flag = { type: 'boolean', default: false } as const;
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: {
			...fileReadingOptions,
			...homeOption,
			...Object.fromEntries(Object.keys(KEYS).map((name) => [name, text])),
			filter: several,
			compare: several,
			staff: flag,
			mapping: text,
			scorecard: text,
			json: flag
		}
	});
	if (!positionals[0]) throw new WorkbenchError('file-needed');
	const named = namedLeads(positionals[0], values.home);
	const query = addressOfOptions(values, { ...KEYS, filter: 'filter', compare: 'compare' });
	if (values.staff === true) query.set('staff', 'yes');
	const figures = figuresFromUrl(query);
	const mapping = pathFromHere(values.mapping);
	const leads = { named, mapping, reading: fileReadingOf(values), figures };
	return {
		settings: figures,
		funnel: funnelSettings(query),
		scorecardFile: pathFromHere(values.scorecard),
		json: Boolean(values.json),
		work: (work) => withFigureDesk(leads, (desk) => work(funnelDesk(desk)))
	};
}
