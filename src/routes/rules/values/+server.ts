import { json } from '@sveltejs/kit';
import { columnSummaries } from '#lib/server/queries/column-summaries.ts';
import { topValues } from '#lib/server/queries/top-values.ts';
import { describeError } from '#lib/server/sentences.ts';
import { isWorkbenchError } from '#lib/server/workbench-error.ts';
import { workbench } from '#lib/server/workbench.ts';
import type { RequestHandler } from './$types';

/** What the column `field` of a dataset holds, for choosing a value of a rule. */
export const GET: RequestHandler = async ({ url, locals }) => {
	const bench = await workbench();
	const { dataset } = await bench.context(url);
	const field = url.searchParams.get('field') ?? '';
	try {
		const { source } = await bench.source(dataset?.id ?? '');
		const { engine } = bench.workspace;
		const [[facts], values] = await Promise.all([
			columnSummaries(engine, source, [field]),
			topValues(engine, source, field)
		]);
		const { filled, rows, distinct, quartiles } = facts;
		const range = quartiles && [quartiles[0], quartiles[4]];
		return json({ filled, rows, distinct, range, values });
	} catch (error) {
		if (!isWorkbenchError(error)) throw error;
		return json(describeError(error, locals.locale), { status: 422 });
	}
};
