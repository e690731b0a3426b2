import { describe, expect, it } from 'vitest';
import { MISSING } from '#lib/domain/cells/cells.ts';
import { scoreCells } from '#lib/domain/points/score-cells.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { cardOf, cellsOf } from '../logistic/cards.ts';

const scores = (card: Scorecard, ...states: number[][]) => [
	...scoreCells(cellsOf(states.map((row) => [row, 1, 0])), card)
];

describe('the score of a cell', () => {
	it('adds the points of the rules that fire, and steps times points for a stepped rule', () => {
		const card = cardOf([
			{ id: 'demo', points: 30 },
			{ id: 'free mail', points: -10 },
			{ id: 'views', points: 2, steps: 5 }
		]);
		expect(scores(card, [0, 0, 0], [1, 0, 0], [1, 1, 4])).toEqual([0, 30, 28]);
	});

	it('gives a rule that could not be evaluated 0 points', () => {
		const card = cardOf([
			{ id: 'demo', points: 30 },
			{ id: 'free mail', points: -10 }
		]);
		expect(scores(card, [MISSING, 1], [MISSING, MISSING])).toEqual([-10, 0]);
	});

	it('cuts rule, then group, then total', () => {
		const card = cardOf(
			[
				{ id: 'demo', points: 30 },
				{ id: 'views', points: 4, steps: 10 },
				{ id: 'bounced', points: -60 }
			],
			{ group: { min: -20, max: 45 }, card: { min: 0, max: 100 } }
		);
		card.groups[0].rules[1].cap = { max: 10 };
		card.groups.push({
			...card.groups[0],
			id: 'more',
			cap: { max: 60 },
			rules: [{ ...card.groups[0].rules[0], id: 'trial', points: 70 }]
		});
		expect(
			scores(
				card,
				[0, 9, 0, 0], // 36 cut to 10
				[1, 9, 0, 0], // 30 + 10
				[1, 9, 0, 1], // 40 + 70 cut to 60
				[0, 0, 1, 0], // -60 cut to -20, total cut to 0
				[0, 0, 1, 1] // -20 + 60
			)
		).toEqual([10, 40, 100, 0, 40]);
	});

	it('takes other points in place of the card’s', () => {
		const card = cardOf([
			{ id: 'demo', points: 30 },
			{ id: 'trial', points: 5 }
		]);
		const cells = cellsOf([[[1, 1], 1, 0]]);
		expect([...scoreCells(cells, card, [41, -2])]).toEqual([39]);
		expect(() => scoreCells(cells, card, [41])).toThrow(
			'scoreCells: 2 rules, 1 points, 2 state columns'
		);
	});

	it('leaves the bounds of a rule alone where it does not fire', () => {
		const card = cardOf([{ id: 'demo', points: 30 }]);
		card.groups[0].rules[0].cap = { min: 5, max: 20 };
		expect(scores(card, [0], [1], [MISSING])).toEqual([0, 20, 0]);
	});
});
