import { calibratedScorecard } from '#lib/domain/calibration/calibrated-scorecard.ts';
import { sourcesFromUrl, type SourceSettings } from '#lib/server/sources-from-url.ts';
import type { FigureDesk } from '#lib/server/usecases/figure-desk.ts';
import type { Kept } from '#lib/server/usecases/kept-results.ts';
import { sourceReport, type SourceReport } from '#lib/server/usecases/source-report.ts';
import type { Workbench } from '#lib/server/workbench.ts';

/** The figures of sources that an address asks for, while they are being worked out. */
export interface KeptSources {
	desk: FigureDesk;
	settings: SourceSettings;
	report: Kept<SourceReport>;
}

/** About how many statements the figures take. */
const STATEMENTS = 20;

/** @returns null without a dataset @throws WorkbenchError `setting-invalid`, and those of `openDesk` */
export async function keptSources(bench: Workbench, url: URL): Promise<KeptSources | null> {
	const desk = await bench.figureDesk(url);
	if (!desk) return null;
	const { scorecard } = await bench.context(url);
	const kept = (await bench.calibrationIfKept(url)) ?? (await bench.calibrationIfKept(plain(url)));
	const settings = sourcesFromUrl(url.searchParams);
	const cards = {
		today: scorecard,
		calibrated: kept && calibratedScorecard(kept.scorecard, kept.calibration)
	};
	const { sha256 } = desk.manifest;
	const name = ['sources', sha256, desk.settings, desk.stages, settings, cards];
	const report = bench.keptFigures(name, desk, STATEMENTS, (own) =>
		sourceReport(own, settings, cards)
	);
	return { desk, settings, report };
}

/** The address without what changes no calibrated points. */
function plain(url: URL): URL {
	const found = new URL(url);
	for (const key of ['margin', 'value', 'cost', 'qualify-cost', 'gate', 'capacity', 'precision']) {
		found.searchParams.delete(key);
	}
	return found;
}
