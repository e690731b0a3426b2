import type { Issue } from '#lib/domain/issue.ts';
import type { Measured, NotMeasured } from '#lib/domain/units.ts';
import type { Estimate } from '#lib/domain/evaluation/calibration-slope.ts';
import type { ConsistencyBand } from '#lib/domain/evaluation/consistency-band.ts';
import type { NetBenefit } from '#lib/domain/evaluation/decision-curve.ts';
import type { LiftRow } from '#lib/domain/evaluation/lift-table.ts';
import type { Reliability } from '#lib/domain/evaluation/reliability.ts';
import type { Comparison } from './comparison.ts';
import type { GateChoices } from './gate-choices.ts';
import type { Honesty } from './honesty.ts';
import type { PublishedCheck } from './published-check.ts';
import type { FitInference, RuleInference } from './inference.ts';
import type { WholePoints } from './whole-points.ts';

/** Everything a calibration found. Plain data: it travels as JSON and is the same in page, report, CLI and notebook. */
export interface Calibration {
	leads: LeadCounts;
	/** Distinct combinations of rule states among training and test leads. */
	cells: number;
	/** How training and test leads were told apart (statistics 5, 6). */
	split: SplitSummary;
	rules: RuleResult[];
	/** Log-odds of a training lead on which no rule fires; null where nothing could be fitted. */
	intercept: number | null;
	/** Covariance of [intercept, fitted rules in order of the card] as it fits the method: by account, or shrunk; empty where nothing could be fitted. */
	covariance: number[][];
	/** The whole fitted log-odds as a sum: the constant, rules, missing fields, and rules held at today's points. */
	linearPredictor: LinearTerm[];
	fit: FitSummary | NotMeasured;
	scale: Scale;
	/** The cards of whole points one may choose between; `rules` and `scale` are those of the chosen one (statistics 14). */
	wholePoints: Measured<WholePoints>;
	verdict: CardVerdict;
	/** The three scores on the same test leads (statistics 15). */
	evaluation: Evaluation | NotMeasured;
	/** What stands between the three scores: differences, the leads that swap, the same among worked leads. */
	comparison: Measured<Comparison>;
	/** What a gate catches, for today's and for calibrated points. */
	thresholds: { current: Gates; calibrated: Gates };
	/** The gates one may choose between, each with its own outcome, and their weekly volume. */
	gates: GateChoices;
	/** Whether the published points-to-probability table still holds (statistics 8, 13). */
	published: Measured<PublishedCheck>;
	/** What a reader has to know before believing the rest. */
	honesty: Honesty;
	/** The independent cross-check by another program on a small sample, if it was run. */
	crossCheck: CrossCheck | NotMeasured;
	issues: Issue[];
}

/** leads = excluded + immature + train + test. */
export interface LeadCounts {
	/** Leads loaded. */
	leads: number;
	/** Left out for a reason other than age; the reasons add up. */
	excluded: number;
	excludedBecause: {
		/** Taken out by an exclusion of the card. */
		exclusion: number;
		/** Won or lost by their decision time (statistics 3). */
		decidedBefore: number;
		/** Outcome not known: the flag is empty or still open. */
		outcomeUnknown: number;
		/** Training leads whose outcome was known only after the split date (statistics 6). */
		knownAfterSplit: number;
		/** Test leads of an account that stands in training (statistics 6). */
		accountInTraining: number;
	};
	/** Wins removed by exclusions (statistics 7). */
	excludedWins: number;
	/** Decision time + horizon after the data date: left out, never counted as lost (statistics 4). */
	immature: number;
	train: number;
	test: number;
	/** Wins among train + test. */
	wins: number;
	trainWins: number;
	testWins: number;
}

export interface SplitSummary {
	/** `time` = by decision time, `order` = by a column or the row order, `random` = seeded, no statement about time. */
	kind: 'time' | 'order' | 'random';
	/** First decision time of the test leads, ISO 8601 UTC; null where the split is not by time. */
	firstTestAt: string | null;
	/** Newest date in the data or as set by the user, ISO 8601 UTC; null where the data has no dates. */
	dataDate: string | null;
	windowDays: number;
	horizonDays: number;
	/** False where the outcome is an undated flag: maturity unknown (statistics 4). */
	maturityKnown: boolean;
	shareTest: number;
	seed: number;
}

