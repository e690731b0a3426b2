import type { CardVerdict } from '#lib/domain/calibration/calibration.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { CardTest } from './card-test.ts';
import type { Update } from './updating-ladder.ts';

/** Under this many wins among the later leads nothing is said about the card (statistics 6, 13). */
export const FEWEST_TEST_WINS = 100;
/** A card is worth changing when free weights gain more than this share of the explained loss. */
export const GAIN_THAT_MATTERS = 0.05;
/** A score whose AUC may still be this high is not said to be no better than the base rate. */
export const AUC_THAT_MATTERS = 0.6;
const SIGNIFICANCE = 0.05;

type Gain = { gain: number; ci: [number, number] };
type Area = { auc: number; ci: [number, number] };

export interface CardEvidence {
	test: Measured<CardTest>;
	/** Log loss per later lead of today's mapped score minus that of the calibrated one. */
	confirmed: Measured<Gain>;
	testWins: number;
	/** Rules whose points should change. */
	wrongRules: number;
	/** Whether both scores were set to the later leads' win rate before `confirmed` compared them; default: no. */
	levelled?: boolean;
	/** How today's points and fitted weights rank the later leads; default: not known. */
	ranking?: { current: Area; fitted: Area } | null;
	/** The same from block after block of all leads, for where the later ones hold too few wins; default: not known. */
	rolling?: Measured<{
		wins: number;
		gain: number;
		gainCi: [number, number];
		current: Area;
		fitted: Area;
	}>;
	/** Whether the published table holds; default: none was published. */
	published?: Measured<{ update: Update; gainShare: number; confirmed: Measured<Gain> }>;
}

type Decision = Pick<CardVerdict, 'verdict' | 'reason' | 'params'>;

/** Leads that a verdict may rest on. */
interface Later {
	judgedOn: CardVerdict['judgedOn'];
	wins: number;
	confirmed: Measured<Gain>;
	ranking: CardEvidence['ranking'];
}

/**
 * Verdict on a card (statistics 13). The later leads judge it; where they hold under 100 wins, blocks of all leads that were
 * each predicted from the earlier ones do (statistics 6), where those hold 100. In this order:
 * * `cannot-tell`, `few-test-wins`: neither holds 100 wins.
 * * `no-signal`: neither today's points nor fitted weights rank the later leads better than chance (both AUC intervals hold
 *   0.5 or lie below, and end below 0.6); `nothing-found` where the rules explain nothing on earlier leads either,
 *   `signal-not-held` where they did.
 * * With a published table the closed ladder goes first: `keep`, `published-holds`; `re-scale`, `published-level` or
 *   `published-spread`, where the ladder stops there, or asks for other weights whose gain is too small to matter, the
 *   re-scaling gains more than 5 % of the explained loss, and later leads confirm it; `cannot-tell`,
 *   `rescale-not-confirmed`, where they do not; `keep`, `rescale-too-small`.
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
	const { test, wrongRules } = evidence;
	const later = laterOf(evidence);
	return {
		...(later ? decide(evidence, later) : fewWins(evidence)),
		judgedOn: later?.judgedOn ?? 'test-leads',
		levelled: later?.judgedOn === 'test-leads' && evidence.levelled === true,
		wrongRules,
		lrt: test.measured ? test.lrt : notMeasured(test.reason, test.params),
		gainShare: test.measured ? test.gainShare : null,
		confirmed: (later ?? evidence).confirmed
	};
}

function laterOf({ testWins, confirmed, ranking, rolling }: CardEvidence): Later | null {
	if (testWins >= FEWEST_TEST_WINS) {
		return { judgedOn: 'test-leads', wins: testWins, confirmed, ranking };
	}
	if (!rolling?.measured || rolling.wins < FEWEST_TEST_WINS) return null;
	const { wins, gain, gainCi, current, fitted } = rolling;
	return {
		judgedOn: 'rolling-origin',
		wins,
		confirmed: { measured: true, gain, ci: gainCi },
		ranking: { current, fitted }
	};
}

function fewWins({ testWins, rolling }: CardEvidence): Decision {
	const params = { testWins, needed: FEWEST_TEST_WINS };
	return cannotTell(
		'few-test-wins',
		rolling?.measured ? { ...params, rollingWins: rolling.wins } : params
	);
}

function decide(evidence: CardEvidence, later: Later): Decision {
	const first = decidePoints(evidence, later);
	return noSignal(evidence, later) ?? decidePublished(evidence, later, first) ?? first;
}

function noSignal({ test }: CardEvidence, { ranking, wins }: Later): Decision | null {
	if (!ranking) return null;
	const { current, fitted } = ranking;
	const isChance = ({ ci: [lower, upper] }: Area) => lower <= 0.5 && upper < AUC_THAT_MATTERS;
	if (!isChance(current) || !isChance(fitted)) return null;
	const explained = test.measured && test.signal.measured && test.signal.p < SIGNIFICANCE;
	return {
		verdict: 'no-signal',
		reason: explained ? 'signal-not-held' : 'nothing-found',
		params: {
			testWins: wins,
			current: current.auc,
			currentFrom: current.ci[0],
			currentTo: current.ci[1],
			fitted: fitted.auc,
			fittedFrom: fitted.ci[0],
			fittedTo: fitted.ci[1]
		}
	};
}

/** Null where nothing was published, or where other weights have to be considered as at a first calibration. */
function decidePublished(
	{ published }: CardEvidence,
	{ judgedOn, wins }: Later,
	first: Decision
): Decision | null {
	if (!published?.measured || judgedOn !== 'test-leads') return null;
	const { update, gainShare, confirmed } = published;
	const params = { gainShare, testWins: wins };
	if (update === 'keep') return { verdict: 'keep', reason: 'published-holds', params };
	const pointsHold = ['gain-too-small', 'gain-not-shown'].includes(first.reason);
	if (update === 'all' && !pointsHold) return null;
	if (gainShare <= GAIN_THAT_MATTERS) {
		return { verdict: 'keep', reason: 'rescale-too-small', params };
	}
	if (!confirmed.measured || confirmed.ci[0] <= 0) {
		return cannotTell('rescale-not-confirmed', params);
	}
	const reason = update === 'intercept' ? 'published-level' : 'published-spread';
	return { verdict: 're-scale', reason, params };
}

function decidePoints({ test }: CardEvidence, { confirmed, wins }: Later): Decision {
	if (!test.measured || test.gainShare === null)
		return cannotTell('not-fitted', { testWins: wins });
	if (!confirmed.measured) return cannotTell('not-confirmed', { testWins: wins });
	const { gainShare, explainedPerLead, lrt } = test;
	const upperShare = confirmed.ci[1] / explainedPerLead;
	const params = { gainShare, upperShare, testWins: wins };
	if (upperShare < GAIN_THAT_MATTERS) return { verdict: 'keep', reason: 'gain-too-small', params };
	if (!lrt.measured || lrt.p >= SIGNIFICANCE) return cannotTell('not-rejected', params);
	if (gainShare <= GAIN_THAT_MATTERS) return cannotTell('gain-not-shown', params);
	if (confirmed.ci[0] <= 0) return cannotTell('gain-not-confirmed', params);
	return { verdict: 'change', reason: 'gain-confirmed', params };
}

function cannotTell(reason: string, params: Record<string, number>): Decision {
	return { verdict: 'cannot-tell', reason, params };
}
