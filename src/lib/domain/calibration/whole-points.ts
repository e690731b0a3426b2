import type { HundredScale } from '#lib/domain/points/hundred-scale.ts';
import type { ScoreRange } from '#lib/domain/points/attainable-scores.ts';
import type { Measured } from '#lib/domain/units.ts';
import type { CardChoice } from './calibration-options.ts';
import type { RankingGap } from './ranking-gap.ts';

/** Cards of whole points for the target: the best one, the one with the fewest edits, and what they cost (statistics 14). */
export interface WholePoints {
	wishes: CardWishes;
	/** Which card became the calibrated points. */
	chosen: CardChoice;
	/** Training leads and wins on which all cards were found and measured. */
	leads: number;
	wins: number;
	/** Whether a cap can bind within the range: then cards are the best found, scored capped, without bound or certificate. */
	capped: boolean;
	/** Loss of a card without points, in nats, summed over training leads. */
	nullLoss: number;
	/** Least loss of real weights under the same wishes: no card can have less. Null where caps can bind. */
	bound: number | null;
	/** Loss that counts as fully explained: the bound, or where there is none the loss of the best card found. */
	reference: number;
	/** It is proven that no allowed card is better than the best one. Only then may it be called optimal. */
	certified: boolean;
	/** How well the best card ranks beside the weights of the bound; not measured where caps can bind (`capped-score`). */
	ranking: Measured<RankingGap>;
	/** Points today, as they are. */
	today: CardFigures;
	/** weight / b, rounded. */
	rounded: CardFigures;
	fewest: Measured<CardFigures>;
	best: CardFigures;
	/** Other cards nearly as good as the best one, fewest edits first. */
	alternatives: CardFigures[];
	granularity: GranularityPoint[];
	/** One entry a rule, in order of the card. */
	rules: RulePoints[];
	/** Bootstrap behind the intervals of `rules`. */
	stability: Measured<{ drawn: number; of: 'leads' | 'accounts' }>;
	/** Points of the calibrated card that double the odds of a win. */
	doubling: Measured<{ points: number }>;
	/** Lowest and highest score that any lead can get from the calibrated card, and the same shown from 0 to 100. */
	attainable: ScoreRange;
	hundred: Measured<HundredScale>;
}

export interface CardWishes {
	min: number;
	max: number;
	multipleOf: number;
	/** Most rules that may differ from today's; null where any number may. */
	maxChanged: number | null;
	/** Share of explained loss that fewer edits may cost. */
	within: number;
	/** Rules whose points stay, and rules with a sign, by the card. */
	locked: number;
	signed: number;
}

/** A card with what it costs on training leads, evaluated as the CRM runs it. */
export interface CardFigures {
	/** Points of every rule, in order of the card. */
	points: number[];
	/** What was minimised, in nats: the log loss, plus the penalty of the weights where there is one. */
	loss: number;
	/** Share of what can be explained: (null - loss) / (null - reference); null where nothing can be. */
	explainedShare: number | null;
	/** Rules whose points differ from today's. */
	edits: number;
	/** Log-odds per point on training leads; null where the score has no map. */
	slope: number | null;
	/** Points of today's score that a point of this card is worth; about 1 on today's scale. Null where today's has no slope. */
	worth: number | null;
	auc: number | null;
}

/** What points in -reach..reach cost: the best card found at any scale, caps not counted. */
export interface GranularityPoint {
	reach: number;
	/** Loss above the bound, in nats and as a share of explained loss. */
	gap: number;
	gapShare: number | null;
}

export interface RulePoints {
	id: string;
	today: number;
	rounded: number;
	/** Null where there is no such card. */
	fewest: number | null;
	best: number;
	/**
	 * Where 95 of 100 bootstrap samples have the points, at the scale of the calibrated card; null where not measured, and for
	 * rules that stay.
	 */
	interval: [number, number] | null;
	/** Share of samples whose points have the other sign than the calibrated ones; null at 0 or where not measured. */
	signWrong: number | null;
	/** Points in the samples, ascending, with how many samples gave them. */
	distribution: { points: number; samples: number }[];
}
