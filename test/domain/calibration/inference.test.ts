import { describe, expect, it } from 'vitest';
import { calibrate } from '#lib/domain/calibration/calibrate.ts';
import type { CalibrateOptions } from '#lib/domain/calibration/calibration-options.ts';
import type { Calibration, FitSummary, RuleResult } from '#lib/domain/calibration/calibration.ts';
import { notMeasured } from '#lib/domain/units.ts';
import { expectClose } from '../../reference/close.ts';
import { cellsOf } from '../logistic/cards.ts';
import { datedLeads } from './dated-leads.ts';
import { cardOf, contextOf, type Planted } from './made-up-leads.ts';

const planted: Planted[] = [
	{ share: 0.3, weight: 1, points: 20 },
	{ share: 0.4, weight: 0.5, points: 10 },
	{ share: 0.2, weight: -0.75, points: 15 },
	{ share: 0.012, weight: 1, points: 20 }
];

function run(
	rules: Planted[],
	leads: number,
	options: Partial<CalibrateOptions> = {},
	perAccount = 1
) {
	const { cells, evidence } = datedLeads(rules, leads, -1.5, 9, perAccount);
	const context = { ...contextOf(cells), evidence };
	return calibrate(cells, cardOf(rules), context, {
		min: -100,
		max: 100,
		draws: 20,
		...options
	});
}

function fitOf({ fit }: Calibration): FitSummary {
	if (!fit.measured) throw new Error(fit.reason);
	return fit;
}

const codes = ({ issues }: Calibration) => issues.map(({ code }) => code);

/** Every number in plain data is finite. */
function expectFinite(value: unknown): void {
	if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
	else if (value !== null && typeof value === 'object') Object.values(value).forEach(expectFinite);
}

describe('the inference of a calibration', () => {
	const plain = run(planted, 4000, { fit: 'maximum-likelihood' });

	it('gives every fitted rule an interval by profile likelihood, a test, a p value and its overlap', () => {
		for (const rule of plain.rules) {
			if (!rule.profileCi.measured || !rule.lrt.measured) throw new Error('not measured');
			const { lower, upper } = rule.profileCi;
			if (lower.limit === 'none' || upper.limit === 'none') throw new Error('no end');
			expect(lower.value).toBeLessThan(rule.weight!);
			expect(upper.value).toBeGreaterThan(rule.weight!);
			expect(lower.value > 0 || upper.value < 0).toBe(rule.lrt.p < 0.05);
			expect(rule.p).toBeGreaterThanOrEqual(0);
			expect(rule.vif).toBeGreaterThanOrEqual(1);
			expect(rule.vif).toBeLessThan(1.2);
			expect(rule).toMatchObject({ shrunk: false, unshrunk: null, robustStandardError: null });
		}
		expectFinite(plain);
	});

	it('tells the method, whom it shrank and how strongly, and shows what the leads say alone', () => {
		expect(fitOf(plain)).toMatchObject({
			method: 'maximum-likelihood',
			effectiveDf: 5,
			fewBehind: 1,
			separated: 0
		});
		const drawn = run(planted, 4000);
		expect(fitOf(drawn)).toMatchObject({ method: 'ridge', wanted: 'auto', fewBehind: 1 });
		expect(drawn.rules.map(({ shrunk }) => shrunk)).toEqual([false, false, false, true]);
		expectClose([drawn.rules[3].unshrunk!.weight], [plain.rules[3].weight!], 1e-7);
		expectClose(drawn.rules[3].unshrunk!.pointsCi!, plain.rules[3].pointsCi!, 1e-6);
		expect(fitOf(drawn).effectiveDf).toBeLessThan(5);
		expect(fitOf(drawn).effectiveDf).toBeGreaterThan(4);
	});

	it('warns where a rule has the other sign than today', () => {
		expect(plain.rules[2].warnings.map(({ code }) => code)).toEqual(['sign-against-points']);
		expect(codes(plain)).toContain('rule-sign-against-points');
	});

	it('exports the covariance that the shown errors came from', () => {
		plain.rules.forEach((rule, r) => {
			expectClose([Math.sqrt(plain.covariance[r + 1][r + 1])], [rule.standardError!], 1e-12);
		});
		const byAccount = run(planted.slice(0, 3), 6000, { fit: 'maximum-likelihood' }, 3);
		byAccount.rules.forEach((rule, r) => {
			const robust = Math.sqrt(byAccount.covariance[r + 1][r + 1]);
			expectClose([robust], [rule.robustStandardError!], 1e-12);
			expect(robust).toBeGreaterThan(1.4 * rule.standardError!);
			const [lower, upper] = rule.ci!;
			expectClose([(upper - lower) / 2], [1.959964 * robust], 1e-6);
		});
		expect(fitOf(byAccount).clusters).toEqual({ measured: true, accounts: 1400 });
	});

	it('leaves a rule drawn without end at today’s points, with the interval of its leads', () => {
		const rightly = planted.map((rule) => ({ ...rule, points: rule.weight * 20 }));
		const found = run(rightly, 3000);
		const { ridge } = fitOf(found);
		const rule = found.rules[3];
		expect(ridge).toMatchObject({ measured: true, strength: null });
		expect(rule).toMatchObject({ shrunk: true, atPrior: true, calibratedPoints: 20 });
		expect(rule.pointsEstimate).toBeCloseTo(20, 1);
		expect(rule.pointsCi).toEqual(rule.unshrunk!.pointsCi);
		expect(rule.ci).toEqual(rule.unshrunk!.ci);
		expect(rule.verdict).toBe('not-enough-data');
		expectFinite(found);
	});
});

