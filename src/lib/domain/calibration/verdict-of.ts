import type { Cells } from '#lib/domain/cells/cells.ts';
import { atObservedRate } from '#lib/domain/evaluation/at-observed-rate.ts';
import { cardTest } from '#lib/domain/evaluation/card-test.ts';
import { cardVerdict } from '#lib/domain/evaluation/card-verdict.ts';
import { logLossDifference } from '#lib/domain/evaluation/log-loss-difference.ts';
import type { ProbableScore } from '#lib/domain/evaluation/score-evaluation.ts';
import type { ClusterCounts } from '#lib/domain/logistic/cluster-covariance.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { Calibration, CardVerdict, RuleResult } from './calibration.ts';
import type { RuleFit } from './fit-rules.ts';
import { rulesOnTrial } from './rules-on-trial.ts';
import type { ScoreSides } from './score-sides.ts';

/**
 * The verdict on a card from what a calibration found: the test on its training leads, and what its later leads say of it.
 *
 * @example verdictOf({ test, fitted, today, scores, rules, published, honesty }).verdict // 'change'
 */
export function verdictOf({
	test,
	fitted,
	today,
	scores,
	rules,
	published,
	honesty,
	accounts
}: {
	test: Cells;
	fitted: Measured<RuleFit>;
	today: ScoreSides;
	scores: Record<'current' | 'calibrated', ProbableScore | null>;
	rules: RuleResult[];
	accounts?: ClusterCounts;
} & Pick<Calibration, 'published' | 'honesty'>): CardVerdict {
	const wrong = ['raise', 'lower', 'drop'];
	const levelled = isMoved(honesty.drift);
	const slope = today.map.measured ? today.map.slope : null;
	return cardVerdict({
		test: fitted.measured ? cardTest(...rulesOnTrial(fitted, today.train, slope)) : fitted,
		confirmed: confirmedGain(test, scores, levelled, accounts),
		levelled,
		testWins: test.k.reduce((sum, value) => sum + value, 0),
		wrongRules: rules.filter((rule) => wrong.includes(rule.verdict)).length,
		ranking: honesty.claim.measured ? honesty.claim : null,
		rolling: honesty.rolling,
		published
	});
}

/** A base rate that moved favours whichever score promises more, or less: then both are set to the later leads' rate. */
function isMoved(drift: Calibration['honesty']['drift']): boolean {
	return drift.measured && !['within-chance', 'as-predicted'].includes(drift.level);
}

function confirmedGain(
	test: Cells,
	{ current, calibrated }: Record<'current' | 'calibrated', ProbableScore | null>,
	levelled: boolean,
	accounts?: ClusterCounts
): CardVerdict['confirmed'] {
	if (!current || !calibrated) return notMeasured('no-map');
	const { n, k } = test;
	const [before, after] = [current, calibrated].map(({ probability }) =>
		levelled ? atObservedRate(probability, n, k) : probability
	);
	const gain = logLossDifference(before, after, n, k, accounts);
	return gain.measured ? { measured: true, gain: gain.difference, ci: gain.ci } : gain;
}
