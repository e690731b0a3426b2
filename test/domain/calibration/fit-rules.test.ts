import { describe, expect, it } from 'vitest';
import { fitRules } from '#lib/domain/calibration/fit-rules.ts';
import type { FitWishes, RuleFit } from '#lib/domain/calibration/rule-fit.ts';
import { part } from '#lib/domain/cells/cells.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { logits } from '#lib/domain/logistic/logits.ts';
import { probabilities } from '#lib/domain/logistic/probability.ts';
import { rulesOf } from '#lib/domain/scorecard/scorecard.ts';
import { expectClose } from '../../reference/close.ts';
import { cellsOf } from '../logistic/cards.ts';
import { datedLeads } from './dated-leads.ts';
import { cardOf, type Planted } from './made-up-leads.ts';

const SLOPE = 0.05;

/** Three rules with many leads and one that fires on few. */
const withRare: Planted[] = [
	{ share: 0.3, weight: 1, points: 20 },
	{ share: 0.4, weight: 0.5, points: 10 },
	{ share: 0.25, weight: -0.75, points: -15 },
	{ share: 0.01, weight: 2, points: 5 }
];

function fit(planted: Planted[], leads: number, wishes: FitWishes = {}, seed = 5) {
	const { cells, evidence } = datedLeads(planted, leads, -2, seed);
	const found = fitRules(part(cells, 0), cardOf(planted), SLOPE, {
		blocks: evidence.blocks,
		...wishes
	});
	return { ...found, fitted: measured(found.fitted) };
}

function measured(found: ReturnType<typeof fitRules>['fitted']): RuleFit {
	if (!found.measured) throw new Error(found.reason);
	return found;
}

/** Wins observed minus expected, summed over the leads on which each term fires, intercept first. */
function residuals({ design, fit: { coefficients } }: RuleFit): number[] {
	const p = probabilities(logits(design, coefficients));
	const ones = new Float64Array(p.length).fill(1);
	return [ones, ...design.columns].map((column) =>
		column.reduce((sum, value, c) => sum + value * (design.k[c] - design.n[c] * p[c]), 0)
	);
}

