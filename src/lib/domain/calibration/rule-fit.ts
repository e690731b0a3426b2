import type { ClusterCounts } from '#lib/domain/logistic/cluster-covariance.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import type { FirthFit } from '#lib/domain/logistic/fit-firth.ts';
import type { LogisticFit } from '#lib/domain/logistic/fit-logistic.ts';
import type { RidgeStrength } from '#lib/domain/logistic/ridge-strength.ts';
import type { Measured } from '#lib/domain/units.ts';
import type { FitMethod } from './calibration-options.ts';
import type { TimeBlocks } from './evidence.ts';

/** The weights of a card's rules on training leads, and the rules that got none. */
export interface RuleFit {
	/** Rules that were fitted, as indexes into the card; term j of the design is rule `rules[j]`. */
	rules: number[];
	/** Points of these rules today. */
	points: number[];
	/** Fields whose missing state is a term, after the rules (statistics 7). */
	nuisance: string[];
	/** Terms of the fit, with the rules held at today's points as offset. */
	design: Design;
	/** Its covariance is the inverse of what was climbed: of information + penalty under a ridge. */
	fit: LogisticFit;
	/** Log-odds per step at which refused rules are held; 0 where today's score carries no slope. */
	held: Map<number, number>;
	/** What was climbed to find the weights. */
	method: 'maximum-likelihood' | 'ridge' | 'firth';
	/** The penalty that drew the weights, for whoever has to share it (statistics 14); null where none did. */
	ridge: RulePenalty | null;
	/** How the method was come to. */
	choice: FitChoice;
	/** Maximum likelihood on the same design, what the leads say alone; null where a rule has no finite weight by it (Firth). */
	unshrunk: LogisticFit | null;
	/** Top of the penalised likelihood, before its intercept was set to the observed rate; null unless by Firth's penalty. */
	firth: FirthFit | null;
	/** Terms of the design that have no finite weight by maximum likelihood; only Firth's penalty fits them. */
	separated: number[];
	/** Training leads by account, where leads of an account count together (statistics 1) and accounts suffice for it. */
	accounts: ClusterCounts | null;
	/** Covariance of the coefficients as it may be believed: by account, and with what a penalty leaves open. */
	covariance: number[][];
}

/** strength / 2 x sum of factor x (weight - prior)² over the fitted rules, in order of `RuleFit.rules`; other terms are free. */
export interface RulePenalty {
	/** Above 0 and finite. */
	strength: number;
	/** Log-odds per step that each rule is drawn to: slope of today's score x today's points. */
	prior: number[];
	/** Weight of each rule in the penalty: mean squared steps of the leads on which it fires (1 for yes/no rules), 0 where it is free. */
	factors: number[];
}

export interface FitChoice {
	/** As it was wished. */
	wanted: FitMethod;
	/** Fitted rules with fewer than 20 wins or losses behind them among training leads, as indexes into the card. */
	fewBehind: number[];
	/** How strongly weights were drawn; not measured where they were not, with the reason where that had been in order. */
	ridge: Measured<RidgeChoice>;
	/** Accounts that count as independent; not measured where leads do, with `few-accounts` where accounts should. */
	clusters: Measured<{ accounts: number }>;
}

/** How weights are to be fitted. */
export interface FitWishes {
	method?: FitMethod;
	/** Whether the interval of the slope stays above 0, so that today's points are a place to be drawn to. */
	slopeCarries?: boolean;
	/** Leads by time block, for the strength of a ridge. */
	blocks?: TimeBlocks | null;
	accounts?: ClusterCounts | null;
	/** Told how far the work is, 0..1. */
	onStep?: (share: number) => void;
}

/** How strongly weights were drawn, and how that was chosen. */
export interface RidgeChoice extends RidgeStrength {
	/** `today`: slope x today's points; `zero`: no points, where today's score carries no slope. */
	centre: 'today' | 'zero';
	/** Rules that were drawn; all others are free. */
	rules: number;
	/** Trace of V I: 1 for the intercept plus what the leads, rather than the prior, say about each term. */
	effectiveDf: number;
}
