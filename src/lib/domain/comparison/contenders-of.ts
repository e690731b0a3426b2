import type { Cells } from '#lib/domain/cells/cells.ts';
import {
	cardContender,
	columnContender,
	fittedContender,
	pointsContender,
	type Contender,
	type Parts
} from './contender.ts';
import { isOfCard, type ScoreWish } from './score-wish.ts';
import { cellsOfCard } from './union-of-cards.ts';

/** Training and test leads with what their cells hold beside rule states. */
export interface ScoredParts {
	/** Cells of every question of every card. */
	train: Cells;
	test: Cells;
	/** Values of each score column in each cell, in order of the wishes for columns. */
	trainValues: readonly Float64Array[];
	testValues: readonly Float64Array[];
}

/**
 * Makes a contender of every wish.
 *
 * @param columns - of the cards' rules, in order of the wishes for cards (`comparisonFrame`)
 * @example contendersOf(wishes, frame.columns, parts).map(({ name }) => name) // ['Baseline', 'Mid-market']
 */
export function contendersOf(
	wishes: readonly ScoreWish[],
	columns: readonly number[][],
	parts: ScoredParts
): Contender[] {
	let card = 0;
	let column = 0;
	return wishes.map((wish) => {
		if (!isOfCard(wish)) {
			const at = column++;
			return columnContender(wish.name, parts, parts.trainValues[at], parts.testValues[at]);
		}
		return contenderOfCard(wish, partsOfCard(parts, columns[card++]));
	});
}

function contenderOfCard(wish: Exclude<ScoreWish, { kind: 'column' }>, parts: Parts): Contender {
	const { name, scorecard } = wish;
	if (wish.kind === 'card') return cardContender(name, parts, scorecard);
	if (wish.kind === 'fitted') return fittedContender(name, parts, scorecard, wish.found.predictor);
	return pointsContender(name, parts, scorecard, wish.found.points, wish.found.gates);
}

function partsOfCard({ train, test }: ScoredParts, columns: readonly number[]): Parts {
	return { train: cellsOfCard(train, columns), test: cellsOfCard(test, columns) };
}