describe('how weights are fitted', () => {
	it('is maximum likelihood where every rule has enough wins and losses behind it', () => {
		const { fitted } = fit(withRare.slice(0, 3), 8000);
		expect(fitted).toMatchObject({ method: 'maximum-likelihood', ridge: null });
		expect(fitted.choice).toMatchObject({ fewBehind: [], ridge: { reason: 'not-wanted' } });
		expectClose(fitted.fit.coefficients, fitLogistic(fitted.design).coefficients, 1e-12);
	});

	it('draws the rules with fewer than 20 wins or losses behind them to today’s points, and no other', () => {
		const { fitted } = fit(withRare, 4000);
		expect(fitted.method).toBe('ridge');
		expect(fitted.choice.fewBehind).toEqual([3]);
		expect(fitted.ridge!.factors).toEqual([0, 0, 0, 1]);
		expectClose(fitted.ridge!.prior, [1, 0.5, -0.75, 0.25], 1e-12);
		const [intercept, ...rules] = residuals(fitted);
		expectClose([intercept, ...rules.slice(0, 3)], [0, 0, 0, 0], 1e-6, 1);
		const { strength } = fitted.ridge!;
		const pull = strength * (fitted.fit.coefficients[4] - 0.25);
		expectClose([rules[3]], [pull], 1e-5, 1);
		const own = fitted.unshrunk!.coefficients[4];
		expect(fitted.fit.coefficients[4]).toBeGreaterThan(0.25);
		expect(fitted.fit.coefficients[4]).toBeLessThan(own);
	});

	it('draws every rule where a ridge is asked for, and none where maximum likelihood is', () => {
		const all = fit(withRare, 4000, { method: 'ridge' }).fitted;
		expect(all.ridge!.factors).toEqual([1, 1, 1, 1]);
		expect(all.choice.ridge).toMatchObject({ measured: true, rules: 4, origins: 6 });
		const pulls = all.ridge!.prior.map(
			(prior, j) => all.ridge!.strength * (all.fit.coefficients[j + 1] - prior)
		);
		expectClose(residuals(all), [0, ...pulls], 1e-5, 1);
		const none = fit(withRare, 4000, { method: 'maximum-likelihood' }).fitted;
		expect(none).toMatchObject({ method: 'maximum-likelihood', choice: { fewBehind: [3] } });
		expectClose(residuals(none), [0, 0, 0, 0, 0], 1e-6, 1);
	});

	it('leaves a rule at today’s points where nothing predicts later leads better', () => {
		const rightly = withRare.map((rule) => ({ ...rule, points: rule.weight / SLOPE }));
		const { fitted } = fit(rightly, 3000, {}, 11);
		expect(fitted.choice.ridge).toMatchObject({ measured: true, strength: null });
		expect(Number.isFinite(fitted.ridge!.strength)).toBe(true);
		expectClose([fitted.fit.coefficients[4]], [2], 1e-3);
	});

	it('weighs a step by the steps its leads reach: ten times the steps, a tenth of the weight', () => {
		const { cells, evidence } = datedLeads(withRare, 4000, -2, 5);
		const tenfold = (states: Uint8Array[]) => [
			...states.slice(0, 3),
			states[3].map((state) => 10 * state)
		];
		const blocks = evidence.blocks!;
		const card = cardOf(
			withRare.map((rule, r) => ({ ...rule, points: r === 3 ? 0.5 : rule.points }))
		);
		const train = part(cells, 0);
		const found = measured(
			fitRules({ ...train, states: tenfold(train.states) }, card, SLOPE, {
				blocks: {
					...blocks,
					cells: { ...blocks.cells, states: tenfold(blocks.cells.states) }
				}
			}).fitted
		);
		const plain = fit(withRare, 4000).fitted;
		expect(found.ridge!.factors[3]).toBe(100);
		expectClose([10 * found.fit.coefficients[4]], [plain.fit.coefficients[4]], 1e-6);
	});

	it('stays with maximum likelihood, and says why, where no strength can be chosen', () => {
		expect(fit(withRare, 4000, { blocks: null }).fitted.choice.ridge).toMatchObject({
			reason: 'no-blocks'
		});
		expect(fit(withRare, 4000, { slopeCarries: false }).fitted.choice.ridge).toMatchObject({
			reason: 'no-slope'
		});
		const { cells, evidence } = datedLeads(withRare, 4000, -2, 5);
		const two = evidence.blocks!.block.map((block) => Math.min(block, 1));
		const blocks = { ...evidence.blocks!, block: two };
		const card = cardOf(withRare);
		const found = measured(fitRules(part(cells, 0), card, SLOPE, { blocks }).fitted);
		expect(found).toMatchObject({
			method: 'maximum-likelihood',
			choice: { ridge: { reason: 'few-origins' } }
		});
	});

	it('draws to 0 where a ridge is asked for and today’s score carries no slope', () => {
		const { fitted } = fit(withRare, 4000, { method: 'ridge', slopeCarries: false });
		expect(fitted.choice.ridge).toMatchObject({ centre: 'zero' });
		expect(fitted.ridge!.prior).toEqual([0, 0, 0, 0]);
	});
});

