import { json } from '@sveltejs/kit';
import { holdsPersonal } from '#lib/domain/mapping/holds-personal.ts';
import { personalKind } from '#lib/domain/mapping/personal-kind.ts';
import { columnSummaries } from '#lib/server/queries/column-summaries.ts';
import { topValues } from '#lib/server/queries/top-values.ts';
import { describeError } from '#lib/server/sentences.ts';
import { isWorkbenchError } from '#lib/server/workbench-error.ts';
import { workbench } from '#lib/server/workbench.ts';
import type { RequestHandler } from './$types';

/** What the column `field` of a dataset holds, for choosing a value of a rule; never values that say who a person is. */
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
		const personal = personalKind(
			field,
			values.map(({ value }) => String(value))
		);
		const range = quartiles && !personal ? [quartiles[0], quartiles[4]] : null;
		const shown = values.filter(({ value }) => !personal && !holdsPersonal(String(value)));
		return json({ filled, rows, distinct, range, values: shown, personal });
	} catch (error) {
		if (!isWorkbenchError(error)) throw error;
		return json(describeError(error, locals.locale), { status: 422 });
	}
};
