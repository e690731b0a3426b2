import { personalKind } from '#lib/domain/mapping/personal-kind.ts';
import { addressColumns } from '#lib/server/queries/sources/address-columns.ts';
import { describeError } from '#lib/server/sentences.ts';
import { USUAL_AGES } from '#lib/server/usecases/figure-desk.ts';
import { countedStages } from '#lib/server/usecases/source-conditions.ts';
import { workbench } from '#lib/server/workbench.ts';
import { isWorkbenchError } from '#lib/server/workbench-error.ts';
import { ready } from '../ready.server.ts';
import type { PageServerLoad } from './$types';
import { sourcesInWords } from './sources-in-words.server.ts';
import { sourceWords } from './source-words.server.ts';
import { keptSources } from './sources-report.server.ts';

export const load: PageServerLoad = async ({ url, locals }) => {
	const { locale } = locals;
	const bench = await workbench();
	const asked = await keptSources(bench, url);
	if (!asked) return { desk: null, found: null, trouble: null };
	const { desk, settings } = asked;
	const shown = {
		columns: desk.source.columns.filter((column) => isOffered(column)).map(({ name }) => name),
		source: desk.source.mapping.source,
		addresses: await addressColumns(desk.engine, desk.source),
		ageDays: desk.settings.ageDays,
		ages: USUAL_AGES,
		dataDate: desk.dataDate,
		settings
	};
	try {
		const report = await ready(asked.report, url);
		const stages = countedStages(desk);
		const idOf = (at: number | null) => (at === null ? null : desk.stages[at].id);
		const words = sourceWords(
			report,
			url.searchParams.getAll('filter').filter(Boolean),
			{ mql: idOf(stages.mql), sql: idOf(stages.sql), customer: idOf(stages.customer) },
			locale
		);
		return { desk: shown, found: sourcesInWords(report, settings, words), trouble: null };
	} catch (error) {
		if (!isWorkbenchError(error) || error.code !== 'too-many-values') throw error;
		return { desk: shown, found: null, trouble: describeError(error, locale) };
	}
};

/** Columns whose values may be compared: texts that do not say who somebody is. */
function isOffered({ name, type }: { name: string; type: string }): boolean {
	return type === 'text' && personalKind(name) === null;
}
