import { describe, expect, it } from 'vitest';
import { fitRules } from '#lib/domain/calibration/fit-rules.ts';
import { pointsEstimatesOf } from '#lib/domain/calibration/points-estimates-of.ts';
import type { FitWishes, RuleFit } from '#lib/domain/calibration/rule-fit.ts';
import { jointCovariance, weightCovariance } from '#lib/domain/calibration/weight-covariance.ts';
import { part, type Cells } from '#lib/domain/cells/cells.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { fitRidge } from '#lib/domain/logistic/fit-ridge.ts';
import { stackedCovariance } from '#lib/domain/logistic/stacked-covariance.ts';
import { scoreCells } from '#lib/domain/points/score-cells.ts';
import { expectClose } from '../../reference/close.ts';
import { datedLeads } from './dated-leads.ts';
import { cardOf, type Planted } from './made-up-leads.ts';

const planted: Planted[] = [
	{ share: 0.3, weight: 1, points: 30 },
	{ share: 0.4, weight: 0.5, points: 5 },
	{ share: 0.2, weight: -0.75, points: -15 }
];
const card = cardOf(planted);

function fitted(train: Cells, wishes: FitWishes = { method: 'maximum-likelihood' }): RuleFit {
	const { fitted } = fitRules(train, card, 0.03, wishes);
	if (!fitted.measured) throw new Error(fitted.reason);
	return fitted;
}

function todayOf(train: Cells) {
	const columns = [scoreCells(train, card)];
	const design = { names: ['score'], columns, n: train.n, k: train.k };
	return { design, fit: fitLogistic(design) };
}

/** The same fit drawn to slope x points with a strength. */
function drawn(by: RuleFit, slope: number, strength: number): RuleFit {
	const prior = planted.map(({ points }) => slope * points);
	const ridge = { strength, prior, factors: [1, 1, 1] };
	const fit = fitRidge(by.design, ridge);
	const logistic = { ...fit, deviance: -2 * fit.logLikelihood, runningOff: [] };
	return { ...by, fit: logistic, method: 'ridge', ridge };
}

const errorsOf = (covariance: number[][]) => covariance.map((row, j) => Math.sqrt(row[j]));
const { cells } = datedLeads(planted, 3000, -1.5, 4);
const train = part(cells, 0);

describe('the covariance of weights', () => {
	it('is the inverse information where leads count each for itself', () => {
		const by = fitted(train);
		expect(weightCovariance(by)).toBe(by.fit.covariance);
	});

	it('by account is that of the accounts where each lead was copied into one', () => {
		const single = datedLeads(planted, 1500, -1.5, 4, 1).cells;
		const triple = datedLeads(planted, 4500, -1.5, 4, 3);
		const copies = part(triple.cells, 0);
		const by = fitted(copies, { accounts: triple.evidence.accounts!.train });
		const naive = errorsOf(by.fit.covariance);
		const robust = errorsOf(weightCovariance(by));
		robust.forEach((error, j) => {
			expect(error / naive[j]).toBeGreaterThan(1.6);
			expect(error / naive[j]).toBeLessThan(1.9);
		});
		const once = fitted(part(single, 0));
		expectClose(by.fit.coefficients, once.fit.coefficients, 1e-8);
		expectClose(robust, errorsOf(once.fit.covariance), 0.06);
	});

	it('under a ridge is the spread if its prior is believed, however leads are counted', () => {
		const by = drawn(fitted(train), 0.04, 20);
		expect(weightCovariance(by)).toBe(by.fit.covariance);
		const each: Required<RuleFit>['accounts'] = {
			cluster: [...Array(train.n.reduce((sum, n) => sum + n, 0)).keys()],
			cell: [...train.n].flatMap((n, c) => Array<number>(n).fill(c)),
			n: [...train.n].flatMap((n) => Array<number>(n).fill(1)),
			k: [...train.n].flatMap((n, c) => [...Array(n).keys()].map((i) => Number(i < train.k[c])))
		};
		const robust = weightCovariance({ ...by, accounts: each });
		expectClose(errorsOf(robust), errorsOf(by.fit.covariance), 0.05);
	});

	it('under Firth’s penalty is never below that of leads counted each for itself', () => {
		const triple = datedLeads(
			[...planted, { share: 0.02, weight: -30, points: 0 }],
			1500,
			-1.5,
			4,
			3
		);
		const found = fitRules(part(triple.cells, 0), cardOf([...planted, planted[0]]), 0.03, {
			method: 'firth',
			accounts: triple.evidence.accounts!.train
		}).fitted;
		if (!found.measured) throw new Error(found.reason);
		expect(found.separated).toEqual([3]);
		const plain = errorsOf(found.fit.covariance);
		errorsOf(found.covariance).forEach((error, j) => {
			expect(error).toBeGreaterThanOrEqual(plain[j] * (1 - 1e-12));
		});
	});
});

describe('points and their errors on today’s scale', () => {
	it('are those of stacked equations without a penalty', () => {
		const by = fitted(train);
		const today = todayOf(train);
		const joint = jointCovariance(by, today);
		const stacked = stackedCovariance(by, today, { expected: true });
		expectClose(joint.flat(), stacked.flat(), 1e-12, 1e-12);
	});

	it('are the same under a ridge so weak that it draws nothing', () => {
		const by = fitted(train);
		const today = todayOf(train);
		const weak = drawn(by, today.fit.coefficients[1], 1e-9);
		const [joint, plain] = [weak, by].map((each) => jointCovariance(each, today).flat());
		expectClose(joint, plain, 1e-6, 1e-8);
	});

	it('are today’s points, without error, under a ridge without end', () => {
		const today = todayOf(train);
		const strong = drawn(fitted(train), today.fit.coefficients[1], 1e9);
		const found = pointsEstimatesOf(
			{ ...strong, covariance: weightCovariance(strong) },
			{ todaysScore: scoreCells(train, card) }
		);
		expectClose(
			found.map(({ estimate }) => estimate),
			planted.map(({ points }) => points),
			1e-5
		);
		found.forEach(({ standardError }) => expect(standardError).toBeLessThan(0.01));
	});

	it('have less error the stronger the ridge, of a rule that hardly makes the slope', () => {
		const today = todayOf(train);
		const errors = [1e-6, 10, 100, 1000].map((strength) => {
			const by = drawn(fitted(train), today.fit.coefficients[1], strength);
			const covariance = weightCovariance(by);
			const score = { todaysScore: scoreCells(train, card) };
			return pointsEstimatesOf({ ...by, covariance }, score)[2].standardError;
		});
		expect(errors).toEqual(errors.toSorted((a, b) => b - a));
	});

	it('on a fixed scale are weights over log-odds a point', () => {
		const by = fitted(train);
		const found = pointsEstimatesOf(by, { logOddsPerPoint: 0.02 });
		expectClose([found[0].estimate], [by.fit.coefficients[1] / 0.02], 1e-12);
		expectClose([found[0].standardError], [by.fit.standardErrors[1] / 0.02], 1e-12);
	});
});
