import { csv } from '#lib/domain/export/csv.ts';
import { workbench } from '#lib/server/workbench.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { csvDownload } from '../../../data/csv-download.server.ts';
import { troubleResponse } from '../../../data/trouble.server.ts';
import { differingRequest, leadsOf } from '../differing-request.server.ts';
import type { RequestHandler } from './$types';

const HEADER = ['row', 'line', 'lead', 'column', 'replay', 'difference', 'written_days_before'];

/** The leads whose score in a column is not what a card gives, as they are called in the data. */
export const GET: RequestHandler = async ({ url, locals }) => {
	const bench = await workbench();
	try {
		const request = await differingRequest(bench, url);
		if (!request) throw new WorkbenchError('differing-unknown');
		const leads = await leadsOf(bench, request, request.most);
		const rows = leads.map((each) => [
			each.row,
			each.line,
			each.id,
			each.column,
			each.card,
			each.difference,
			each.writtenDays
		]);
		return await csvDownload(pieces(csv(HEADER, rows)), `differing-${request.column}`);
	} catch (error) {
		return troubleResponse(error, locals.locale);
	}
};

async function* pieces(text: string): AsyncGenerator<string> {
	yield text;
}
