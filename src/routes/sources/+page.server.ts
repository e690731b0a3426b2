import { personalKind } from '#lib/domain/mapping/personal-kind.ts';
import { calibratedScorecard } from '#lib/domain/calibration/calibrated-scorecard.ts';
import { addressColumns } from '#lib/server/queries/sources/address-columns.ts';
import { describeError } from '#lib/server/sentences.ts';
import { sourcesFromUrl } from '#lib/server/sources-from-url.ts';
import { USUAL_AGES } from '#lib/server/usecases/figure-desk.ts';
import { countedStages } from '#lib/server/usecases/source-conditions.ts';
import { sourceReport } from '#lib/server/usecases/source-report.ts';
import { workbench } from '#lib/server/workbench.ts';
import { isWorkbenchError } from '#lib/server/workbench-error.ts';
import type { PageServerLoad } from './$types';
import { sourcesInWords } from './sources-in-words.server.ts';
import { sourceWords } from './source-words.server.ts';

export const load: PageServerLoad = async ({ url, locals }) => {
	const { locale } = locals;
	const bench = await workbench();
	const desk = await bench.figureDesk(url);
	if (!desk) return { desk: null, found: null, trouble: null };
	const { scorecard } = await bench.context(url);
	const kept = (await bench.calibrationIfKept(url)) ?? (await bench.calibrationIfKept(plain(url)));
	const settings = sourcesFromUrl(url.searchParams);
	const shown = {
		columns: desk.source.columns.filter((column) => isOffered(column)).map(({ name }) => name),
		source: desk.source.mapping.source,
		addresses: await addressColumns(desk.engine, desk.source),
		ageDays: desk.settings.ageDays,
		ages: USUAL_AGES,
		dataDate: desk.dataDate,
		settings
	};
	const cards = {
		today: scorecard,
		calibrated: kept && calibratedScorecard(kept.scorecard, kept.calibration)
	};
	try {
		const report = await sourceReport(desk, settings, cards);
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

/** The address without what changes no calibrated points. */
function plain(url: URL): URL {
	const found = new URL(url);
	for (const key of ['margin', 'value', 'cost', 'qualify-cost', 'gate', 'capacity', 'precision']) {
		found.searchParams.delete(key);
	}
	return found;
}

/** Columns whose values may be compared: texts that do not say who somebody is. */
function isOffered({ name, type }: { name: string; type: string }): boolean {
	return type === 'text' && personalKind(name) === null;
}
