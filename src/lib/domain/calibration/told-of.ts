import type { NotMeasured } from '#lib/domain/units.ts';
import type { GateOutcome } from './gate-choices.ts';

/**
 * A refusal that says of which leads and of which outcome it speaks.
 *
 * @example toldOf(notMeasured('few-wins-above-gate'), 'later', 'accepted').params // { side: 'later', outcome: 'accepted' }
 */
export function toldOf(
	refused: NotMeasured,
	side: 'earlier' | 'later',
	outcome: GateOutcome
): NotMeasured {
	return { ...refused, params: { ...refused.params, side, outcome } };
}
