import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { notMeasured, type NotMeasured } from '#lib/domain/units.ts';
import { isWorkbenchError } from '#lib/server/workbench-error.ts';
import type { ReportCard } from './roi-report.ts';

/**
 * The scorecard of a report with its calibration; where none could be had the report says why and stays whole.
 *
 * @throws what is no failure of the data or the card
 */
export async function reportCard(
	calibrate: () => Promise<{ scorecard: Scorecard; calibration: Calibration }>
): Promise<ReportCard | NotMeasured> {
	try {
		const { scorecard, calibration } = await calibrate();
		return { scorecard, calibration: { measured: true, found: calibration } };
	} catch (error) {
		if (!isWorkbenchError(error) || error.code === 'setting-invalid') throw error;
		if (error.code === 'no-model') return notMeasured('no-scorecard');
		if (error.code === 'rule-field-unknown') return notMeasured('scorecard-unfit');
		return notMeasured('not-calibrated', { code: error.code });
	}
}
