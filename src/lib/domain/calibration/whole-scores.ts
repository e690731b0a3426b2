import {
	collapseScores,
	NO_GROUP,
	type ScoreGroups
} from '#lib/domain/evaluation/collapse-scores.ts';
import type { ScoreSides } from './score-sides.ts';

/**
 * Scores cut down to whole points, for gates: a gate is whole points, and a lead passes it with 41.7 points exactly if it
 * does with 41. Scores that are whole already, as all are where nothing wears off, come back as they are.
 *
 * @example wholeSides(sides).trainGroups.score // Float64Array [0, 5, 41]
 */
export function wholeSides(sides: ScoreSides): ScoreSides {
	const { trainGroups, testGroups } = sides;
	if (isWhole(trainGroups.score) && isWhole(testGroups.score)) return sides;
	return {
		...sides,
		train: wholeScores(sides.train),
		test: wholeScores(sides.test),
		trainGroups: wholeGroups(trainGroups),
		testGroups: wholeGroups(testGroups)
	};
}

/** @example wholeScores(Float64Array.of(41.7, -0.5)) // Float64Array [41, -1] */
export function wholeScores(score: Float64Array): Float64Array {
	return isWhole(score) ? score : score.map(Math.floor);
}

function wholeGroups({ score, n, k, group }: ScoreGroups): ScoreGroups {
	const merged = collapseScores(score.map(Math.floor), n, k);
	const of = group.map((each) => (each === NO_GROUP ? NO_GROUP : merged.group[each]));
	return { ...merged, group: of };
}

function isWhole(score: Float64Array): boolean {
	return score.every(Number.isInteger);
}
