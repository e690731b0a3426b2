import { describe, expect, it } from 'vitest';
import { calibrate } from '#lib/domain/calibration/calibrate.ts';
import { calibratedScorecard } from '#lib/domain/calibration/calibrated-scorecard.ts';
import { rulesOf } from '#lib/domain/scorecard/scorecard.ts';
import { cardOf, contextOf, drawCells, type Planted } from './made-up-leads.ts';
import { oddNumbers } from '../../odd-numbers.ts';

const range = { min: -100, max: 100 };
const run = (planted: Planted[], leads: number, intercept: number, seed = 3) => {
	const cells = drawCells(planted, leads, intercept, seed);
	const card = cardOf(planted);
	return { cells, card, result: calibrate(cells, card, contextOf(cells), range) };
};

const right: Planted[] = [
	{ share: 0.3, weight: 1, points: 20 },
	{ share: 0.4, weight: 0.5, points: 10 },
	{ share: 0.2, weight: -0.75, points: -15 },
	{ share: 0.25, weight: 1.5, points: 30 }
];

describe('calibrate', () => {
	it('says of a card whose points are the true ones that they may stay', () => {
		const { result } = run(right, 40_000, -2);
		expect(result.verdict).toMatchObject({ verdict: 'keep', wrongRules: 0 });
		expect(result.rules.map((rule) => rule.verdict)).toEqual(['keep', 'keep', 'keep', 'keep']);
		result.rules.forEach((rule, r) => {
			expect(Math.abs(rule.calibratedPoints! - right[r].points)).toBeLessThanOrEqual(3);
		});
	});

	it('finds the rule that is overrated and the one that is underrated, and that the change pays', () => {
		const wrong = right.map((rule, r) => ({ ...rule, points: [40, 10, -15, 5][r] }));
		const { result } = run(wrong, 40_000, -2);
		expect(result.verdict.verdict).toBe('change');
		const words = Object.fromEntries(result.rules.map((rule) => [rule.id, rule.verdict]));
		expect(words['rule-0']).toBe('lower');
		expect(words['rule-3']).toBe('raise');
		if (!result.evaluation.measured) throw new Error('evaluation was refused');
		const { current, calibrated, fitted } = result.evaluation;
		expect(calibrated.auc).toBeGreaterThan(current.auc);
		expect(calibrated.logLoss).toBeLessThan(current.logLoss);
		expect(Math.abs(calibrated.auc - fitted.auc)).toBeLessThan(0.005);
	});

	it('keeps the figures together: every lead counted, weights that reproduce the training wins', () => {
		const planted = right.map((rule) => ({ ...rule, missing: 0.1 }));
		const { cells, result } = run(planted, 8_000, -2);
		expect(result.leads.train + result.leads.test).toBe(8000);
		const wins = cells.k.reduce((sum, k, c) => sum + (cells.test[c] ? 0 : k), 0);
		let expected = 0;
		for (let c = 0; c < cells.length; c++) {
			if (cells.test[c]) continue;
			const logit = result.linearPredictor.reduce((sum, term) => {
				if (term.kind === 'intercept') return sum + term.weight;
				if (term.kind === 'rule')
					return sum + (cells.states[term.rule!][c] === 1 ? term.weight : 0);
				if (term.kind === 'missing') {
					const rule = Number(term.name.split(' ')[1]);
					return sum + (cells.states[rule][c] === 255 ? term.weight : 0);
				}
				return sum;
			}, 0);
			expected += cells.n[c] / (1 + Math.exp(-logit));
		}
		expect(expected).toBeCloseTo(wins, 6);
		expect(result.linearPredictor.filter((term) => term.kind === 'missing')).toHaveLength(4);
	});

	it('refuses a rule that no winner lacks, says why, and leaves its points alone', () => {
		const planted = [...right, { share: 0.8, weight: 0, points: 7 }];
		const { cells, card } = run(planted, 10_000, -2);
		for (let c = 0; c < cells.length; c++) {
			if (cells.states[4][c] === 0) cells.k[c] = 0;
		}
		const result = calibrate(cells, card, contextOf(cells), range);
		const last = result.rules[4];
		expect(last).toMatchObject({
			weight: null,
			standardError: null,
			ci: null,
			verdict: 'separated',
			calibratedPoints: 7,
			refused: { reason: 'no-wins-without' }
		});
		expect(result.issues.map((each) => each.code)).toContain('rule-no-wins-without');
		expect(result.linearPredictor.at(-1)).toMatchObject({ kind: 'held', rule: 4 });
	});

	it('refuses the second of two rules that say the same, and gives all points to the first', () => {
		const { cells, card } = run([...right, right[0]], 10_000, -2);
		cells.states[4] = cells.states[0];
		const result = calibrate(cells, card, contextOf(cells), range);
		expect(result.rules[4]).toMatchObject({
			verdict: 'aliased',
			calibratedPoints: 0,
			refused: { reason: 'aliased', params: { with: 'rule-0' } }
		});
		expect(result.rules[0].weight).not.toBeNull();
	});

	it('fits a card without points, on the scale of the range, and calls no rule wrong', () => {
		const { result } = run(
			right.map((rule) => ({ ...rule, points: 0 })),
			10_000,
			-2
		);
		expect(result.scale.kind).toBe('range');
		expect(Math.max(...result.rules.map((rule) => rule.calibratedPoints!))).toBeGreaterThan(50);
		expect(new Set(result.rules.map((rule) => rule.verdict))).toEqual(new Set(['not-enough-data']));
		expect(result.evaluation.measured && result.evaluation.current.auc).toBe(0.5);
	});

	it.each([
		['no leads at all', 0, -2, 'no-leads'],
		['no win', 200, -50, 'one-class'],
		['only wins', 200, 50, 'one-class'],
		['two leads', 2, 0, null]
	])('refuses %s with a reason and not one made-up number', (_, leads, intercept, reason) => {
		const { result } = run(right, leads, intercept);
		expect(result.fit.measured).toBe(false);
		if (reason) expect(result.fit).toMatchObject({ reason });
		expect(result.verdict.verdict).toBe('cannot-tell');
		expect(result.evaluation.measured).toBe(false);
		expect(result.issues.map((each) => each.code)).toContain('nothing-fitted');
		expect(result.rules.every((rule) => rule.weight === null)).toBe(true);
		expect(result.rules.every((rule) => rule.calibratedPoints === null)).toBe(true);
		expect(oddNumbers(result)).toEqual([]);
		expectFinite(result);
	});

	it('hands over a card with the new points and gates that let the same share through', () => {
		const wrong = right.map((rule, r) => ({ ...rule, points: [40, 10, -15, 5][r] }));
		const { card, result } = run(wrong, 40_000, -2);
		const next = calibratedScorecard(card, result);
		expect(rulesOf(next).map((rule) => rule.points)).toEqual(
			result.rules.map((rule) => rule.calibratedPoints)
		);
		const { current, calibrated } = result.thresholds;
		if (!current.mql.measured || !calibrated.mql.measured) throw new Error('gate was refused');
		expect(calibrated.mql.rule).toBe('same-volume');
		expect(Math.abs(calibrated.mql.shareOfLeads - current.mql.shareOfLeads)).toBeLessThan(0.12);
		expect(next.thresholds.mql).toBe(calibrated.mql.threshold);
	});
});

/** No NaN or Infinity anywhere in plain data. */
function expectFinite(value: unknown): void {
	if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
	else if (value !== null && typeof value === 'object') Object.values(value).forEach(expectFinite);
}
