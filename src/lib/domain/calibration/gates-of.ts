import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { gate } from '#lib/domain/thresholds/gate.ts';
import { notMeasured, type Measured, type NotMeasured } from '#lib/domain/units.ts';
import type { Calibration, Gate } from './calibration.ts';
import type { CardGate, GateChoices } from './gate-choices.ts';
import type { ScoreSides } from './score-sides.ts';

/** Today's gates and those of the calibrated card; which wins each catches is counted on test leads (statistics 18). */
export function gatesOf(
	scorecard: Scorecard,
	today: ScoreSides,
	calibrated: ScoreSides | null,
	card: GateChoices['card']
): Calibration['thresholds'] {
	const { mql, sql } = scorecard.thresholds;
	return {
		current: { mql: todaysGate(mql, today), sql: todaysGate(sql, today) },
		calibrated: {
			mql: calibratedGate(card.mql, calibrated),
			sql: calibratedGate(card.sql, calibrated)
		}
	};
}

function todaysGate(threshold: number | null, today: ScoreSides): Gate | NotMeasured {
	if (threshold === null) return notMeasured('no-gate-on-card');
	return gate(today.testGroups, threshold, 'card');
}

function calibratedGate(
	chosen: Measured<CardGate>,
	calibrated: ScoreSides | null
): Gate | NotMeasured {
	if (!chosen.measured) return chosen;
	if (!calibrated) return notMeasured('not-fitted');
	return gate(calibrated.testGroups, chosen.threshold, chosen.rule);
}
