import { parseArgs } from 'node:util';
import { figuresFromUrl } from '#lib/server/figures-from-url.ts';
import { sourcesFromUrl, type SourceSettings } from '#lib/server/sources-from-url.ts';
import type { FigureDesk } from '#lib/server/usecases/figure-desk.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { addressOfOptions, pathFromHere, withFigureDesk } from './figure-leads.ts';
import { fileReadingOf, fileReadingOptions } from './file-reading-options.ts';
import { homeOption } from './home-option.ts';
import { namedLeads } from './named-leads.ts';

/** Options that mean what the key of the page's address of the same name means. */
const KEYS = [
	'by',
	'as',
	'age',
	'from',
	'to',
	'data-date',
	'stages',
	'order',
	'margin',
	'rates',
	'overhead',
	'months',
	'half-life',
	'against',
	'call-cost',
	'calls',
	'page'
];

export interface SourcesCall {
	settings: SourceSettings;
	scorecardFile: string | undefined;
	json: boolean;
	/** Opens what was named, works on it, and closes it. */
	work: (work: (desk: FigureDesk) => Promise<void>) => Promise<void>;
}

/** Reads the options of the command. @throws WorkbenchError `file-needed`, `setting-invalid` */
export function sourcesCall(args: string[]): SourcesCall {
	const text = { type: 'string' } as const;
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: {
			...fileReadingOptions,
			...homeOption,
			...Object.fromEntries(KEYS.map((name) => [name, text])),
			filter: { type: 'string', multiple: true } as const,
			mapping: text,
			scorecard: text,
			json: { type: 'boolean', default: false } as const
		}
	});
	if (!positionals[0]) throw new WorkbenchError('file-needed');
	const query = addressOfOptions(values, {
		...Object.fromEntries(KEYS.map((key) => [key, key])),
		filter: 'filter'
	});
	const leads = {
		named: namedLeads(positionals[0], values.home),
		mapping: pathFromHere(values.mapping),
		reading: fileReadingOf(values),
		figures: figuresFromUrl(query)
	};
	const settings = sourcesFromUrl(query);
	return {
		settings,
		scorecardFile: pathFromHere(values.scorecard),
		json: values.json,
		work: (work) => withFigureDesk(leads, work)
	};
}
