import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cells } from '#lib/domain/cells/cells.ts';
import { attainableScores } from '#lib/domain/points/attainable-scores.ts';
import { CappedScore } from '#lib/domain/points/capped-score.ts';
import { capsCanBind } from '#lib/domain/points/caps-can-bind.ts';
import { scoreCells } from '#lib/domain/points/score-cells.ts';
import { ruleLevels } from '#lib/domain/scorecard/rule-levels.ts';
import { highestState, rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { scoreLead } from '#lib/domain/scorecard/score-lead.ts';
import { card, leadOf, row } from '../scorecard/random-cards.ts';

/** Cells of any states the rules of a card can have. */
function cellsOf(made: Scorecard, seeds: number[]): Cells {
	const rules = rulesOf(made);
	const ones = new Float64Array(seeds.length).fill(1);
	return {
		length: seeds.length,
		states: rules.map((rule, r) =>
			Uint8Array.from(seeds, (seed) => (seed * (r + 3)) % (highestState(rule) + 1))
		),
		values: rules.map((rule) => ruleLevels(rule)?.values ?? null),
		test: new Uint8Array(seeds.length),
		n: ones,
		k: ones
	};
}

const seeds = fc.array(fc.nat(1000), { minLength: 1, maxLength: 20 });

describe('rules that share a limit, and rules that wear off', () => {
	it('score the same whether all points are given at once or those of one rule are tried', () => {
		fc.assert(
			fc.property(card, seeds, fc.array(fc.integer({ min: -40, max: 40 })), (made, of, tried) => {
				const cells = cellsOf(made, of);
				const points = rulesOf(made).map((rule) => rule.points);
				const capped = new CappedScore(cells, made, points);
				tried.slice(0, points.length).forEach((other, rule) => {
					const found = [...capped.with(rule, other)];
					const expected = scoreCells(cells, made, points.with(rule, other));
					found.forEach((score, c) => expect(score).toBeCloseTo(expected[c], 9));
				});
			})
		);
	});

	it('are cut by no cap that is said not to bind', () => {
		fc.assert(
			fc.property(card, seeds, (made, of) => {
				const points = rulesOf(made).map((rule) => rule.points);
				const ranges = points.map((each): [number, number] => [each, each]);
				if (capsCanBind(made, ranges)) return;
				const cells = cellsOf(made, of);
				const uncapped = rulesOf(made).map((rule, r) => {
					const values = ruleLevels(rule)?.values;
					return Array.from(cells.states[r], (state) => rule.points * (values?.[state] ?? state));
				});
				scoreCells(cells, made).forEach((score, c) => {
					const sum = uncapped.reduce((total, given) => total + given[c], 0);
					expect(score).toBeCloseTo(sum, 9);
				});
			}),
			{ numRuns: 400 }
		);
	});

	it('never leave the range of scores that can be had', () => {
		fc.assert(
			fc.property(card, row, (made, each) => {
				const { points } = scoreLead(made, leadOf(each));
				if (points === null) return;
				const { min, max } = attainableScores(made);
				expect(points).toBeGreaterThanOrEqual(min - 1e-9);
				expect(points).toBeLessThanOrEqual(max + 1e-9);
			}),
			{ numRuns: 150 }
		);
	});
});
