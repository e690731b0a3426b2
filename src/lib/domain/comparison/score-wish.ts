import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { CalibratedScore } from './calibrated-score.ts';

/**
 * A score that is to be compared: a card as it is, its calibrated points, its fitted weights, or a column of the data, whose
 * name is the column's.
 */
export type ScoreWish =
	| { kind: 'card'; name: string; scorecard: Scorecard }
	| { kind: 'calibrated' | 'fitted'; name: string; scorecard: Scorecard; found: CalibratedScore }
	| { kind: 'column'; name: string };

export type CardWish = Exclude<ScoreWish, { kind: 'column' }>;

/** @example isOfCard({ kind: 'column', name: 'Score' }) // false */
export function isOfCard(wish: ScoreWish): wish is CardWish {
	return wish.kind !== 'column';
}
