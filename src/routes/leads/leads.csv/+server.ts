import { csv } from '#lib/domain/export/csv.ts';
import { readLeadSet } from '#lib/server/queries/read-lead-set.ts';
import { workbench } from '#lib/server/workbench.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { csvDownload } from '../../data/csv-download.server.ts';
import { troubleResponse } from '../../data/trouble.server.ts';
import { leadSetOf, MOST_IN_FILE } from '../lead-set.server.ts';
import type { RequestHandler } from './$types';

/** Exactly the leads behind a figure, as they are called in the data. */
export const GET: RequestHandler = async ({ url, locals }) => {
	const bench = await workbench();
	try {
		const set = leadSetOf(url);
		const desk = set && (await bench.figureDesk(url));
		if (!set || !desk) throw new WorkbenchError('lead-set-unknown');
		const { scorecard } = await bench.context(url);
		const leads = await readLeadSet(desk, set, MOST_IN_FILE, scorecard);
		const header = ['row', 'lead', 'created_at', 'source', 'outcome', 'value'];
		const text = csv(
			[...header, ...desk.stages.map(({ id }) => `day_${id}`)],
			leads.map((lead) => [
				lead.row,
				lead.id,
				lead.createdAt,
				lead.source,
				lead.outcome,
				lead.valueCents === null ? null : lead.valueCents / 100,
				...lead.days
			])
		);
		return await csvDownload(pieces(text), 'leads');
	} catch (error) {
		return troubleResponse(error, locals.locale);
	}
};

async function* pieces(text: string): AsyncGenerator<string> {
	yield text;
}
