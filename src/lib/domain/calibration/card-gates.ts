import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { GateRule } from './calibration-options.ts';
import type { CardGate, GateChoice, GateName } from './gate-choices.ts';
import { gateSetBy } from './own-outcome.ts';

type CardGates = Record<GateName, Measured<CardGate>>;

/** What is said where the wish a rule rests on was not given. */
const NOT_GIVEN = {
	capacity: notMeasured('capacity-not-given'),
	cost: notMeasured('cost-not-given'),
	precision: notMeasured('precision-not-given'),
	joint: notMeasured('qualify-cost-not-given')
};

/**
 * The gates that go on the calibrated card. A rule that sets one gate leaves the other at today's volume; a gate that its
 * rule does not give, or that later leads refuse by its own outcome (statistics 18), stays open and says why.
 *
 * @param thresholds - of today's card
 * @param choices - for calibrated points; null where nothing was fitted
 * @returns not measured: `not-fitted`; the reason of the choice; what was not given; `gates-cross` for a gate at today's
 * volume that the other one has passed
 * @example cardGates('capacity', { mql: 50, sql: 70 }, choices).mql // { measured: true, threshold: 52, rule: 'capacity', … }
 */
export function cardGates(
	rule: GateRule,
	thresholds: Scorecard['thresholds'],
	choices: GateChoice[] | null
): CardGates {
	if (!choices) return { mql: notMeasured('not-fitted'), sql: notMeasured('not-fitted') };
	const by = (gate: GateName, wanted: GateRule) =>
		choices.find((each) => each.gate === gate && each.rule === wanted);
	const sets = (gate: GateName) =>
		rule === 'joint' || rule === 'same-volume' || gateSetBy(rule, thresholds) === gate;
	const of = (gate: GateName): Measured<CardGate> => {
		const wanted = sets(gate) ? rule : 'same-volume';
		const choice = by(gate, wanted);
		if (choice) return settled(choice, wanted);
		return wanted === 'same-volume' ? notMeasured('no-gate-on-card') : NOT_GIVEN[wanted];
	};
	return uncrossed({ mql: of('mql'), sql: of('sql') }, rule);
}

function settled({ chosen, later, outcome }: GateChoice, rule: GateRule): Measured<CardGate> {
	if (!chosen.measured) return chosen;
	const own = later?.[outcome];
	if (own && !own.measured) return own;
	return { measured: true, threshold: chosen.threshold, rule, outcome };
}

/** A gate at today's volume gives way where the gate that was asked for has passed it. */
function uncrossed({ mql, sql }: CardGates, rule: GateRule): CardGates {
	const crossed =
		mql.measured && sql.measured && mql.rule !== sql.rule && mql.threshold > sql.threshold;
	if (!crossed) return { mql, sql };
	const refused = notMeasured('gates-cross', { mql: mql.threshold, sql: sql.threshold });
	return mql.rule === rule ? { mql, sql: refused } : { mql: refused, sql };
}
