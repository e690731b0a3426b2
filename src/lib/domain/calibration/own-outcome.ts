import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Gate } from './calibration.ts';
import type { GateName, GateOutcome } from './gate-choices.ts';

/**
 * What a gate is judged by (statistics 2): an MQL gate by what sales accepts, where the data says so, an SQL gate by wins. A
 * gate chosen by cost or by conversion rate is about wins, whichever it is.
 *
 * @example ownOutcome('mql', 'capacity', true) // 'accepted'
 */
export function ownOutcome(
	gate: GateName,
	rule: Gate['rule'],
	acceptanceKnown: boolean
): GateOutcome {
	const aboutWins = gate === 'sql' || rule === 'cost' || rule === 'precision';
	return aboutWins || !acceptanceKnown ? 'won' : 'accepted';
}

/**
 * The gate that a rule sets: of a card with one gate that one. Else capacity sets the MQL gate, from which sales gets leads,
 * cost and conversion rate the SQL gate, which is about wins.
 *
 * @example gateSetBy('cost', { mql: 50, sql: null }) // 'mql'
 */
export function gateSetBy(
	rule: 'capacity' | 'cost' | 'precision',
	{ mql, sql }: Scorecard['thresholds']
): GateName {
	if ((mql === null) !== (sql === null)) return mql === null ? 'sql' : 'mql';
	return rule === 'capacity' ? 'mql' : 'sql';
}
