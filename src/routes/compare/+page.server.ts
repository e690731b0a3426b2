import { describeError, sentence } from '#lib/server/sentences.ts';
import { listModels } from '#lib/server/usecases/models.ts';
import { workbench } from '#lib/server/workbench.ts';
import { isWorkbenchError } from '#lib/server/workbench-error.ts';
import { ready } from '../ready.server.ts';
import type { PageServerLoad } from './$types';
import { comparedInWords } from './compared-in-words.server.ts';
import { scoreChoices } from './score-choices.server.ts';

/** Troubles of the chosen columns: the choice stands on the page, where it can be mended. */
const OF_THE_CHOICE = [
	'field-unknown',
	'score-not-numbers',
	'stamp-no-times',
	'stamp-is-stage',
	'stamp-no-creation'
];

export const load: PageServerLoad = async ({ url, locals, parent }) => {
	const { locale } = locals;
	const { context } = await parent();
	const bench = await workbench();
	const request = await bench.comparisonRequest(url);
	if (!request) return { asked: null };
	const { models } = await listModels(bench.workspace.paths.home);
	const asked = {
		choices: scoreChoices(request, models, locale),
		refused: request.refused.map((each) => sentence(each, locale))
	};
	if (request.scores.length < 2) return { asked, found: null, trouble: null };
	try {
		const found = await ready(bench.keptComparison(request), url);
		const current = context.model?.id ?? null;
		return {
			asked,
			found: comparedInWords(found, request, models, current, locale),
			trouble: null
		};
	} catch (error) {
		if (!isWorkbenchError(error) || !OF_THE_CHOICE.includes(error.code)) throw error;
		return { asked, found: null, trouble: describeError(error, locale) };
	}
};
