import { describe, expect, it } from 'vitest';
import { calibrate } from '#lib/domain/calibration/calibrate.ts';
import type { CalibrateOptions } from '#lib/domain/calibration/calibration-options.ts';
import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import type { Cells } from '#lib/domain/cells/cells.ts';
import { rulesOf, type Rule } from '#lib/domain/scorecard/scorecard.ts';
import { cellsOf } from '../logistic/cards.ts';
import { cardOf, contextOf, drawCells, type Planted } from './made-up-leads.ts';
import { oddNumbers } from '../../odd-numbers.ts';

const planted: Planted[] = [
	{ share: 0.3, weight: 1, points: 20 },
	{ share: 0.4, weight: 0.5, points: 10 }
];
const three = [...planted, { share: 0.5, weight: 0, points: 5 }];
const drawn = () => drawCells(planted, 2000, -1.5, 3);

function run(cells: Cells, card = cardOf(planted), options: Partial<CalibrateOptions> = {}) {
	const found = calibrate(cells, card, contextOf(cells), {
		min: -100,
		max: 100,
		draws: 20,
		...options
	});
	expect(oddNumbers(found)).toEqual([]);
	expectFinite(found);
	return found;
}

/** No NaN or Infinity anywhere in plain data. */
function expectFinite(value: unknown): void {
	if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
	else if (value !== null && typeof value === 'object') Object.values(value).forEach(expectFinite);
}

const refusals = ({ rules }: Calibration) => rules.map(({ refused }) => refused?.reason ?? null);
const codes = ({ issues }: Calibration) => issues.map(({ code }) => code);

describe('what cannot be fitted is refused with its reason', () => {
	it.each([
		['no lead', 0, -1.5, 'no-leads'],
		['one lead', 1, -1.5, 'one-class'],
		['no win', 300, -60, 'one-class'],
		['only wins', 300, 60, 'one-class']
	])('%s', (_, leads, intercept, reason) => {
		const found = run(drawCells(planted, leads, intercept, 3));
		expect(found.fit).toMatchObject({ measured: false, reason });
		expect(found.wholePoints.measured).toBe(false);
		expect(found.rules.every(({ weight, p, vif }) => !weight && !p && !vif)).toBe(true);
		expect(found.rules.every(({ lrt }) => !lrt.measured && lrt.reason === 'not-fitted')).toBe(true);
		expect(found.verdict.verdict).toBe('cannot-tell');
		expect(codes(found)).toContain('nothing-fitted');
	});

	it('a score that is the same for all leads: points on the range, and no rule is called wrong', () => {
		const found = run(drawn(), cardOf(planted.map((rule) => ({ ...rule, points: 0 }))));
		expect(found.scale.kind).toBe('range');
		expect(codes(found)).toContain('score-without-slope');
		expect(found.rules.map(({ verdict }) => verdict)).toEqual([
			'not-enough-data',
			'not-enough-data'
		]);
	});

	it('a rule that never fires, one that always does, and one that cannot be evaluated', () => {
		const set = (state: number) => {
			const cells = drawn();
			cells.states[1] = cells.states[1].map(() => state);
			return refusals(run(cells));
		};
		expect(set(0)).toEqual([null, 'never-fires']);
		expect(set(1)).toEqual([null, 'always-fires']);
		expect(set(255)).toEqual([null, 'not-evaluable']);
	});

	it('every rule constant', () => {
		const cells = drawn();
		cells.states.forEach((states) => states.fill(1));
		const found = run(cells);
		expect(found.fit).toMatchObject({ measured: false, reason: 'no-rules' });
		expect(refusals(found)).toEqual(['always-fires', 'always-fires']);
	});

	it('a rule that repeats another, and one that two others make up', () => {
		const twice = drawn();
		twice.states[1] = twice.states[0];
		expect(refusals(run(twice))).toEqual([null, 'aliased']);
		const sum = cellsOf([
			[[0, 0, 0], 200, 20],
			[[1, 0, 1], 200, 60],
			[[0, 1, 1], 200, 80]
		]);
		const found = run(sum, cardOf(three));
		expect(refusals(found)).toEqual([null, null, 'aliased']);
		expect(found.rules[2].refused!.params.with).toBe('rule-0, rule-1');
	});

	it('a rule that parts winners from others, alone, and two that only do it together', () => {
		const alone = drawn();
		alone.k.forEach((_, c) => {
			if (alone.states[1][c]) alone.k[c] = 0;
		});
		expect(refusals(run(alone))).toEqual([null, 'no-wins-with']);
		const together = cellsOf([
			[[0, 0, 0], 40, 0],
			[[1, 0, 0], 30, 12],
			[[0, 1, 0], 30, 14],
			[[1, 1, 0], 20, 20],
			[[0, 0, 1], 30, 0],
			[[1, 0, 1], 25, 12],
			[[0, 1, 1], 25, 13],
			[[1, 1, 1], 20, 20]
		]);
		const found = run(together, cardOf(three));
		expect(refusals(found)).toEqual(['separated-jointly', 'separated-jointly', null]);
		expect(codes(found)).toContain('rule-separated-jointly');
	});

	it('rules that part all leads: nothing is fitted, but Firth’s penalty fits them', () => {
		const all = cellsOf([
			[[0, 0, 1], 10, 0],
			[[1, 0, 0], 10, 10],
			[[0, 1, 0], 10, 10],
			[[1, 0, 1], 10, 0],
			[[0, 1, 1], 10, 0],
			[[1, 1, 1], 10, 10]
		]);
		const found = run(all, cardOf(three));
		expect(found.fit).toMatchObject({ measured: false, reason: 'separated-rules' });
		expect(found.rules.every(({ weight }) => weight === null)).toBe(true);
		const firth = run(all, cardOf(three), { fit: 'firth' });
		expect(firth.fit).toMatchObject({ measured: true, method: 'firth' });
	});
});

