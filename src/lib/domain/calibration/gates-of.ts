import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { gate } from '#lib/domain/thresholds/gate.ts';
import { sameVolume } from '#lib/domain/thresholds/same-volume.ts';
import { notMeasured, type NotMeasured } from '#lib/domain/units.ts';
import type { Calibration, Gate } from './calibration.ts';
import type { ScoreSides } from './score-sides.ts';

/**
 * Today's gates and, for calibrated points, the gates that let through the same share of training leads; what each
 * catches is counted on test leads (statistics 18).
 */
export function gatesOf(
	scorecard: Scorecard,
	today: ScoreSides,
	calibrated: ScoreSides | null
): Calibration['thresholds'] {
	const { mql, sql } = scorecard.thresholds;
	return {
		current: { mql: todaysGate(mql, today), sql: todaysGate(sql, today) },
		calibrated: {
			mql: calibratedGate(mql, today, calibrated),
			sql: calibratedGate(sql, today, calibrated)
		}
	};
}

function todaysGate(threshold: number | null, today: ScoreSides): Gate | NotMeasured {
	if (threshold === null) return notMeasured('no-gate-on-card');
	return gate(today.testGroups, threshold, 'card');
}

function calibratedGate(
	threshold: number | null,
	today: ScoreSides,
	calibrated: ScoreSides | null
): Gate | NotMeasured {
	if (threshold === null) return notMeasured('no-gate-on-card');
	if (!calibrated) return notMeasured('not-fitted');
	const chosen = sameVolume(today.trainGroups, threshold, calibrated.trainGroups);
	if (!chosen.measured) return chosen;
	return gate(calibrated.testGroups, chosen.threshold, 'same-volume');
}
