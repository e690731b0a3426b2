import type { Cells } from '#lib/domain/cells/cells.ts';
import { collapseScores, type ScoreGroups } from '#lib/domain/evaluation/collapse-scores.ts';
import { scoreCells } from '#lib/domain/points/score-cells.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { LeadWeeks, Evidence } from './evidence.ts';
import type { ScoreSides } from './score-sides.ts';
import { wholeScores } from './whole-scores.ts';

/** Leads by score with either outcome; both hold the same leads. */
export interface OutcomeGroups {
	won: ScoreGroups;
	/** null where the data does not say what sales accepted. */
	accepted: ScoreGroups | null;
}

/** What gates of one score are chosen from and measured on. */
export interface GateSide {
	train: OutcomeGroups;
	test: OutcomeGroups;
	/** Leads by week with the score of each of their cells; null without dates. */
	weeks: { leads: LeadWeeks; score: Float64Array } | null;
}

/**
 * Scores accepted leads and incoming leads as `won` has scored the leads of the calibration, in whole points.
 *
 * @param points - in order of the card; default: the card's own
 * @throws Error where accepted leads are not those of the calibration
 * @example gateSide(card, scoreSides(train, test, card), evidence).train.won.score
 */
export function gateSide(
	scorecard: Scorecard,
	won: ScoreSides,
	{ accepted, weeks }: Pick<Evidence, 'accepted' | 'weeks'>,
	points?: number[]
): GateSide {
	const whole = (cells: Cells) => wholeScores(scoreCells(cells, scorecard, points));
	const also = accepted && whole(accepted);
	const groups = (test: 0 | 1) => accepted && also && groupsOf(accepted, also, test);
	return {
		train: together(won.trainGroups, groups(0)),
		test: together(won.testGroups, groups(1)),
		weeks: weeks && { leads: weeks, score: whole(weeks.cells) }
	};
}

function groupsOf(cells: Cells, score: Float64Array, test: 0 | 1): ScoreGroups {
	const of = (counts: Float64Array) =>
		counts.map((count, c) => (cells.test[c] === test ? count : 0));
	return collapseScores(score, of(cells.n), of(cells.k));
}

function together(won: ScoreGroups, accepted: ScoreGroups | null): OutcomeGroups {
	const same = (a: Float64Array, b: Float64Array) =>
		a.length === b.length && a.every((value, g) => value === b[g]);
	if (accepted && !(same(won.score, accepted.score) && same(won.n, accepted.n))) {
		throw new Error('gateSide: accepted leads are not those of the calibration');
	}
	return { won, accepted };
}
