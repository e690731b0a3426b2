import { describe, expect, it } from 'vitest';
import { attainableScores } from '#lib/domain/points/attainable-scores.ts';
import { fieldStates } from '#lib/domain/points/field-states.ts';
import { hundredScale } from '#lib/domain/points/hundred-scale.ts';
import { observedScores } from '#lib/domain/points/observed-scores.ts';
import { pointsToDoubleOdds } from '#lib/domain/points/points-to-double-odds.ts';
import type { Cap, Comparison, Group, Rule, Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { fc } from '../../reference/properties.ts';

const when = (points: number, condition: Comparison): Rule => ({
	id: `${condition.field} ${points}`,
	label: '',
	points,
	when: condition
});
const is = (field: string, value: string | number, points: number) =>
	when(points, { field, operator: 'equals', value });
const atLeast = (field: string, value: number, points: number) =>
	when(points, { field, operator: 'at-least', value });
const atMost = (field: string, value: number, points: number) =>
	when(points, { field, operator: 'at-most', value });
const has = (field: string, value: string, points: number) =>
	when(points, { field, operator: 'contains', value });

function card(groups: { rules: Rule[]; cap?: Cap }[], cap?: Cap): Scorecard {
	return {
		leadgauge: 1,
		name: 'card',
		signalWindowDays: 0,
		horizonDays: 90,
		groups: groups.map((group, g): Group => ({ id: `g${g}`, label: '', kind: 'fit', ...group })),
		cap,
		exclusions: [],
		thresholds: { mql: null, sql: null }
	};
}

const range = (...rules: Rule[]) => attainableScores(card([{ rules }]));

describe('the scores a lead can get', () => {
	it('count only one of several values of a field', () => {
		expect(
			range(is('country', 'DE', 20), is('country', 'FR', 15), is('country', 'XX', -30))
		).toEqual({
			min: -30,
			max: 20,
			exact: true
		});
		expect(range(is('country', 'DE', 20), is('industry', 'IT', 15))).toMatchObject({ max: 35 });
	});

	it('know which bounds of a number fit together', () => {
		expect(range(atLeast('staff', 50, 10), atMost('staff', 10, 7))).toMatchObject({ max: 10 });
		expect(range(atLeast('staff', 50, 10), atMost('staff', 100, 7))).toMatchObject({ max: 17 });
		const between = (from: number, to: number, points: number) =>
			when(points, { field: 'staff', operator: 'between', from, to });
		expect(range(between(1, 10, 5), between(10, 20, 6))).toMatchObject({ max: 11 });
		expect(range(between(1, 9, 5), between(10, 20, 6))).toMatchObject({ max: 6 });
		expect(range(is('staff', 7, 5), between(1, 9, 6))).toMatchObject({ max: 11 });
	});

	it('add points per event to what else the count allows', () => {
		const views: Rule = {
			id: 'views',
			label: '',
			points: 3,
			each: { field: 'views', per: 2, atMost: 4 }
		};
		expect(range(views)).toEqual({ min: 0, max: 12, exact: true });
		expect(range(views, atMost('views', 5, 10))).toMatchObject({ max: 16 });
		expect(range({ ...views, cap: { max: 5 } })).toMatchObject({ max: 5 });
	});

	it('tell missing from set, and parts of a text from its values', () => {
		const missing = when(-5, { field: 'phone', operator: 'is-missing' });
		const set = when(8, { field: 'phone', operator: 'is-set' });
		expect(range(missing, set)).toMatchObject({ min: -5, max: 8 });
		expect(range(has('title', 'head', 5), has('title', 'sales', 4))).toMatchObject({ max: 9 });
		expect(range(has('title', 'sales', 5), has('title', 'al', -20))).toEqual({
			min: -20,
			max: 0,
			exact: true
		});
		expect(range(is('title', 'CEO', 9), has('title', 'head', 5))).toMatchObject({ max: 9 });
	});

	it('keep caps of groups and of the total', () => {
		const rules = [is('a', 'x', 30), is('b', 'x', 30), is('c', 'x', -50)];
		expect(attainableScores(card([{ rules, cap: { max: 45, min: -10 } }]))).toMatchObject({
			min: -10,
			max: 45
		});
		expect(attainableScores(card([{ rules }], { min: 0, max: 40 }))).toMatchObject({
			min: 0,
			max: 40
		});
		expect(attainableScores(card([{ rules: [], cap: { min: 5 } }]))).toMatchObject({
			min: 5,
			max: 5
		});
	});

	it('see that one value cannot serve two groups', () => {
		const two = card([
			{ rules: [is('country', 'DE', 30), is('industry', 'IT', 10)], cap: { max: 30 } },
			{ rules: [is('country', 'FR', 20)], cap: { max: 30 } }
		]);
		// DE: 30 of the first group; FR with IT: 10 + 20.
		expect(attainableScores(two)).toEqual({ min: 0, max: 30, exact: true });
	});

	it('hold every score of any lead, and reach both ends', () => {
		const field = fc.constantFrom('a', 'b', 'c');
		const rule = fc.oneof(
			fc
				.tuple(field, fc.constantFrom('1', '2', 'x'), fc.integer({ min: -9, max: 9 }))
				.map((r) => is(...r)),
			fc
				.tuple(field, fc.integer({ min: 0, max: 3 }), fc.integer({ min: -9, max: 9 }))
				.map((r) => atLeast(...r)),
			fc
				.tuple(field, fc.integer({ min: 0, max: 3 }), fc.integer({ min: -9, max: 9 }))
				.map((r) => atMost(...r))
		);
		const cap = fc.option(
			fc.record({ min: fc.integer({ min: -8, max: 0 }), max: fc.integer({ min: 0, max: 8 }) }),
			{
				nil: undefined
			}
		);
		const group = fc.record({ rules: fc.array(rule, { minLength: 1, maxLength: 3 }), cap });
		fc.assert(
			fc.property(fc.array(group, { minLength: 1, maxLength: 2 }), cap, (groups, total) => {
				const made = card(groups, total);
				const found = attainableScores(made);
				const values = [null, '1', '2', 'x', 'other', -1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 4];
				let [min, max] = [Infinity, -Infinity];
				for (const a of values) {
					for (const b of values) {
						for (const c of values) {
							const score = scoreOf(made, { a, b, c });
							min = Math.min(min, score);
							max = Math.max(max, score);
						}
					}
				}
				expect(found).toEqual({ min: min + 0, max: max + 0, exact: true });
			}),
			{ numRuns: 60 }
		);
	});

	it('are bounded from outside where a field has too many parts to try', () => {
		const rules = Array.from({ length: 12 }, (_, i) => has('title', `part${i}`, i - 3));
		expect(range(...rules)).toEqual({ min: -6, max: 36, exact: false });
		expect(fieldStates(card([{ rules }]))[0].exact).toBe(false);
	});

	it('need points for every rule', () => {
		expect(() => attainableScores(card([{ rules: [is('a', 'x', 1)] }]), [])).toThrow(
			'attainableScores: 1 rules, 0 points'
		);
	});
});

type Lead = Record<string, string | number | null>;

/** A card worked out lead by lead. */
function scoreOf({ groups, cap }: Scorecard, lead: Lead): number {
	const cut = (value: number, bounds?: Cap) =>
		Math.min(bounds?.max ?? Infinity, Math.max(bounds?.min ?? -Infinity, value));
	const sums = groups.map((group) =>
		cut(
			group.rules.reduce(
				(sum, rule) =>
					sum + ('when' in rule && fires(rule.when as Comparison, lead) ? rule.points : 0),
				0
			),
			group.cap
		)
	);
	return cut(
		sums.reduce((a, b) => a + b, 0),
		cap
	);
}

function fires(condition: Comparison, lead: Lead): boolean {
	const value = lead[condition.field];
	if (value === null) return false;
	if (condition.operator === 'equals') return String(value) === String(condition.value);
	const number = Number(value);
	if (condition.operator === 'at-least') return number >= condition.value;
	if (condition.operator === 'at-most') return number <= condition.value;
	throw new Error(condition.operator);
}

describe('scores from 0 to 100', () => {
	it('put the lowest at 0 and the highest at 100', () => {
		const scale = hundredScale({ min: -20, max: 180, exact: true });
		if (!scale.measured) throw new Error(scale.reason);
		expect([-20, 80, 180].map((score) => scale.factor * score + scale.shift)).toEqual([0, 50, 100]);
		expect(hundredScale({ min: 0, max: 50, exact: true })).toMatchObject({ shift: 0 });
	});

	it('are not there where all scores are equal', () => {
		expect(hundredScale({ min: 5, max: 5, exact: true })).toEqual({
			measured: false,
			reason: 'constant-score',
			params: { score: 5 }
		});
	});

	it('can stand on what leads score', () => {
		const score = Float64Array.of(-10, 30, 500);
		expect(observedScores(score, Float64Array.of(3, 1, 0))).toEqual({
			measured: true,
			min: -10,
			max: 30,
			exact: true
		});
		expect(observedScores(score, new Float64Array(3))).toMatchObject({ reason: 'no-leads' });
	});
});

describe('points that double the odds', () => {
	it('are ln 2 / slope', () => {
		const found = pointsToDoubleOdds(Math.log(2) / 20);
		expect(found.measured && found.points).toBeCloseTo(20, 12);
		expect(pointsToDoubleOdds(0)).toMatchObject({ reason: 'no-slope' });
		expect(pointsToDoubleOdds(-1)).toMatchObject({ reason: 'no-slope', params: { slope: -1 } });
	});
});
