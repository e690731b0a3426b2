import { describe, expect, it } from 'vitest';
import { MISSING, part } from '#lib/domain/cells/cells.ts';
import { collapseScores } from '#lib/domain/evaluation/collapse-scores.ts';
import { probabilityMap } from '#lib/domain/evaluation/probability-map.ts';
import { cardPoints } from '#lib/domain/points/card-points.ts';
import { capsCanBind } from '#lib/domain/points/caps-can-bind.ts';
import { CappedScore } from '#lib/domain/points/capped-score.ts';
import { profileLoss } from '#lib/domain/points/profile-loss.ts';
import { scoreCells } from '#lib/domain/points/score-cells.ts';
import { scoreLevels } from '#lib/domain/points/score-levels.ts';
import { random } from '#lib/domain/random.ts';
import type { Cells } from '#lib/domain/cells/cells.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { allowedCards } from './brute-force.ts';
import { cardOf as plantedCard, drawCells } from '../calibration/made-up-leads.ts';
import { fc } from '../../reference/properties.ts';
import { cardOf, cellsOf } from '../logistic/cards.ts';

const planted = [
	{ share: 0.3, weight: 1.2, points: 12 },
	{ share: 0.4, weight: 0.8, points: 5 },
	{ share: 0.2, weight: -0.7, points: -7, missing: 0.2 },
	{ share: 0.3, weight: 0.5, points: 20 }
];
const cells = part(drawCells(planted, 6000, -2, 4), 0);
const card = plantedCard(planted);
const range = { min: -20, max: 20 };

function given(scorecard: Scorecard, options: object = {}) {
	const found = cardPoints(cells, scorecard, { ...range, ...options });
	if (!found.measured) throw new Error(found.reason);
	return found;
}

/** Log loss of a card as the CRM runs it, by the map of its capped score. */
function lossOf(scorecard: Scorecard, points: number[], of: Cells = cells): number {
	const map = probabilityMap(collapseScores(scoreCells(of, scorecard, points), of.n, of.k));
	if (!map.measured) throw new Error(map.reason);
	return -map.logLikelihood;
}

describe('whole points for a scorecard', () => {
	it('are bounded and proven where no cap can bind, and evaluated as the CRM runs them', () => {
		const { card: found, bounded, capped } = given(card);
		expect(capped).toBe(false);
		expect(bounded?.certified).toBe(true);
		expect(found.loss).toBeCloseTo(lossOf(card, found.points), 6);
		expect(found.loss).toBeLessThan(lossOf(card, [12, 5, -7, 20]));
		expect(cells.states[2]).toContain(MISSING);
		expect(found.changed).toBeGreaterThan(0);
	});

	it('keep rules that got no weight as they are', () => {
		const { card: found } = given(card, { held: [null, 50, null, null] });
		expect(found.points[1]).toBe(50);
		expect(found.loss).toBeCloseTo(lossOf(card, found.points), 6);
	});

	it('are the best found, scored capped and without bound, where a cap can bind', () => {
		const low = { ...card, cap: { min: -5, max: 25 } };
		const { card: found, bounded, capped } = given(low);
		expect(capped).toBe(true);
		expect(bounded).toBeNull();
		expect(found.loss).toBeCloseTo(lossOf(low, found.points), 6);
		const uncapped = given(card).card.points;
		expect(found.loss).toBeLessThanOrEqual(lossOf(low, uncapped) + 1e-7);
		expect(found.loss).toBeLessThanOrEqual(lossOf(low, [12, 5, -7, 20]) + 1e-7);
		expect(found.points.every((points) => Math.abs(points) <= 20)).toBe(true);
	});

	it('can be better than without a cap, where the cap says something true', () => {
		// Two rules that together are worth no more than one.
		const states = [0, 1].flatMap((a) => [0, 1].map((b) => [a, b]));
		const either: Cells = {
			length: 4,
			states: [0, 1].map((r) => Uint8Array.from(states, (row) => row[r])),
			test: new Uint8Array(4),
			n: Float64Array.of(400, 200, 200, 200),
			k: Float64Array.of(40, 60, 60, 60)
		};
		const rules = [
			{ id: 'webinar', points: 10 },
			{ id: 'download', points: 10 }
		];
		const capped = cardPoints(either, cardOf(rules, { group: { max: 10 } }), range);
		const free = cardPoints(either, cardOf(rules), range);
		if (!capped.measured || !free.measured) throw new Error('not measured');
		expect(capped.card.loss).toBeLessThan(free.card.loss - 1);
		expect(capped.card.points.every((points) => points >= 10)).toBe(true);
	});

	it('are as good as any capped card of three rules', () => {
		const next = random(9);
		const states = Array.from({ length: 8 }, (_, s) => [s & 1, (s >> 1) & 1, s >> 2]);
		for (let round = 0; round < 20; round++) {
			const made = cellsOf(
				states.map((row) => {
					const n = 30 + Math.floor(next() * 200);
					return [row, n, Math.round(n * (0.1 + 0.7 * next()))];
				})
			);
			const cap = { min: -Math.floor(next() * 5), max: 1 + Math.floor(next() * 6) };
			const rules = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
			const scorecard = cardOf(rules, { group: cap });
			const options = { min: -3, max: 3 };
			const found = cardPoints(made, scorecard, options);
			if (!found.measured) throw new Error(found.reason);
			const levels = scoreLevels(made.n, made.k);
			const losses = [...allowedCards(3, options)].map(
				(points) => profileLoss(levels(scoreCells(made, scorecard, points))).loss
			);
			expect(found.capped).toBe(true);
			expect(found.card.loss).toBeCloseTo(Math.min(...losses), 6);
		}
	});

	it('keep locks, signs, multiples and limits under a cap', () => {
		const low = { ...card, cap: { max: 25 } };
		const { card: found } = given(low, {
			locked: [15, null, null, null],
			signs: [0, 0, 0, -1],
			multipleOf: 5,
			maxRules: 3
		});
		expect(found.points[0]).toBe(15);
		expect(found.points[3]).toBeLessThanOrEqual(0);
		expect(found.points.every((points) => points % 5 === 0)).toBe(true);
		expect(found.rules).toBeLessThanOrEqual(3);
	});

	it('are refused for the same reasons with and without caps', () => {
		const low = { ...card, cap: { max: 25 } };
		const options = { min: 5, max: 5 };
		expect(cardPoints(cells, card, options)).toMatchObject({ reason: 'range-empty' });
		expect(cardPoints(cells, low, options)).toMatchObject({ reason: 'range-empty' });
	});
});