describe('rules that part winners from others', () => {
	const never: Planted = { share: 0.05, weight: -60, points: 0 };
	const all = [...planted.slice(0, 2), never];

	it('are refused, counted, and without inference', () => {
		const found = run(all, 4000);
		expect(fitOf(found)).toMatchObject({ separated: 1, method: 'maximum-likelihood' });
		const rule = found.rules[2];
		expect(rule).toMatchObject({
			verdict: 'separated',
			weight: null,
			p: null,
			vif: null,
			profileCi: { measured: false, reason: 'rule-refused' },
			lrt: { measured: false, reason: 'rule-refused' }
		});
		expect(rule.trainLeads).toBeGreaterThan(100);
	});

	it('get a weight, a verdict by its interval and finite figures under Firth’s penalty', () => {
		const found = run(all, 4000, { fit: 'firth' });
		const rule: RuleResult = found.rules[2];
		expect(fitOf(found)).toMatchObject({ method: 'firth', separated: 0 });
		expect(rule.refused).toBe(null);
		expect(rule.weight).toBeLessThan(-2);
		expect(rule.verdict).toBe('lower');
		if (!rule.profileCi.measured || !rule.lrt.measured) throw new Error('not measured');
		expect(rule.lrt.p).toBeLessThan(1e-6);
		expect(rule.profileCi.upper).toMatchObject({ limit: 'finite' });
		expectFinite(found);
	});

	it('leave the card its verdict, by the rules that have a finite weight', () => {
		const found = run(all, 4000, { fit: 'firth' });
		expect(found.verdict.lrt.measured).toBe(true);
	});

	it('make no difference to what another program is compared with, but Firth’s penalty does', () => {
		const crossCheck = notMeasured('not-settled');
		expect(run(all, 1500, { crossCheck }).crossCheck).toBe(crossCheck);
		expect(run(all, 1500, { fit: 'firth', crossCheck }).crossCheck).toMatchObject({
			reason: 'not-comparable'
		});
	});
});

it('rules that are much alike are named with one another', () => {
	const cells = cellsOf([
		[[0, 0], 400, 40],
		[[1, 1], 300, 90],
		[[0, 1], 10, 3],
		[[1, 0], 10, 2]
	]);
	const card = cardOf([planted[0], planted[1]]);
	const found = calibrate(cells, card, contextOf(cells), { min: -100, max: 100, draws: 20 });
	found.rules.forEach((rule, r) => {
		expect(rule.vif).toBeGreaterThan(5);
		const [{ code, params }] = rule.warnings;
		expect([code, params.with]).toEqual(['redundant', `Rule ${1 - r}`]);
		expect(params.correlation).toBe(0.94);
	});
	expect(codes(found)).toContain('rule-redundant');
});

it('too few accounts are said, and leads counted each for itself', () => {
	const { cells, evidence } = datedLeads(planted.slice(0, 3), 3000, -1.5, 9, 3);
	const { train, test } = evidence.accounts!;
	const few = { ...train, cluster: Array.from(train.cluster, (each) => each % 3) };
	const context = {
		...contextOf(cells),
		evidence: { ...evidence, accounts: { train: few, test, sharedWins: 1 } }
	};
	const found = calibrate(cells, cardOf(planted.slice(0, 3)), context, {
		min: -100,
		max: 100,
		draws: 20
	});
	expect(codes(found)).toContain('accounts-too-few');
	expect(found.rules.every(({ robustStandardError }) => robustStandardError === null)).toBe(true);
});

it('today’s points of rules that only winners have do not part winners from others in the verdict on the card', () => {
	const only: Planted = { share: 0.01, weight: 60, points: 10 };
	const found = run([...planted.slice(0, 2), only], 4000);
	expect(found.rules[2].verdict).toBe('separated');
	expect(found.verdict.lrt).toMatchObject({ measured: true, df: 1 });
	const firth = run([...planted.slice(0, 2), only], 4000, { fit: 'firth' });
	expect(firth.rules[2].refused).toBe(null);
	expect(firth.verdict.lrt).toMatchObject({ measured: true, df: 1 });
});
