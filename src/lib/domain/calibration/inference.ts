import type { LikelihoodRatio } from '#lib/domain/logistic/likelihood-ratio-test.ts';
import type { ProfileInterval } from '#lib/domain/logistic/profile-interval.ts';
import type { Measured } from '#lib/domain/units.ts';
import type { FitMethod } from './calibration-options.ts';
import type { RidgeChoice } from './rule-fit.ts';

/** What stands behind the weight of one rule; null and refusals where it got none. */
export interface RuleInference {
	/** Two-sided p of the weight being 0, by the error that is believed (Wald). */
	p: number | null;
	/** Standard error by account, where leads of an account count together (statistics 1); the interval is made with it. */
	robustStandardError: number | null;
	/** Whether a penalty drew the weight towards today's points; interval and points are then shrunk (statistics 10). */
	shrunk: boolean;
	/**
	 * Whether it was drawn without end: the points are today's; error, interval and p are those of these leads alone.
	 */
	atPrior: boolean;
	/** The same weight by these leads alone; null where it is not shrunk. */
	unshrunk: UnshrunkWeight | null;
	/**
	 * Profile-likelihood interval of the weight by these leads alone (penalised under Firth), each lead counted for itself;
	 * `too-many-cells` under Firth's penalty on very many cells.
	 */
	profileCi: Measured<ProfileInterval>;
	/** Likelihood-ratio test of the rule left out, from the same likelihood. */
	lrt: Measured<LikelihoodRatio>;
	/** How much the other rules widen the variance of the weight; 1 where it is unrelated to them. */
	vif: number | null;
	/** What a reader of this weight should know. */
	warnings: RuleWarning[];
}

export interface UnshrunkWeight {
	weight: number;
	standardError: number;
	ci: [number, number];
	/** On the scale of the shown points; null where there is none. */
	pointsEstimate: number | null;
	pointsCi: [number, number] | null;
}

/**
 * `sign-against-points`: the interval of the weight lies on the other side of 0 than today's points. `sign-against-lift`: so
 * does it, and the lift of the rule alone is clearly on the other side of 1. `redundant`: VIF above 5, with the rule that
 * fires most alike.
 */
export interface RuleWarning {
	code: 'sign-against-points' | 'sign-against-lift' | 'redundant';
	params: Record<string, string | number>;
}

/** How weights were fitted. */
export interface FitInference {
	/** What was climbed. */
	method: 'maximum-likelihood' | 'ridge' | 'firth';
	/** What was wished. */
	wanted: FitMethod;
	/** Fitted rules with fewer than 20 wins or losses behind them among training leads. */
	fewBehind: number;
	/** Rules refused for being separated, which Firth's penalty would fit. */
	separated: number;
	/** How strongly which rules were drawn to today's points; the reason where none was though rules have few wins. */
	ridge: Measured<RidgeChoice>;
	/** Parameters fitted; under a ridge what the leads, rather than the prior, say of them. */
	effectiveDf: number;
	/** Accounts that counted as independent; not measured where leads did. */
	clusters: Measured<{ accounts: number }>;
}
