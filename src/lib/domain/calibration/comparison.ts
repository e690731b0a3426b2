import type { AucDifference } from '#lib/domain/evaluation/auc-difference.ts';
import type { ScorePair } from '#lib/domain/evaluation/score-pairs.ts';
import type { Measured } from '#lib/domain/units.ts';
import type { MoreWins } from './more-wins.ts';
import type { SwapSet } from './swap-set.ts';

/** The scores that are compared: today's points, the fitted weights, the calibrated points. */
export type ScoreName = 'current' | 'fitted' | 'calibrated';

/** What stands between the three scores, all on the same test leads (statistics 8, 15, 16). */
export interface Comparison {
	leads: number;
	wins: number;
	/** Whether whole accounts counted as independent (statistics 1). */
	byAccount: boolean;
	/** Of all pairs: calibrated against today's, fitted against today's, calibrated against fitted. */
	differences: ScoreDifference[];
	/** Who passes today's MQL gate, and who the calibrated gate of equal volume. */
	swapSet: Measured<SwapSet>;
	/** What the swap is worth in wins, as a range. */
	moreWins: Measured<MoreWins>;
	/** The same among the leads that sales worked; not measured where the data does not say which. */
	worked: Measured<WorkedComparison>;
}

/** One score against another; everything above 0 speaks for the first. */
export interface ScoreDifference extends Omit<ScorePair, 'first' | 'second'> {
	first: ScoreName;
	second: ScoreName;
}

/** Ranking among worked leads, where outcomes are not held back by nobody having called. */
export interface WorkedComparison {
	leads: number;
	wins: number;
	/** Share of the test leads. */
	shareOfLeads: number;
	/** AUC with 95 % DeLong interval; leads count as independent here. */
	aucs: Record<ScoreName, { auc: number; ci: [number, number] }>;
	differences: { first: ScoreName; second: ScoreName; auc: AucDifference }[];
	/** At today's gate and the calibrated gate of equal volume among worked leads. */
	swapSet: Measured<SwapSet>;
}