export interface RuleResult extends RuleInference {
	id: string;
	label: string;
	group: string;
	/** Highest state: 1 for yes/no, k for a stepped rule; points are per step. */
	steps: number;
	/** Points today. */
	points: number;
	/** Leads among train + test on which the rule fires, and how many of them were won. */
	leads: number;
	wins: number;
	/** Leads among train + test on which the rule cannot be evaluated. */
	missing: number;
	trainLeads: number;
	trainWins: number;
	/** Win rate with the rule / win rate without (statistics 11); null where not measurable. */
	lift: number | null;
	/** Average predicted rate with / without over the same leads (statistics 11). */
	adjustedLift: number | null;
	/** Log-odds per step; null where the rule was refused. */
	weight: number | null;
	/** Of leads counted each for itself; of a shrunk weight the spread if its prior is believed, or, drawn without end, that of the leads alone. */
	standardError: number | null;
	/** 95 % Wald interval of the weight, by account where `robustStandardError` is given, shrunk where `shrunk` (drawn without end: of the leads alone). */
	ci: [number, number] | null;
	/** Whole points on the scale of `Scale`; null where nothing could be fitted at all. */
	calibratedPoints: number | null;
	/** weight / b with the interval that carries the error of b (statistics 9), made as `ci` is; null where refused. */
	pointsEstimate: number | null;
	pointsCi: [number, number] | null;
	verdict: RuleVerdict;
	/** Why the rule got no weight. */
	refused: Refusal | null;
}

export type RuleVerdict =
	| 'keep'
	| 'raise'
	| 'lower'
	| 'drop'
	| 'not-enough-data'
	| 'separated'
	| 'aliased'
	| 'never-fires'
	| 'always-fires'
	| 'not-evaluable';

/** Why a rule got no weight: `no-wins-with`, `only-wins-with`, `no-wins-without`, `only-wins-without`, `aliased`, `never-fires`, `always-fires`, `not-evaluable`. */
export interface Refusal {
	reason: string;
	params: Record<string, string | number>;
}

/** One addend of the fitted log-odds: weight x value. */
export interface LinearTerm {
	/** `intercept` (value 1), `rule` (state of the rule, 0 where missing), `missing` (1 where the field is missing), `held` (a refused rule at today's points). */
	kind: 'intercept' | 'rule' | 'missing' | 'held';
	/** Id of the rule, name of the field, or `(intercept)`. */
	name: string;
	/** Position of the rule on the card; null for the constant and for fields. */
	rule: number | null;
	weight: number;
}

export interface FitSummary extends FitInference {
	measured: true;
	logLikelihood: number;
	nullLogLikelihood: number;
	iterations: number;
	converged: boolean;
	/** Parameters that were fitted: intercept, rules, missing-data nuisance terms. */
	parameters: number;
	/** Fields whose missing state was a nuisance term (statistics 7). */
	nuisanceFields: string[];
}

/** What one point means (statistics 9). */
export interface Scale {
	/**
	 * `today`: a calibrated point is worth about what a point is worth today (statistics 9). `other`: the range has no room for
	 * that scale. `range`: today's score carries no slope, so there is no scale of today. `none`: nothing fitted.
	 */
	kind: 'today' | 'other' | 'range' | 'none';
	/** Log-odds per point of today's score on training leads, with 95 % interval. */
	slope: number | null;
	slopeCi: [number, number] | null;
	/** Log-odds per point of the calibrated card. */
	logOddsPerPoint: number | null;
	min: number;
	max: number;
	/** Points that had to be cut to the range. */
	clipped: number;
}

/** Statistics 13: what to do with the card, with the size of the gain. */
export interface CardVerdict {
	verdict: 'keep' | 'change' | 're-scale' | 'no-signal' | 'cannot-tell';
	/** Why it cannot be told, or which of the conditions decided. */
	reason: string;
	params: Record<string, string | number>;
	/** The later leads, or block after block of all leads where those hold too few wins (statistics 6). */
	judgedOn: 'test-leads' | 'rolling-origin';
	/** Whether both scores were set to the later leads' win rate before they were compared, because that rate has moved. */
	levelled: boolean;
	/** Rules whose points should change: raise + lower + drop. */
	wrongRules: number;
	/** Likelihood-ratio test of a + b S against a + b S + rules on training leads. */
	lrt: Measured<{ chiSquare: number; df: number; p: number }>;
	/** Gain as a share of explained loss (null minus best) on training leads. */
	gainShare: number | null;
	/**
	 * Gain per test lead in log loss, calibrated probability map against today's, with 95 % interval; by rolling origin fitted
	 * weights against today's map.
	 */
	confirmed: Measured<{ gain: number; ci: [number, number] }>;
}