describe('rules that part winners from others', () => {
	/** Rule 1 fires on 30 leads of which none was won. */
	const lost = cellsOf([
		[[0, 0], 100, 20],
		[[1, 0], 100, 40],
		[[0, 1], 12, 0],
		[[1, 1], 18, 0]
	]);
	const two = cardOf([
		{ share: 0, weight: 0, points: 10 },
		{ share: 0, weight: 0, points: -5 }
	]);

	it('get no weight, and are held at today’s points', () => {
		const { refusals, fitted } = fitRules(lost, two, SLOPE);
		expect(refusals[1]).toMatchObject({ reason: 'no-wins-with', params: { leads: 30 } });
		expect(measured(fitted).rules).toEqual([0]);
		expectClose([measured(fitted).held.get(1)!], [-0.25], 1e-12);
	});

	it('are fitted under Firth’s penalty, in two by two tables as if half a lead were added', () => {
		const table = cellsOf([
			[[0], 40, 10],
			[[1], 12, 0]
		]);
		const card = cardOf([{ share: 0, weight: 0, points: 10 }]);
		const { refusals, fitted } = fitRules(table, card, null, { method: 'firth' });
		expect(refusals).toEqual([null]);
		const found = measured(fitted);
		const [without, fired] = [Math.log(10.5 / 30.5), Math.log(0.5 / 12.5)];
		expectClose([found.fit.coefficients[1]], [fired - without], 1e-8);
		expectClose([residuals(found)[0]], [0], 1e-8, 1);
		expect(found).toMatchObject({ method: 'firth', unshrunk: null, separated: [0], ridge: null });
	});

	it('keep predictions adding up to the wins under Firth’s penalty, with every rule in', () => {
		const found = measured(fitRules(lost, two, SLOPE, { method: 'firth' }).fitted);
		expect(found.rules).toEqual([0, 1]);
		expectClose([residuals(found)[0]], [0], 1e-8, 1);
		expect(found.fit.coefficients[2]).toBeLessThan(-1);
	});

	it('are found by certificate where only two rules together do it, and named with one another', () => {
		const jointly = cellsOf([
			[[0, 0, 0], 40, 0],
			[[1, 0, 0], 30, 12],
			[[0, 1, 0], 30, 14],
			[[1, 1, 0], 20, 20],
			[[0, 0, 1], 30, 0],
			[[1, 0, 1], 25, 12],
			[[0, 1, 1], 25, 13],
			[[1, 1, 1], 20, 20]
		]);
		const card = cardOf([1, 2, 3].map((points) => ({ share: 0, weight: 0, points })));
		const { refusals, fitted } = fitRules(jointly, card, SLOPE);
		expect(refusals[0]).toEqual({ reason: 'separated-jointly', params: { with: 'rule-1' } });
		expect(refusals[1]).toEqual({ reason: 'separated-jointly', params: { with: 'rule-0' } });
		expect(measured(fitted).rules).toEqual([2]);
		const firth = measured(fitRules(jointly, card, SLOPE, { method: 'firth' }).fitted);
		expect(firth.rules).toEqual([0, 1, 2]);
		expect(firth.separated).toEqual([0, 1]);
	});

	it('leave nothing to fit where they part all leads, unless by Firth’s penalty', () => {
		const completely = cellsOf([
			[[0, 0], 10, 0],
			[[1, 0], 10, 10],
			[[0, 1], 10, 10],
			[[1, 1], 10, 10]
		]);
		expect(fitRules(completely, two, SLOPE).fitted).toMatchObject({ reason: 'no-rules' });
		const together = cellsOf([
			[[0, 0], 10, 0],
			[[1, 0], 10, 0],
			[[0, 1], 10, 0],
			[[1, 1], 10, 10]
		]);
		const { refusals, fitted } = fitRules(together, two, SLOPE);
		expect(refusals.map((each) => each?.reason)).toEqual(['no-wins-without', 'no-wins-without']);
		expect(fitted).toMatchObject({ reason: 'no-rules' });
		const stairs = cellsOf([
			[[0, 0, 1], 10, 0],
			[[1, 0, 0], 10, 10],
			[[0, 1, 0], 10, 10],
			[[1, 0, 1], 10, 0],
			[[0, 1, 1], 10, 0],
			[[1, 1, 1], 10, 10]
		]);
		const three = cardOf([1, 2, 3].map((points) => ({ share: 0, weight: 0, points })));
		expect(fitRules(stairs, three, SLOPE).fitted).toMatchObject({ reason: 'separated-rules' });
		const firth = measured(fitRules(stairs, three, SLOPE, { method: 'firth' }).fitted);
		expect(firth.fit.coefficients.every(Number.isFinite)).toBe(true);
	});
});

describe('leads by account', () => {
	it('count together where accounts suffice, else each for itself, which is said', () => {
		const { cells, evidence } = datedLeads(withRare.slice(0, 3), 3000, -1, 2, 3);
		const train = part(cells, 0);
		const card = cardOf(withRare.slice(0, 3));
		const accounts = evidence.accounts!.train;
		const by = measured(fitRules(train, card, SLOPE, { accounts }).fitted);
		expect(by.choice.clusters).toEqual({ measured: true, accounts: 700 });
		const few = { ...accounts, cluster: Array.from(accounts.cluster, (each) => each % 4) };
		const not = measured(fitRules(train, card, SLOPE, { accounts: few }).fitted);
		expect(not.accounts).toBe(null);
		expect(not.choice.clusters).toMatchObject({
			reason: 'few-accounts',
			params: { accounts: 4, needed: 5 }
		});
	});
});

it('a rule fit names its terms in order of the card', () => {
	const { fitted } = fit(withRare, 4000);
	const ids = rulesOf(cardOf(withRare)).map(({ id }) => id);
	expect(fitted.design.names).toEqual(fitted.rules.map((rule) => ids[rule]));
});
