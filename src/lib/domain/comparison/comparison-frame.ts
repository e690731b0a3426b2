import { issue, type Issue } from '#lib/domain/issue.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { unionOfCards } from './union-of-cards.ts';

/** What decides which leads a comparison counts, and what was settled for it. */
export interface ComparisonFrame {
	/** Every question of every card, with the window and horizon of the first and the exclusions of all. */
	scorecard: Scorecard;
	/** For each card the columns of its rules in the cells of `scorecard`. */
	columns: number[][];
	/** Where the cards differ: what was used. */
	issues: Issue[];
}

/** What was set by hand and holds whatever the cards say. */
interface Settled {
	windowDays?: number;
	horizonDays?: number;
}

/**
 * One frame for several cards, so that all are compared on the same leads (statistics 15): signal window and horizon of the
 * first card unless they are set, and a lead that any card excludes is left out for all.
 *
 * @param cards - in order; where there are none, `fallback` gives the frame and no rules
 * @returns issues `comparison-window`, `comparison-horizon`, `comparison-exclusions` where cards differ
 * @example comparisonFrame([today, candidate], today).scorecard.horizonDays // that of `today`
 */
export function comparisonFrame(
	cards: readonly Scorecard[],
	fallback: Scorecard,
	settled: Settled = {}
): ComparisonFrame {
	const [first = fallback] = cards;
	const { rules, columns, exclusions, features } = unionOfCards(cards);
	const all = cards.length > 0 ? exclusions : fallback.exclusions;
	return {
		scorecard: {
			...first,
			groups: [{ id: 'all', label: 'all', kind: 'framework', rules }],
			cap: undefined,
			...(cards.length > 0 && { features }),
			exclusions: all
		},
		columns,
		issues: [
			...differing('comparison-window', cards, ({ signalWindowDays }) => signalWindowDays).filter(
				() => settled.windowDays === undefined
			),
			...differing('comparison-horizon', cards, ({ horizonDays }) => horizonDays).filter(
				() => settled.horizonDays === undefined
			),
			...(cards.some((card) => unionOfCards([card]).exclusions.length < all.length)
				? [issue('comparison-exclusions', 'info', { exclusions: all.length })]
				: [])
		]
	};
}

function differing(
	code: string,
	cards: readonly Scorecard[],
	daysOf: (card: Scorecard) => number
): Issue[] {
	const days = [...new Set(cards.map(daysOf))];
	if (days.length < 2) return [];
	const [used, ...others] = days;
	return [issue(code, 'info', { used, card: cards[0].name, others: others.join(', ') })];
}
