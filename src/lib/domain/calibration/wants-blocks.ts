import { MISSING, type Cells } from '#lib/domain/cells/cells.ts';
import { FEWEST_TEST_WINS } from '#lib/domain/evaluation/card-verdict.ts';

/** Wins and losses a rule needs behind it among training leads to get its weight without a penalty (statistics 10). */
export const FEWEST_BEHIND_RULE = 20;

/**
 * Whether a calibration needs its leads by time block: a rule has few wins or losses behind it, so that weights are
 * penalised with a strength chosen by rolling origin (statistics 10), or there are too few wins among the test leads for a
 * verdict from them (statistics 6).
 *
 * @param cells - training and test cells
 * @example wantsBlocks(cells) // false
 */
export function wantsBlocks({ states, test, n, k, length }: Cells): boolean {
	let testWins = 0;
	for (let c = 0; c < length; c++) if (test[c] === 1) testWins += k[c];
	if (testWins < FEWEST_TEST_WINS) return true;
	return states.some((state) => {
		let [wins, losses] = [0, 0];
		for (let c = 0; c < length; c++) {
			if (test[c] !== 0 || state[c] === 0 || state[c] === MISSING) continue;
			wins += k[c];
			losses += n[c] - k[c];
		}
		return wins < FEWEST_BEHIND_RULE || losses < FEWEST_BEHIND_RULE;
	});
}
