import { holdsPersonal } from '#lib/domain/mapping/holds-personal.ts';
import { personalKind } from '#lib/domain/mapping/personal-kind.ts';
import { HIDDEN } from '#lib/domain/mapping/without-personal.ts';
import { listModels } from '#lib/server/usecases/models.ts';
import { workbench } from '#lib/server/workbench.ts';
import { ready } from '../../ready.server.ts';
import { scoreLabel } from '../score-labels.ts';
import type { PageServerLoad } from './$types';
import { differingRequest, leadsOf } from './differing-request.server.ts';

/** Leads the page shows; the file holds more. */
const SHOWN = 200;

export const load: PageServerLoad = async ({ url, locals }) => {
	const bench = await workbench();
	const request = await differingRequest(bench, url);
	if (!request) return { found: null };
	const { comparison, column, score } = request;
	const compared = await ready(bench.keptComparison(comparison), url);
	const check = compared.checks.find((each) => each.column === column && each.score === score);
	const agreed = check?.agreement.measured ? check.agreement : null;
	const leads = await leadsOf(bench, request, SHOWN);
	const { models } = await listModels(bench.workspace.paths.home);
	const chosen = comparison.scores.find(({ key }) => key === score)!;
	const { id } = comparison.dataset.manifest.mapping;
	const hidden =
		personalKind(
			id,
			leads.map((each) => each.id)
		) !== null;
	const shown = (text: string) => (hidden || holdsPersonal(text) ? HIDDEN : text);
	return {
		found: {
			column,
			score: scoreLabel(chosen, models, locals.locale),
			differing: agreed ? agreed.leads - agreed.equal : leads.length,
			most: request.most,
			stamped: comparison.stamp !== null,
			hidden,
			leads: leads.map((each) => ({ ...each, id: shown(each.id) }))
		}
	};
};
