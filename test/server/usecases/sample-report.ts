import { calibrateLeads } from '#lib/server/usecases/calibrate-leads.ts';
import type { FigureDesk } from '#lib/server/usecases/figure-desk.ts';
import { readScorecard } from '#lib/server/usecases/models.ts';
import { reportCard } from '#lib/server/usecases/report-card.ts';
import { roiReport } from '#lib/server/usecases/roi-report.ts';
import { roiSettings } from '#lib/server/usecases/roi-settings.ts';
import { notMeasured } from '#lib/domain/units.ts';

/** The report of a desk with the card of the sample, calibrated. */
export async function sampleReport(desk: FigureDesk, query = '') {
	const card = await reportCard(async () => {
		const { scorecard } = await readScorecard('models/baseline.json');
		const settings = { crossCheck: false };
		const { calibration } = await calibrateLeads(desk.engine, desk.source, scorecard, settings);
		return { scorecard, calibration };
	});
	return roiReport(desk, roiSettings(new URLSearchParams(query)), card);
}

/** The same without a scorecard. */
export function plainReport(desk: FigureDesk, query = '') {
	return roiReport(desk, roiSettings(new URLSearchParams(query)), notMeasured('no-scorecard'));
}
