import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { figuresFromUrl } from '#lib/server/figures-from-url.ts';
import { sourcesFromUrl, type SourceSettings } from '#lib/server/sources-from-url.ts';
import { openDesk, type FigureDesk } from '#lib/server/usecases/figure-desk.ts';
import { openLeadsOrDataset } from '#lib/server/usecases/open-leads-or-dataset.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { fileReadingOf, fileReadingOptions } from './file-reading-options.ts';
import { homeOption } from './home-option.ts';
import { namedLeads } from './named-leads.ts';
import { readMapping } from './read-mapping.ts';
import { showProgress } from './show-progress.ts';

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
	const given = values as Record<string, string | boolean | string[] | undefined>;
	const query = addressOf(given, values.filter ?? []);
	const figures = figuresFromUrl(query);
	const settings = sourcesFromUrl(query);
	const named = namedLeads(positionals[0], values.home);
	const path = (file: string | undefined) =>
		file === undefined ? undefined : resolve(process.env.INIT_CWD ?? '.', file);
	const mapping = path(values.mapping);
	return {
		settings,
		scorecardFile: path(values.scorecard),
		json: values.json,
		work: async (work) => {
			const progress = showProgress(process.stderr);
			const opened = await openLeadsOrDataset(
				named,
				mapping ? await readMapping(mapping) : null,
				new Date().toISOString(),
				{ onProgress: progress.show, reading: fileReadingOf(values) }
			).finally(progress.end);
			try {
				const { engine, leads, manifest } = opened;
				await work(await openDesk(engine, leads, manifest, figures));
			} finally {
				await opened.close();
			}
		}
	};
}

function addressOf(
	values: Record<string, string | boolean | string[] | undefined>,
	filters: string[]
): URLSearchParams {
	const query = new URLSearchParams();
	for (const key of KEYS) {
		const value = values[key];
		if (typeof value === 'string') query.set(key, value);
	}
	for (const filter of filters) query.append('filter', filter);
	return query;
}
