import type { CardVerdict } from '#lib/domain/calibration/calibration.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { CardTest } from './card-test.ts';

/** Under this many wins among the later leads nothing is said about the card (statistics 6, 13). */
export const FEWEST_TEST_WINS = 100;
/** A card is worth changing when free weights gain more than this share of the explained loss. */
export const GAIN_THAT_MATTERS = 0.05;
const SIGNIFICANCE = 0.05;

export interface CardEvidence {
	test: Measured<CardTest>;
	/** Log loss per later lead of today's mapped score minus that of the calibrated one. */
	confirmed: Measured<{ gain: number; ci: [number, number] }>;
	testWins: number;
	/** Rules whose points should change. */
	wrongRules: number;
}

type Decision = Pick<CardVerdict, 'verdict' | 'reason' | 'params'>;

/**
 * Verdict on a card at its first calibration (statistics 13; "re-scale" needs a published points-to-probability table
 * and is not said here). In this order:
 * * `cannot-tell`, `few-test-wins`: under 100 wins among the later leads.
 * * `cannot-tell`, `not-fitted` / `not-confirmed`: the test or the comparison on later leads could not be made.
 * * `keep`, `gain-too-small`: the upper bound of the gain on later leads is under 5 % of the explained loss per lead.
 * * `change`, `gain-confirmed`: rejected at 5 %, more than 5 % of the explained loss gained, and the gain on later leads
 *   has an interval above 0.
 * * `cannot-tell`: `not-rejected`, `gain-not-shown` (rejected, but the gain on training leads is at most 5 %), or
 *   `gain-not-confirmed` (its interval on later leads reaches 0).
 *
 * @returns with `gainShare`, `upperShare` (upper bound as a share) and `testWins` as parameters where they exist
 * @example cardVerdict({ test, confirmed, testWins: 240, wrongRules: 5 }).verdict // 'change'
 */
export function cardVerdict(evidence: CardEvidence): CardVerdict {
	const { test, confirmed, wrongRules } = evidence;
	return {
		...decide(evidence),
		wrongRules,
		lrt: test.measured ? test.lrt : notMeasured(test.reason, test.params),
		gainShare: test.measured ? test.gainShare : null,
		confirmed
	};
}

function decide({ test, confirmed, testWins }: CardEvidence): Decision {
	if (testWins < FEWEST_TEST_WINS) {
		return cannotTell('few-test-wins', { testWins, needed: FEWEST_TEST_WINS });
	}
	if (!test.measured || test.gainShare === null) return cannotTell('not-fitted', { testWins });
	if (!confirmed.measured) return cannotTell('not-confirmed', { testWins });
	const { gainShare, explainedPerLead, lrt } = test;
	const upperShare = confirmed.ci[1] / explainedPerLead;
	const params = { gainShare, upperShare, testWins };
	if (upperShare < GAIN_THAT_MATTERS) return { verdict: 'keep', reason: 'gain-too-small', params };
	if (!lrt.measured || lrt.p >= SIGNIFICANCE) return cannotTell('not-rejected', params);
	if (gainShare <= GAIN_THAT_MATTERS) return cannotTell('gain-not-shown', params);
	if (confirmed.ci[0] <= 0) return cannotTell('gain-not-confirmed', params);
	return { verdict: 'change', reason: 'gain-confirmed', params };
}

function cannotTell(reason: string, params: Record<string, number>): Decision {
	return { verdict: 'cannot-tell', reason, params };
}
