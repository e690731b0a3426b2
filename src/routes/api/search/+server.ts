import { json } from '@sveltejs/kit';
import { findLeads } from '#lib/server/queries/find-leads.ts';
import { findSources } from '#lib/server/queries/find-sources.ts';
import { workbench } from '#lib/server/workbench.ts';
import type { FoundInData } from '#lib/ui/shell/found-in-data.ts';
import type { RequestHandler } from './$types';

const LONGEST = 200;

/** Leads by id and sources by name: what the text `q` finds in the dataset the address names, ten of each at most. */
export const GET: RequestHandler = async ({ url }) => {
	const bench = await workbench();
	const { dataset } = await bench.context(url);
	const text = (url.searchParams.get('q') ?? '').trim();
	const none: FoundInData = { leads: [], leadField: null, sources: [], sourceField: null };
	if (!dataset || text === '' || text.length > LONGEST) return json(none);
	const { source } = await bench.source(dataset.id);
	const { engine } = bench.workspace;
	const [leads, sources] = await Promise.all([
		findLeads(engine, source, text),
		findSources(engine, source, text)
	]);
	const { id, source: sourceField } = source.mapping;
	const found: FoundInData = { leads, leadField: id, sources, sourceField };
	return json(found);
};
