import { describe, expect, it } from 'vitest';
import type { Design } from '#lib/domain/logistic/design.ts';
import { cardProblem, pointsOfSteps } from '#lib/domain/points/card-problem.ts';
import { prepareCard } from '#lib/domain/points/prepared-card.ts';
import type { PointsOptions } from '#lib/domain/points/points-options.ts';

const design: Design = {
	names: ['demo', 'trial', 'student'],
	columns: [
		Float64Array.of(1, 1, 0, 0, 1, 0),
		Float64Array.of(1, 0, 1, 0, 0, 0),
		Float64Array.of(0, 0, 0, 0, 1, 1)
	],
	n: Float64Array.of(20, 30, 40, 90, 10, 30),
	k: Float64Array.of(12, 11, 10, 9, 2, 1)
};
const range = { min: -10, max: 10 };
const refusal = (options: Partial<PointsOptions>, cells: Partial<Design> = {}) => {
	const found = cardProblem({ ...design, ...cells }, { ...range, ...options });
	return found.measured ? 'measured' : { reason: found.reason, params: found.params };
};

describe('what is wanted of a card', () => {
	it('becomes steps within the range, the signs and the multiples', () => {
		const found = cardProblem(design, {
			min: -12,
			max: 20,
			signs: [1, 0, -1],
			multipleOf: 5,
			today: [10, 7, 5]
		});
		if (!found.measured) throw new Error(found.reason);
		expect([...found.low]).toEqual([0, -2, -2]);
		expect([...found.high]).toEqual([4, 4, 0]);
		expect([...found.today]).toEqual([2, NaN, NaN]);
		expect(pointsOfSteps(found, [3, -1, 0])).toEqual([15, -5, 0]);
	});

	it('puts locked and held rules into one term that has one step', () => {
		const found = cardProblem(design, {
			...range,
			locked: [10, null, null],
			held: [null, null, -30],
			multipleOf: 5
		});
		if (!found.measured) throw new Error(found.reason);
		expect(found.fixed).toBe(1);
		expect([...found.low]).toEqual([1, -2]);
		expect([...found.high]).toEqual([1, 2]);
		expect(pointsOfSteps(found, [1, 2])).toEqual([10, 10, -30]);
		const cell = found.columns[0].indexOf(-20);
		expect([found.n[cell], found.k[cell]]).toEqual([10, 2]);
	});

	it('is refused where there is nothing to learn from', () => {
		const none = new Float64Array(6);
		expect(refusal({}, { n: none, k: none })).toEqual({ reason: 'no-leads', params: { leads: 0 } });
		expect(refusal({}, { k: none })).toEqual({
			reason: 'one-class',
			params: { leads: 220, wins: 0 }
		});
		expect(refusal({}, { k: design.n })).toMatchObject({ reason: 'one-class' });
		expect(refusal({ locked: [0, 0, 0] })).toMatchObject({ reason: 'no-rules' });
		expect(refusal({}, { names: [], columns: [] })).toMatchObject({ reason: 'no-rules' });
	});

	it('is refused where the range holds nothing to choose from', () => {
		expect(refusal({ min: 5, max: 5 })).toEqual({
			reason: 'range-empty',
			params: { min: 5, max: 5 }
		});
		expect(refusal({ min: 6, max: 5 })).toMatchObject({ reason: 'range-empty' });
		expect(refusal({ min: -3, max: 4, multipleOf: 5 })).toEqual({
			reason: 'range-without-multiples',
			params: { min: -3, max: 4, multipleOf: 5 }
		});
		expect(refusal({ min: 1, max: 9, signs: [0, -1, 0] })).toEqual({
			reason: 'sign-against-range',
			params: { rule: 'trial' }
		});
	});

	it('is refused where locks contradict what else is wanted', () => {
		expect(refusal({ locked: [11, null, null] })).toEqual({
			reason: 'lock-outside-range',
			params: { rule: 'demo', points: 11, min: -10, max: 10 }
		});
		expect(refusal({ locked: [null, 3, null], signs: [0, -1, 0] })).toEqual({
			reason: 'lock-against-sign',
			params: { rule: 'trial', points: 3 }
		});
		expect(refusal({ locked: [null, 3, null], multipleOf: 5 })).toEqual({
			reason: 'lock-not-multiple',
			params: { rule: 'trial', points: 3, multipleOf: 5 }
		});
		expect(refusal({ locked: [1, 2, null], maxRules: 1 })).toEqual({
			reason: 'too-many-locks',
			params: { locked: 2, maxRules: 1 }
		});
		expect(refusal({ min: 1, max: 9, maxRules: 2 })).toEqual({
			reason: 'too-few-rules-allowed',
			params: { needed: 3, maxRules: 2 }
		});
	});

	it('is refused where fewer changes are allowed than are needed', () => {
		const today = [30, 5, 0];
		expect(refusal({ today, maxChanged: 0 })).toEqual({
			reason: 'too-few-changes-allowed',
			params: { needed: 1, maxChanged: 0 }
		});
		expect(refusal({ today, maxChanged: 1 })).toBe('measured');
		expect(refusal({ today: [3, 5, 1], maxRules: 1, maxChanged: 1 })).toMatchObject({
			params: { needed: 2 }
		});
		expect(refusal({ today: [3, 5, 1], locked: [4, 4, null], maxChanged: 1 })).toMatchObject({
			params: { needed: 2 }
		});
	});

	it('is refused for rules that say nothing, or the same as another', () => {
		const ones = new Float64Array(6).fill(1);
		expect(refusal({}, { columns: [design.columns[0], ones, design.columns[2]] })).toEqual({
			reason: 'constant-rule',
			params: { rule: 'trial' }
		});
		const twins = { columns: [design.columns[0], design.columns[1], design.columns[0]] };
		expect(refusal({}, twins)).toEqual({
			reason: 'duplicate-rules',
			params: { rule: 'student', with: 'demo' }
		});
		expect(refusal({ locked: [null, null, 0] }, twins)).toBe('measured');
	});

	it('is refused where rules part all wins from all losses', () => {
		const k = design.n.map((leads, c) => (design.columns[0][c] ? leads : 0));
		expect(prepareCard({ ...design, k }, range)).toMatchObject({ reason: 'separated-rules' });
	});

	it('throws where the call itself is wrong', () => {
		const call = (options: object) => () => cardProblem(design, { ...range, ...options });
		expect(call({ locked: [1] })).toThrow('points: 3 rules, 1 entries in locked');
		expect(call({ min: 0.5 })).toThrow('0.5 is not a whole number');
		expect(call({ max: Infinity })).toThrow('not a whole number');
		expect(call({ multipleOf: 0 })).toThrow('multipleOf 0');
		expect(call({ maxRules: 0 })).toThrow('maxRules 0');
		expect(call({ maxChanged: 2 })).toThrow('maxChanged needs today');
		expect(call({ ridge: { strength: -1, prior: [0, 0, 0] } })).toThrow('ridge of strength -1');
		const wrong = { ...design, k: design.n.map((leads) => leads + 1) };
		expect(() => cardProblem(wrong, range)).toThrow('needed 0 <= k <= n');
		const broken = {
			...design,
			columns: [...design.columns.slice(1), new Float64Array(6).fill(NaN)]
		};
		expect(() => cardProblem(broken, range)).toThrow('is NaN');
	});
});
