import { json } from '@sveltejs/kit';
import { countEditedRules } from '#lib/server/usecases/count-edited-rules.ts';
import { describeError } from '#lib/server/sentences.ts';
import { workbench } from '#lib/server/workbench.ts';
import { isWorkbenchError } from '#lib/server/workbench-error.ts';
import type { RequestHandler } from './$types';

/** Leads and wins behind every rule of the card in the body, as it is being edited. */
export const POST: RequestHandler = async ({ request, url, locals }) => {
	const bench = await workbench();
	const text = await request.text();
	try {
		return json(await countEditedRules(bench, url, text));
	} catch (error) {
		if (!isWorkbenchError(error)) throw error;
		return json(describeError(error, locals.locale), { status: 422 });
	}
};
