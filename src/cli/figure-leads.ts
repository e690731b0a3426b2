import { resolve } from 'node:path';
import type { FigureSettings } from '#lib/server/figures-from-url.ts';
import { openDesk, type FigureDesk } from '#lib/server/usecases/figure-desk.ts';
import type { OpenLeads } from '#lib/server/usecases/open-leads.ts';
import { openLeadsOrDataset, type NamedLeads } from '#lib/server/usecases/open-leads-or-dataset.ts';
import type { fileReadingOf } from './file-reading-options.ts';
import { readMapping } from './read-mapping.ts';
import { showProgress } from './show-progress.ts';

/** What a command of figures was told to work on. */
export interface FigureLeads {
	named: NamedLeads;
	/** Path of a mapping. */
	mapping: string | undefined;
	reading: ReturnType<typeof fileReadingOf>;
	figures: FigureSettings;
}

/** Opens a file of leads or a dataset for figures, works on it, and closes it. */
export async function withFigureDesk(
	{ named, mapping, reading, figures }: FigureLeads,
	work: (desk: FigureDesk, opened: OpenLeads) => Promise<void>
): Promise<void> {
	const progress = showProgress(process.stderr);
	const opened = await openLeadsOrDataset(
		named,
		mapping ? await readMapping(mapping) : null,
		new Date().toISOString(),
		{ onProgress: progress.show, reading }
	).finally(progress.end);
	try {
		const { engine, leads, manifest } = opened;
		await work(await openDesk(engine, leads, manifest, figures), opened);
	} finally {
		await opened.close();
	}
}

/** A path as the user means it: from where they stand. */
export function pathFromHere(given: string | undefined): string | undefined {
	return given === undefined ? undefined : resolve(process.env.INIT_CWD ?? '.', given);
}

/**
 * Options of a command as the query of an address, so that a page and a command are asked alike.
 *
 * @param keys - key of the address by option; values that are lists stand there several times
 */
export function addressOfOptions(
	values: Record<string, unknown>,
	keys: Record<string, string>
): URLSearchParams {
	const query = new URLSearchParams();
	for (const [option, key] of Object.entries(keys)) {
		const value = values[option];
		if (typeof value === 'string') query.set(key, value);
		if (Array.isArray(value)) for (const each of value) query.append(key, String(each));
	}
	return query;
}
