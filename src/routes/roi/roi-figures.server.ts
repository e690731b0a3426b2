import type { FigureDesk } from '#lib/server/usecases/figure-desk.ts';
import { reportCard } from '#lib/server/usecases/report-card.ts';
import { roiReport, type ReportCard, type RoiFigures } from '#lib/server/usecases/roi-report.ts';
import { roiSettings, type RoiSettings } from '#lib/server/usecases/roi-settings.ts';
import { workbench } from '#lib/server/workbench.ts';
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
	return { desk, settings, card, ...(await roiReport(desk, settings, card)) };
}
