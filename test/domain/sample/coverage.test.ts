import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { wald } from '#lib/domain/logistic/wald.ts';
import { sampleLeads } from '#lib/domain/sample/sample-leads.ts';
import { truth } from '#lib/domain/sample/truth.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { judgedLeads } from './judged-leads.ts';
import { ruleDesign } from './rule-design.ts';
import type { Row } from './rule-state.ts';

const card: Scorecard = JSON.parse(
	readFileSync(new URL('../../../models/baseline.json', import.meta.url), 'utf8')
);
const SETS = 200;
const LEADS = 5_000;
/** The intervals of each rule over all sets: how many, and how many hold the planted weight. */
const tally = new Map<string, { intervals: number; hits: number; zSum: number }>();

beforeAll(() => {
	for (let seed = 1; seed <= SETS; seed++) {
		for (const { name, weight, standardError, ci } of intervals(seed)) {
			const planted = truth.weights[name];
			if (planted === undefined) continue;
			const seen = tally.get(name) ?? { intervals: 0, hits: 0, zSum: 0 };
			seen.intervals++;
			if (ci[0] <= planted && planted <= ci[1]) seen.hits++;
			seen.zSum += (weight - planted) / standardError;
			tally.set(name, seen);
		}
	}
}, 600_000);

function intervals(seed: number) {
	const rows = [...sampleLeads({ leads: LEADS, seed, details: false })].map(
		({ row }) => row as unknown as Row
	);
	const usable = judgedLeads(rows, card).filter((lead) => lead.status === 'usable');
	return wald(fitLogistic(ruleDesign(usable, card)));
}

describe('95 % intervals of the planted weights over 200 generated sets', () => {
	it('are there for every rule but the separated one', () => {
		expect([...tally.keys()].sort()).toEqual(Object.keys(truth.weights).sort());
		for (const [rule, { intervals }] of tally) {
			expect(intervals, rule).toBeGreaterThan(rule === 'public-sector' ? 180 : 195);
		}
	});

	it('hold the planted weight in 93 to 97 of 100 cases', () => {
		const all = [...tally.values()];
		const intervals = all.reduce((sum, each) => sum + each.intervals, 0);
		const hits = all.reduce((sum, each) => sum + each.hits, 0);
		expect(intervals).toBeGreaterThan(3_700);
		expect(hits / intervals).toBeGreaterThan(0.93);
		expect(hits / intervals).toBeLessThan(0.97);
	});

	it('fail no single rule', () => {
		for (const [rule, { intervals, hits }] of tally) {
			expect(hits / intervals, rule).toBeGreaterThan(0.9);
		}
	});

	it('lie about the planted weights without leaning to one side', () => {
		for (const [rule, { intervals, zSum }] of tally) {
			expect(Math.abs(zSum / intervals), rule).toBeLessThan(0.3);
		}
	});
});
