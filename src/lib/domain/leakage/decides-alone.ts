import { issue, type Issue } from '#lib/domain/issue.ts';
import type { LevelStrength } from './level-strength.ts';

/** Share of the loss that one column explains by itself from which it is suspected. */
const EXPLAINED = 0.25;
/** With 95 % certainty it must be at least this. */
const EXPLAINED_AT_LEAST = 0.2;

/**
 * Whether one column nearly decides the outcome by itself.
 *
 * McFadden (1979) calls 0.2 to 0.4 an excellent fit of a whole model; lead scores of all columns together reach 0.1 to 0.25.
 * A single column that explains a quarter or more, and a fifth with 95 % certainty, knows what a whole excellent model would
 * know: somebody who knew the outcome has most likely filled it in. On leads it was not learned on, so that a column of many
 * values cannot get there by chance.
 *
 * @returns the evidence, or null
 */
export function decidesAlone(strength: LevelStrength): Issue | null {
	const { explained, explainedCi } = strength;
	if (explained < EXPLAINED || explainedCi[0] < EXPLAINED_AT_LEAST) return null;
	return issue('leak-decides-alone', 'warning', {
		leads: strength.leads,
		wins: strength.wins,
		explainedRate: explained,
		lowRate: explainedCi[0],
		highRate: explainedCi[1],
		auc: strength.auc,
		aucLow: strength.aucCi[0],
		aucHigh: strength.aucCi[1]
	});
}
