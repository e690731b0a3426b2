import type { FigureDesk } from '#lib/server/usecases/figure-desk.ts';
import { reportCard } from '#lib/server/usecases/report-card.ts';
import { roiReport, type ReportCard, type RoiFigures } from '#lib/server/usecases/roi-report.ts';
import { roiSettings, type RoiSettings } from '#lib/server/usecases/roi-settings.ts';
import type { Kept } from '#lib/server/usecases/kept-results.ts';
import { workbench, type Workbench } from '#lib/server/workbench.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import type { NotMeasured } from '#lib/domain/units.ts';
import { ready } from '../ready.server.ts';
import { calibrationAddress } from './calibration-address.ts';

export interface FoundRoi extends RoiFigures {
	desk: FigureDesk;
	settings: RoiSettings;
	card: ReportCard | NotMeasured;
}

/**
 * The report of an address; null without a dataset.
 *
 * @param form - where the calibration takes long, the reader of a page is shown how far it is; a file is waited for
 */
export async function roiFigures(url: URL, form: 'page' | 'file'): Promise<FoundRoi | null> {
	const bench = await workbench();
	const settings = roiSettings(url.searchParams);
	const desk = await bench.figureDesk(url);
	if (!desk) return null;
	const card = await reportCard(async () => {
		const kept = await bench.keptCalibration(calibrationAddress(url));
		return form === 'page' ? ready(kept, url) : kept.made;
	});
	const report = keptReport(bench, url, desk, settings, card);
	const found = await (form === 'page' ? ready(report, url) : report.made);
	return { desk, settings, card, ...found };
}

/** About how many statements the report takes. */
const STATEMENTS = 12;

/** The report while it is being worked out; the calibration behind its card stands in the address. */
function keptReport(
	bench: Workbench,
	url: URL,
	desk: FigureDesk,
	settings: RoiSettings,
	card: ReportCard | NotMeasured
): Kept<RoiFigures> {
	const known = 'scorecard' in card ? [card.scorecard, card.calibration.measured] : [card];
	const { search } = calibrationAddress(url);
	const name = ['roi', desk.manifest.sha256, desk.settings, desk.stages, settings, search, known];
	return bench.keptFigures(name, desk, STATEMENTS, (own) => roiReport(own, settings, card));
}

/** What a page of the report waits for: the calibration first, then the report itself. */
export async function keptForReport(bench: Workbench, url: URL): Promise<Kept<unknown>> {
	const address = calibrationAddress(url);
	const calibration = await bench.keptCalibration(address).catch(() => null);
	if (calibration?.state === 'running') return calibration;
	const card = await reportCard(async () => (await bench.keptCalibration(address)).made);
	const desk = await bench.figureDesk(url);
	if (!desk) throw new WorkbenchError('no-dataset');
	return keptReport(bench, url, desk, roiSettings(url.searchParams), card);
}
