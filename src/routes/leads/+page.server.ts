import { holdsPersonal } from '#lib/domain/mapping/holds-personal.ts';
import { personalKind } from '#lib/domain/mapping/personal-kind.ts';
import { HIDDEN } from '#lib/domain/mapping/without-personal.ts';
import { stageLabel } from '#lib/charts/stage-label.ts';
import { countLeadSet, readLeadSet } from '#lib/server/queries/read-lead-set.ts';
import { workbench } from '#lib/server/workbench.ts';
import type { PageServerLoad } from './$types';
import { leadSetOf, MOST_IN_FILE } from './lead-set.server.ts';

/** Leads the page shows; the file holds more. */
const SHOWN = 200;

export const load: PageServerLoad = async ({ url, locals }) => {
	const bench = await workbench();
	const set = leadSetOf(url);
	const desk = set && (await bench.figureDesk(url));
	if (!set || !desk) return { found: null };
	const { scorecard } = await bench.context(url);
	const [count, leads] = await Promise.all([
		countLeadSet(desk, set, scorecard),
		readLeadSet(desk, set, SHOWN, scorecard)
	]);
	const ids = leads.map(({ id }) => id);
	const hidden = personalKind(desk.source.mapping.id, ids) !== null;
	const shown = (text: string) => (hidden || holdsPersonal(text) ? HIDDEN : text);
	return {
		found: {
			set,
			count,
			most: MOST_IN_FILE,
			ageDays: desk.dated ? desk.settings.ageDays : null,
			stages: desk.stages.map((stage) => ({
				id: stage.id,
				label: stageLabel(stage, locals.locale)
			})),
			hidden,
			leads: leads.map((each) => ({
				...each,
				id: shown(each.id),
				source: each.source === null ? null : shown(each.source)
			}))
		}
	};
};
