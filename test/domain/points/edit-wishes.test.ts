import { describe, expect, it } from 'vitest';
import { part } from '#lib/domain/cells/cells.ts';
import { designFromCells } from '#lib/domain/logistic/design-from-cells.ts';
import { cardProblem } from '#lib/domain/points/card-problem.ts';
import { cappedCardSearch } from '#lib/domain/points/card-search.ts';
import { CappedSearch } from '#lib/domain/points/capped-search.ts';
import { fewestEdits } from '#lib/domain/points/fewest-edits.ts';
import { heldScore } from '#lib/domain/points/held-score.ts';
import { bestCard } from '#lib/domain/points/integer-card.ts';
import { prepareCard } from '#lib/domain/points/prepared-card.ts';
import { profileLoss } from '#lib/domain/points/profile-loss.ts';
import { scoreCells } from '#lib/domain/points/score-cells.ts';
import { scoreLevels } from '#lib/domain/points/score-levels.ts';
import { stepsOfPoints } from '#lib/domain/points/steps-of-points.ts';
import type { Measured } from '#lib/domain/units.ts';
import { cardOf, cellsOf } from '../logistic/cards.ts';
import { cardOf as plantedCard, drawCells } from '../calibration/made-up-leads.ts';
import { plantedDesign } from './planted-design.ts';

function given<T>(found: Measured<T>): { measured: true } & T {
	if (!found.measured) throw new Error(found.reason);
	return found;
}

describe('of cards with as few edits', () => {
	/** Two rules that fire on nearly the same leads: either of them can be given the missing points. */
	const twins = cellsOf([
		[[0, 0, 0], 900, 90],
		[[1, 1, 0], 500, 200],
		[[1, 0, 0], 12, 3],
		[[0, 1, 0], 12, 5],
		[[0, 0, 1], 400, 80],
		[[1, 1, 1], 200, 120]
	]);
	const design = designFromCells(
		twins,
		cardOf([{ id: 'a' }, { id: 'b' }, { id: 'c' }]),
		[0, 1, 2],
		[]
	);
	const ready = given(prepareCard(design, { min: -30, max: 30, today: [0, 0, 10] }));
	const best = given(bestCard(ready));

	it('the one that leaves alone what is proven right is taken', () => {
		const first = given(fewestEdits(ready, best.loss, { reluctance: [0, 2, 1] }));
		const second = given(fewestEdits(ready, best.loss, { reluctance: [2, 0, 1] }));
		expect([first.edits, second.edits]).toEqual([1, 1]);
		expect(first.card.points[1]).toBe(0);
		expect(first.card.points[0]).toBeGreaterThan(0);
		expect(second.card.points[0]).toBe(0);
		expect(second.card.points[1]).toBeGreaterThan(0);
	});

	it('a reluctant rule is edited where nothing else helps', () => {
		const found = given(fewestEdits(ready, best.loss, { reluctance: [2, 2, 0] }));
		expect(found.edits).toBe(1);
		expect(found.card.points[2]).toBe(10);
	});

	it('an unwanted rule goes to 0 rather than near it, where that costs next to nothing', () => {
		const planted = plantedDesign([1, 0.5, 0.03], 3000, 5);
		const wished = given(prepareCard(planted, { min: -40, max: 40, today: [20, 10, 20] }));
		const target = given(bestCard(wished)).loss;
		const found = given(fewestEdits(wished, target, { unwanted: [false, false, true] }));
		expect(found.edits).toBe(1);
		expect(found.card.points).toEqual([20, 10, 0]);
		expect(found.costShare).toBeLessThanOrEqual(0.05);
	});

	it('and an unwanted rule that is needed keeps its points', () => {
		const planted = plantedDesign([1, 0.5, 0.8], 3000, 5);
		const wished = given(prepareCard(planted, { min: -40, max: 40, today: [20, 10, 2] }));
		const target = given(bestCard(wished)).loss;
		const found = given(fewestEdits(wished, target, { unwanted: [false, false, true] }));
		expect(found.card.points[2]).toBeGreaterThan(5);
	});
});

