import type { Gate, ScoreEvaluation } from '#lib/domain/calibration/calibration.ts';
import type { GateName } from '#lib/domain/calibration/gate-choices.ts';
import type { MoreWins } from '#lib/domain/calibration/more-wins.ts';
import type { SwapSet } from '#lib/domain/calibration/swap-set.ts';
import type { AucDifference } from '#lib/domain/evaluation/auc-difference.ts';
import type { PairedDifference } from '#lib/domain/evaluation/paired-difference.ts';
import type { Measured, NotMeasured } from '#lib/domain/units.ts';

/** Two or three scores on the same test leads. Plain data; scores are told apart by their position. */
export interface ComparedScores {
	leads: number;
	wins: number;
	/** Whether whole accounts counted as independent (statistics 1). */
	byAccount: boolean;
	scores: ComparedScore[];
	/** Every pair, the later score against the earlier: (1, 0), (2, 0), (2, 1). */
	differences: ScoreDifference[];
	/** What may be said about who ranks best. */
	finding: Finding;
	/** Who passes when every score lets through as many leads as one score's MQL gate. */
	equalVolume: Measured<EqualVolumes>;
	/** The same ranking among the leads that sales worked (statistics 16). */
	worked: Measured<WorkedRanking>;
}

export interface ComparedScore {
	evaluation: ScoreEvaluation;
	gates: Record<GateName, GateOnLater>;
}

/** What a gate catches among the test leads, by either outcome (statistics 2, 18). */
export interface GateOnLater {
	won: Gate | NotMeasured;
	/** null where the data does not say what sales accepted. */
	accepted: Gate | NotMeasured | null;
}

/** One score against another; everything above 0 speaks for the first. */
export interface ScoreDifference {
	first: number;
	second: number;
	/** AUC of the first minus AUC of the second, paired (DeLong). */
	auc: Tested<AucDifference>;
	/** Brier score of the second minus that of the first. */
	brierGain: Tested<PairedDifference>;
	/** Log loss of the second minus that of the first, in nats. */
	logLossGain: Tested<PairedDifference>;
}

/** A difference among several of its kind. */
export type Tested<T> = T & {
	/**
	 * p for all pairs together (Holm): the same as p for two scores. Null where two scores differ without any spread to
	 * measure the difference by.
	 */
	adjustedP: number | null;
};

/**
 * * `better`: some pairs differ in AUC beyond chance, all pairs taken together; the largest difference first.
 * * `no-difference`: none does.
 * * `alike`: all scores rank all leads the same.
 * * `few-wins`: under so many wins nothing is said (statistics 6).
 */
export type Finding =
	| { kind: 'better'; pairs: number[] }
	| { kind: 'no-difference' }
	| { kind: 'alike' }
	| { kind: 'few-wins'; wins: number; needed: number };

export interface EqualVolumes {
	/** The score whose MQL gate sets the volume. */
	reference: number;
	/** Its gate, and how many test leads pass it. */
	gate: number;
	leads: number;
	wins: number;
	/** Each other score at the gate that lets through as many. */
	others: {
		score: number;
		swapSet: Measured<SwapSet>;
		moreWins: Measured<MoreWins>;
		/** The swap among worked leads, at the reference's gate there; not measured where the data does not say who was worked. */
		worked: Measured<SwapSet>;
	}[];
}

/** Ranking among worked leads; leads count as independent here. */
export interface WorkedRanking {
	leads: number;
	wins: number;
	/** Share of the test leads. */
	shareOfLeads: number;
	aucs: { auc: number; ci: [number, number] }[];
	differences: { first: number; second: number; auc: Tested<AucDifference> }[];
}
