import { describe, expect, it } from 'vitest';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { wald } from '#lib/domain/logistic/wald.ts';
import { truth } from '#lib/domain/sample/truth.ts';
import { rulesOf } from '#lib/domain/scorecard/scorecard.ts';
import { cardPoints } from './card-points.ts';
import { judgedLeads, trainAndTest } from './judged-leads.ts';
import { readBaseline, readRows, readText } from './read-sample.ts';
import { isSeparated, ruleDesign } from './rule-design.ts';
import { ruleState } from './rule-state.ts';

const card = readBaseline();
const rules = rulesOf(card);
const leads = judgedLeads(readRows('leads.csv'), card);
const { train, test } = trainAndTest(leads);
const fitted = new Map(wald(fitLogistic(ruleDesign(train, card))).map((term) => [term.name, term]));
/** Log-odds one point of today's score is worth, as the README says. */
const PER_POINT = 0.058;

describe('the planted weights in the training leads of the sample', () => {
	it('lie within their intervals, nearly all of them', () => {
		const inside = Object.entries(truth.weights).filter(([rule, planted]) => {
			const [lo, hi] = fitted.get(rule)!.ci;
			return lo <= planted && planted <= hi;
		});
		expect(inside.length).toBeGreaterThanOrEqual(18);
		expect(Object.keys(truth.weights)).toHaveLength(19);
	});

	it('are on the scale of today: a point is worth what the README says', () => {
		const points = Float64Array.from(train, (lead) => cardPoints(card, lead.row));
		const { n, k } = ruleDesign(train, card);
		const slope = wald(fitLogistic({ names: ['score'], columns: [points], n, k }))[1];
		expect(slope.ci[0]).toBeLessThan(PER_POINT);
		expect(slope.ci[1]).toBeGreaterThan(PER_POINT);
	});

	it('show that trade fair leads are overrated', () => {
		const [lo, hi] = fitted.get('trade-fair')!.ci;
		expect(lo).toBeLessThan(0);
		expect(hi).toBeGreaterThan(0);
		expect(hi).toBeLessThan(20 * PER_POINT);
	});

	it('show that demo requests and pricing views are underrated', () => {
		expect(fitted.get('demo')!.ci[0]).toBeGreaterThan(20 * PER_POINT);
		expect(fitted.get('pricing')!.ci[0]).toBeGreaterThan(5 * PER_POINT);
	});

	it('are confirmed for decision makers and mid-market companies, unproven for the public sector', () => {
		for (const rule of ['decision-maker', 'mid-market']) {
			const [lo, hi] = fitted.get(rule)!.ci;
			expect(lo).toBeLessThan(20 * PER_POINT);
			expect(hi).toBeGreaterThan(20 * PER_POINT);
			expect((hi - lo) / 2 / PER_POINT, rule).toBeLessThan(5);
		}
		const [lo, hi] = fitted.get('public-sector')!.ci;
		expect((hi - lo) / 2 / PER_POINT).toBeGreaterThan(15);
	});

	it('are missing for the separated rule alone', () => {
		const won = train.map((lead) => lead.won);
		const separated = rules.filter((rule) =>
			isSeparated(
				train.map((lead) => ruleState(rule, lead.row)),
				won
			)
		);
		expect(separated.map((rule) => rule.id)).toEqual([truth.separated]);
		expect(truth.weights[truth.separated]).toBeUndefined();
	});

	it('rank the test leads better than the points of today', () => {
		const planted = test.map((lead) =>
			rules.reduce(
				(sum, rule) => sum + (truth.weights[rule.id] ?? 0) * (ruleState(rule, lead.row) ?? 0),
				0
			)
		);
		const today = test.map((lead) => cardPoints(card, lead.row));
		expect(auc(planted)).toBeGreaterThan(auc(today) + 0.015);
	});
});

describe('data/sample/README.md', () => {
	const readme = readText('data/sample/README.md');

	it('tells the true weight of every rule, its points today and what they should be', () => {
		const table = readme.matchAll(/^\| `([\w-]+)` \|([^|]+)\|([^|]+)\|([^|]+)\|([^|]+)\|/gm);
		const told = [...table].map(([, id, , weight, points, should]) =>
			[id, weight, points, should].map((text) => text.trim().replace('−', '-'))
		);
		const expected = rules.map((rule) => {
			const weight = truth.weights[rule.id];
			const should = weight === undefined ? 'none' : String(Math.round(weight / PER_POINT));
			return [
				rule.id,
				weight === undefined ? 'unbounded' : String(weight),
				String(rule.points),
				should
			];
		});
		expect(told).toEqual(expected);
	});

	it('tells intercept, missing fields and the counts as they are', () => {
		const facts = [
			`intercept ${truth.intercept}`,
			...Object.entries(truth.missing).map(([field, weight]) => `\`${field}\` ${weight}`)
		].map((fact) => fact.replace('-', '−'));
		for (const fact of facts) expect(readme).toContain(fact);
		const count = (status: string) => leads.filter((lead) => lead.status === status).length;
		const wins = (of: { won: boolean }[]) => of.filter((lead) => lead.won).length;
		for (const [what, value] of [
			['leads', leads.length],
			['taken out by an exclusion', count('exclusion')],
			['immature', count('immature')],
			['decided within the signal window', count('decided before')],
			['training leads', train.length],
			['training wins', wins(train)],
			['test leads', test.length],
			['test wins', wins(test)]
		] as const) {
			expect(readme).toContain(`| ${what} | ${value} |`);
		}
	});
});

function auc(scores: number[]): number {
	let higher = 0;
	let pairs = 0;
	test.forEach((a, i) => {
		if (!a.won) return;
		test.forEach((b, j) => {
			if (b.won) return;
			pairs++;
			higher += scores[i] > scores[j] ? 1 : scores[i] === scores[j] ? 0.5 : 0;
		});
	});
	return higher / pairs;
}