describe('a capped score, one rule at a time', () => {
	it('is the score of the card', () => {
		const rules = Array.from({ length: 5 }, (_, r) => ({
			id: `r${r}`,
			...(r === 3 && { steps: 4 })
		}));
		const cap = fc.option(
			fc.record({ min: fc.integer({ min: -9, max: 0 }), max: fc.integer({ min: 0, max: 9 }) }),
			{ nil: undefined }
		);
		const pointsOf = fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 5, maxLength: 5 });
		const states = fc.array(
			fc.tuple(
				...rules.map(({ steps }) => fc.constantFrom(0, 1, ...(steps ? [2, 4] : []), MISSING))
			),
			{ minLength: 1, maxLength: 8 }
		);
		fc.assert(
			fc.property(states, pointsOf, pointsOf, cap, cap, cap, (rows, one, other, a, b, c) => {
				const all = cardOf(rules, { group: a, card: b });
				const [group] = all.groups;
				all.groups = [
					{ ...group, rules: group.rules.slice(0, 2) },
					{ ...group, id: 'more', cap: undefined, rules: group.rules.slice(2) }
				];
				all.groups[1].rules[1].cap = c;
				const made = cellsOf(rows.map((row) => [row, 1, 0]));
				const score = new CappedScore(made, all, one);
				for (let rule = 0; rule < 5; rule++) {
					const changed = one.map((points, r) => (r === rule ? other[r] : points));
					expect(score.with(rule, other[rule])).toEqual(scoreCells(made, all, changed));
				}
				score.set(other);
				expect(score.with(2, other[2])).toEqual(scoreCells(made, all, other));
			})
		);
	});
});

describe('whether a cap can bind', () => {
	const rules = [
		{ id: 'demo', points: 10 },
		{ id: 'views', points: 2, steps: 5 }
	];
	const wide: [number, number][] = [
		[-10, 10],
		[0, 2]
	];

	it('is a matter of what rules can sum up to', () => {
		expect(capsCanBind(cardOf(rules), wide)).toBe(false);
		expect(capsCanBind(cardOf(rules, { card: { max: 20 } }), wide)).toBe(false);
		expect(capsCanBind(cardOf(rules, { card: { max: 19 } }), wide)).toBe(true);
		expect(capsCanBind(cardOf(rules, { group: { min: -10 } }), wide)).toBe(false);
		expect(capsCanBind(cardOf(rules, { group: { min: 0 } }), wide)).toBe(true);
		expect(capsCanBind(cardOf(rules, { card: { min: 5 } }), wide)).toBe(true);
	});

	it('knows caps of single rules', () => {
		const own = cardOf(rules);
		own.groups[0].rules[1].cap = { max: 8 };
		expect(capsCanBind(own, wide)).toBe(true);
		expect(capsCanBind(own, [wide[0], [0, 1]])).toBe(false);
	});
});