describe('the search for capped cards', () => {
	const planted = [
		{ share: 0.4, weight: 1.2, points: 20 },
		{ share: 0.4, weight: 0.9, points: 15 },
		{ share: 0.3, weight: 0.6, points: 2 },
		{ share: 0.3, weight: 0, points: 20 }
	];
	const cells = part(drawCells(planted, 6000, -2, 8), 0);
	const card = {
		...plantedCard(planted),
		cap: { max: 45 }
	};
	const design = designFromCells(cells, card, [0, 1, 2, 3], []);
	const today = planted.map(({ points }) => points);
	const ready = given(prepareCard(design, { min: -40, max: 40, today }));
	const search = cappedCardSearch(ready, new CappedSearch(ready.problem, cells, card));
	const lossOf = (points: number[]) =>
		profileLoss(scoreLevels(cells.n, cells.k)(scoreCells(cells, card, points))).loss;

	it('gives cards with the loss of their capped score, best first', () => {
		const found = search.find(ready.problem, []);
		expect(found.length).toBeGreaterThan(5);
		for (const { steps, loss } of found) expect(loss).toBeCloseTo(lossOf([...steps]), 6);
		const losses = found.map(({ loss }) => loss);
		expect(losses).toEqual([...losses].sort((a, b) => a - b));
		const [{ loss }] = found;
		expect(loss).toBeLessThanOrEqual(lossOf(today) + 1e-7);
		const alone = search.score(ready.problem, Int32Array.from(today));
		expect(alone.loss).toBeCloseTo(lossOf(today), 6);
	});

	it('finds the fewest edits among capped scores', () => {
		const [best] = search.find(ready.problem, []);
		const found = given(fewestEdits(ready, best.loss, { search }));
		expect(found.card.loss).toBeCloseTo(lossOf(found.card.points), 6);
		expect(found.edits).toBe(2);
		expect(found.card.points.slice(0, 2)).toEqual([20, 15]);
	});

	it('counts a held rule’s points under the cap and its own log-odds in the loss', () => {
		const wishes = {
			min: -40,
			max: 40,
			today,
			held: [null, null, null, 20],
			heldWeights: [null, null, null, 0.3]
		};
		const held = given(prepareCard(design, wishes));
		const desk = cappedCardSearch(held, new CappedSearch(held.problem, cells, card));
		const [found] = desk.find(held.problem, []);
		const points = [...found.steps, 20];
		const score = scoreCells(cells, card, points);
		const part = heldScore(held.problem, cells, card);
		const free = score.map((value, c) => value - (part?.points[c] ?? 0));
		const levels = scoreLevels(cells.n, cells.k, part?.offset ?? null)(free);
		expect(found.loss).toBeCloseTo(profileLoss(levels).loss, 6);
		const fires = cells.states[3].findIndex((state) => state === 1);
		expect([part?.points[fires], part?.offset[fires]]).toEqual([20, 0.3]);
	});
});

describe('steps of points', () => {
	const design = plantedDesign([1, 0.5, 0.3], 500, 2);

	it('are rounded, halves away from 0, and kept to range and signs', () => {
		const problem = given(
			cardProblem(design, { min: -20, max: 20, multipleOf: 5, signs: [0, 0, 1] })
		);
		expect([...stepsOfPoints(problem, [17.5, -12.5, -4])]).toEqual([4, -3, 0]);
		expect([...stepsOfPoints(problem, [60, -60, 60])]).toEqual([4, -4, 4]);
	});

	it('give way in order of worth where few rules may change', () => {
		const problem = given(
			cardProblem(design, { min: -20, max: 20, today: [1, 1, 1], maxChanged: 1 })
		);
		expect([...stepsOfPoints(problem, [9, 9, 9], [1, 3, 2])]).toEqual([1, 9, 1]);
	});
});
