import type { Cells } from '#lib/domain/cells/cells.ts';
import { questionOf } from '#lib/domain/scorecard/question-of.ts';
import {
	rulesOf,
	type Exclusion,
	type Rule,
	type Scorecard,
	type TouchFeature
} from '#lib/domain/scorecard/scorecard.ts';
import { sharedFeatures } from './shared-features.ts';

/** Several cards over one list of cells. */
export interface UnionOfCards {
	/** Every question the cards ask of a lead, once; points and labels are those of the card that asks it first. */
	rules: Rule[];
	/** For each card and each of its rules the position of its question in `rules`. */
	columns: number[][];
	/** Every exclusion of any card, once. */
	exclusions: Exclusion[];
	/** Every touch feature of any card, once. */
	features: TouchFeature[];
}

/**
 * The rules of several cards as one list, so that all of them are read with one query: rules of different cards that ask
 * the same of a lead share a column of states, whatever points they give.
 *
 * @example unionOfCards([card, cardWithOtherPoints]).rules.length // rules of one card
 */
export function unionOfCards(cards: readonly Scorecard[]): UnionOfCards {
	const positions = new Map<string, number>();
	const rules: Rule[] = [];
	const shared = sharedFeatures(cards);
	const columns = shared.cards.map((card) =>
		rulesOf(card).map((rule) => {
			const key = questionOf(rule);
			if (!positions.has(key)) positions.set(key, rules.push(rule) - 1);
			return positions.get(key) as number;
		})
	);
	const exclusions = new Map<string, Exclusion>();
	for (const each of shared.cards.flatMap((card) => card.exclusions)) {
		const key = JSON.stringify(ordered(each.when));
		if (!exclusions.has(key)) exclusions.set(key, each);
	}
	const { features } = shared;
	return { rules, columns, exclusions: [...exclusions.values()], features };
}

/**
 * The cells with the states of one card's rules, in its order; counts and states are shared, not copied.
 *
 * @param columns - of the card, from `unionOfCards`
 * @example cellsOfCard(cells, union.columns[1]).states.length // rules of the second card
 */
export function cellsOfCard(cells: Cells, columns: readonly number[]): Cells {
	const { values } = cells;
	return {
		...cells,
		states: columns.map((column) => cells.states[column]),
		...(values && { values: columns.map((column) => values[column]) })
	};
}

/** Keys of an object from a file stand in any order. */
function ordered(question: object): [string, unknown][] {
	return Object.entries(question).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