export interface Evaluation {
	measured: true;
	leads: number;
	wins: number;
	/** Whether whole accounts counted as independent in the intervals (statistics 1). */
	byAccount: boolean;
	current: ScoreEvaluation;
	fitted: ScoreEvaluation;
	calibrated: ScoreEvaluation;
}

export interface ScoreEvaluation {
	auc: number;
	/** 95 % DeLong interval, by account where statistics 1 asks for it. */
	aucCi: [number, number];
	/** 2 AUC - 1. */
	gini: number;
	giniCi: [number, number];
	/** Largest distance between the shares of won and of lost leads that reach a score. */
	ks: number;
	ksCi: [number, number];
	/** Area under the precision-recall curve; the base rate is what a useless score has. */
	averagePrecision: number;
	averagePrecisionCi: [number, number];
	/** Of the probability: the fit's own, or the two-parameter map of a point score (statistics 8). */
	brier: number;
	brierCi: [number, number];
	logLoss: number;
	logLossCi: [number, number];
	/** Log-odds per predicted log-odds; 1 is right. */
	slope: Measured<Estimate>;
	/** Log-odds to add to every prediction (calibration in the large); 0 is right. */
	inTheLarge: Measured<Estimate>;
	/** CORP: the rising steps, the band they keep to by chance, and the parts of both losses, exact. */
	reliability: Omit<Reliability, 'measured'> & { band: ConsistencyBand[] };
	/** Decision curve around the base rate. */
	netBenefit: NetBenefit[];
	/** Tenths of the leads from the highest score down, ties kept together. */
	lift: LiftRow[];
	/** Probability map of a point score: logit p = intercept + slope x score; null for the fitted score. */
	map: { intercept: number; slope: number } | null;
	roc: RocPoint[];
	gains: GainPoint[];
	bands: Band[];
	histogram: HistogramBin[];
}

export interface RocPoint {
	/** Lowest score that counts as positive; null at the origin. */
	threshold: number | null;
	falsePositiveRate: number;
	truePositiveRate: number;
}

/** Share of leads worked from the top and of wins caught; ties are never split (statistics 15). */
export interface GainPoint {
	shareOfLeads: number;
	shareOfWins: number;
	threshold: number | null;
}

/** Calibration of one score band, equal-count, ties kept together. */
export interface Band {
	from: number;
	to: number;
	leads: number;
	wins: number;
	/** Mean predicted rate. */
	predicted: number;
	observed: number;
	/** 95 % Wilson interval of the observed rate. */
	ci: [number, number];
}

export interface HistogramBin {
	/** Score range [from, to); whole points for cards. */
	from: number;
	to: number;
	won: number;
	lost: number;
}

export interface Gates {
	mql: Gate | NotMeasured;
	sql: Gate | NotMeasured;
}

/** What a gate catches among the test leads, by one outcome (statistics 18). */
export interface Gate {
	measured: true;
	threshold: number;
	/**
	 * How it was chosen: `card` = as the card says, `same-volume` = same share of training leads as today's gate, `capacity` =
	 * what sales can work in a week, `cost` = leads that pay, `precision` = a floor under the conversion rate, `joint` = both gates
	 * together for the most profit.
	 */
	rule: 'card' | 'same-volume' | 'capacity' | 'cost' | 'precision' | 'joint';
	leads: number;
	/** Leads above the gate with the outcome it is measured on: won, unless another is named. */
	wins: number;
	shareOfLeads: number;
	precision: number;
	precisionCi: [number, number];
	/** Share of all wins that pass. */
	recall: number;
	missedWins: number;
}

export interface CrossCheck {
	measured: true;
	leads: number;
	terms: string[];
	/** Largest difference between the two programs' probabilities, and between their weights. */
	largestProbabilityDifference: number;
	largestWeightDifference: number;
}