describe('wishes that cannot be met are refused with their reason, and rounded points stand', () => {
	const wished = (rule: Partial<Rule>, options: Partial<CalibrateOptions> = {}) => {
		const card = cardOf(planted);
		Object.assign(rulesOf(card)[0], rule);
		return run(drawn(), card, options);
	};

	it.each<[string, Partial<Rule>, Partial<CalibrateOptions>, string]>([
		['a range of zero width', {}, { min: 5, max: 5 }, 'range-empty'],
		['a lock outside the range', { locked: true, points: 200 }, {}, 'lock-outside-range'],
		['a lock against its sign', { locked: true, sign: 'negative' }, {}, 'lock-against-sign'],
		[
			'a lock off the multiples',
			{ locked: true, points: 7 },
			{ multipleOf: 5 },
			'lock-not-multiple'
		],
		['fewer changes than are needed', {}, { max: 5, maxChanged: 0 }, 'too-few-changes-allowed'],
		['a range without a multiple', {}, { min: 1, max: 4, multipleOf: 5 }, 'range-without-multiples']
	])('%s', (_, rule, options, reason) => {
		const found = wished(rule, options);
		expect(found.wholePoints).toMatchObject({ measured: false, reason });
		expect(found.fit.measured).toBe(true);
		expect(codes(found)).toContain('whole-points-refused');
	});
});

describe('cells that no count of leads can give are a mistake of the caller, named', () => {
	it.each([
		['NaN', NaN, 0],
		['infinite', Infinity, 0],
		['negative', -3, -3],
		['fractional', 2.5, 1],
		['more wins than leads', 3, 4]
	])('%s', (_, n, k) => {
		const cells = drawn();
		cells.n[2] = n;
		cells.k[2] = k;
		expect(() => run(cells)).toThrow(`calibrate: cell 2 has n ${n}, k ${k}`);
	});

	it('but a cell without leads counts for nothing', () => {
		const cells = drawn();
		const empty: Cells = {
			length: cells.length + 1,
			states: cells.states.map((states) => Uint8Array.of(...states, 1)),
			test: Uint8Array.of(...cells.test, 0),
			n: Float64Array.of(...cells.n, 0),
			k: Float64Array.of(...cells.k, 0)
		};
		const weights = (found: Calibration) => found.rules.map(({ weight }) => weight);
		expect(weights(run(empty))).toEqual(weights(run(cells)));
	});

	it('columns of another length or number', () => {
		const cells = drawn();
		expect(() => run({ ...cells, states: cells.states.slice(1) })).toThrow(
			'calibrate: 2 rules, 1 state columns'
		);
		expect(() => run({ ...cells, k: cells.k.slice(1) })).toThrow(
			/calibrate: \d+ cells, a column of/
		);
	});

	it('a range that is none', () => {
		for (const [min, max] of [
			[10, -10],
			[NaN, 5],
			[-Infinity, Infinity]
		]) {
			expect(() => run(drawn(), cardOf(planted), { min, max })).toThrow(`range ${min} to ${max}`);
		}
	});
});
