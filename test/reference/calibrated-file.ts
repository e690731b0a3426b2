import { resolve } from 'node:path';
import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import { parseScorecard } from '#lib/domain/scorecard/parse-scorecard.ts';
import { calibrateLeads, type CalibrateSettings } from '#lib/server/usecases/calibrate-leads.ts';
import { openLeads } from '#lib/server/usecases/open-leads.ts';
import { SHARED } from './table.ts';

/** A shared lead file imported and calibrated as a user would, by its path in the shared folder. */
export async function calibratedFile(
	file: string,
	mapping: object,
	card: object,
	settings: CalibrateSettings = {}
): Promise<Calibration> {
	const { scorecard, issues } = parseScorecard(card);
	if (!scorecard) throw new Error(JSON.stringify(issues));
	const opened = await openLeads(resolve(SHARED, file), mapping, '2026-01-01T00:00:00Z');
	try {
		return (await calibrateLeads(opened.engine, opened.leads, scorecard, settings)).calibration;
	} finally {
		await opened.close();
	}
}
