import type { Cells } from '#lib/domain/cells/cells.ts';
import { collapseScores, type ScoreGroups } from '#lib/domain/evaluation/collapse-scores.ts';
import {
	mappedProbabilities,
	probabilityMap,
	type ProbabilityMap
} from '#lib/domain/evaluation/probability-map.ts';
import type { ProbableScore } from '#lib/domain/evaluation/score-evaluation.ts';
import { scoreCells } from '#lib/domain/points/score-cells.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Measured } from '#lib/domain/units.ts';

/** A point score on training and test leads, with the probability map learned on training leads (statistics 8). */
export interface ScoreSides {
	train: Float64Array;
	test: Float64Array;
	trainGroups: ScoreGroups;
	testGroups: ScoreGroups;
	map: Measured<ProbabilityMap>;
}

/** Scores both parts with the given points in order of the card (default: the card's own). */
export function scoreSides(
	train: Cells,
	test: Cells,
	scorecard: Scorecard,
	points?: number[]
): ScoreSides {
	const score = (cells: Cells) => scoreCells(cells, scorecard, points);
	return sidesOf(score(train), score(test), train, test);
}

/** The same for scores that are there already, one value a cell. */
export function sidesOf(
	train: Float64Array,
	test: Float64Array,
	trainCells: Pick<Cells, 'n' | 'k'>,
	testCells: Pick<Cells, 'n' | 'k'>
): ScoreSides {
	const trainGroups = collapseScores(train, trainCells.n, trainCells.k);
	return {
		train,
		test,
		trainGroups,
		testGroups: collapseScores(test, testCells.n, testCells.k),
		map: probabilityMap(trainGroups)
	};
}

/**
 * The score of the test leads with the probability it stands for. A score that is the same for all training
 * leads stands for their base rate (slope 0); null where no map exists.
 */
export function probableScore(
	side: ScoreSides,
	train: Pick<Cells, 'n' | 'k'>
): ProbableScore | null {
	const map = side.map.measured ? side.map : baseRate(side.map.reason, train);
	if (!map) return null;
	return {
		score: side.test,
		probability: mappedProbabilities(map, side.test),
		map: { intercept: map.intercept, slope: map.slope }
	};
}

function baseRate(
	reason: string,
	{ n, k }: Pick<Cells, 'n' | 'k'>
): { intercept: number; slope: number } | null {
	if (reason !== 'constant-score') return null;
	const leads = n.reduce((sum, value) => sum + value, 0);
	const wins = k.reduce((sum, value) => sum + value, 0);
	return { intercept: Math.log(wins / (leads - wins)), slope: 0 };
}
