import { describe, expect, it } from 'vitest';
import { brier } from '#lib/domain/evaluation/brier.ts';
import { collapseScores, type ScoreGroups } from '#lib/domain/evaluation/collapse-scores.ts';
import { decisionCurve } from '#lib/domain/evaluation/decision-curve.ts';
import { ks } from '#lib/domain/evaluation/ks.ts';
import { logLoss } from '#lib/domain/evaluation/log-loss.ts';
import { netBenefitThresholds } from '#lib/domain/evaluation/net-benefit-thresholds.ts';
import { averagePrecision } from '#lib/domain/evaluation/precision-recall.ts';
import { scoreEvaluation } from '#lib/domain/evaluation/score-evaluation.ts';
import { scoreFigures } from '#lib/domain/evaluation/score-figures.ts';
import { resampleCells } from '#lib/domain/logistic/resample-cells.ts';
import { random } from '#lib/domain/random.ts';
import type { Measured } from '#lib/domain/units.ts';
import { expectClose } from '../../reference/close.ts';
import { fc } from '../../reference/properties.ts';
import { generatedScores } from './generated-scores.ts';
import { scoredCells } from './scores.ts';

const { card, model, n, k, accounts } = generatedScores();
const groups = collapseScores(card, n, k);
const chance = (score: Float64Array) => score.map((value) => 1 / (1 + Math.exp(2 - value / 20)));

function measured<T>(found: Measured<T>): T {
	if (!found.measured) throw new Error(JSON.stringify(found));
	return found;
}

const valueOf = {
	ks: (g: ScoreGroups) => measured(ks(g)).ks,
	averagePrecision: (g: ScoreGroups) => measured(averagePrecision(g)).averagePrecision
};

describe('figures of a score', () => {
	it('have the values of the single measures', () => {
		const p = chance(groups.score);
		const found = measured(scoreFigures(groups, p));
		expect(found.ks.value).toBe(valueOf.ks(groups));
		expect(found.averagePrecision.value).toBe(valueOf.averagePrecision(groups));
		expect(found.brier.value).toBe(brier(p, groups.n, groups.k));
		expect(found.logLoss.value).toBe(logLoss(p, groups.n, groups.k));
	});

	it('give KS the error of two shares at its score, by hand', () => {
		// 10 of 20 won and 10 of 80 lost leads reach the upper score: KS 3/8.
		const two = collapseScores(
			Float64Array.of(0, 1),
			Float64Array.of(80, 20),
			Float64Array.of(10, 10)
		);
		const found = measured(scoreFigures(two, Float64Array.of(0.1, 0.5)));
		expect(found.ks.value).toBeCloseTo(3 / 8, 14);
		const variance = (0.5 * 0.5) / 20 + (0.125 * 0.875) / 80;
		expectClose([found.ks.standardError], [Math.sqrt((variance * 100) / 99)], 1e-12);
	});

	it('owe average precision to each lead what a little more weight on it changes', () => {
		const few = collapseScores(
			Float64Array.of(0, 3, 5, 5.5, 9),
			Float64Array.of(9, 7, 5, 4, 3),
			Float64Array.of(1, 2, 2, 3, 2)
		);
		const leads = 28;
		const step = 1e-6;
		let squares = 0;
		few.score.forEach((_, g) => {
			for (const [more, count] of [
				[1, few.k[g]],
				[0, few.n[g] - few.k[g]]
			]) {
				const at = (change: number) =>
					valueOf.averagePrecision({
						...few,
						n: few.n.map((value, h) => value + (h === g ? change : 0)),
						k: few.k.map((value, h) => value + (h === g ? more * change : 0))
					});
				squares += count * ((at(step) - at(-step)) / (2 * step)) ** 2;
			}
		});
		const found = measured(
			scoreFigures(
				few,
				few.score.map(() => 0.3)
			)
		);
		expectClose(
			[found.averagePrecision.standardError],
			[Math.sqrt((squares * leads) / (leads - 1))],
			1e-6
		);
	});

	it('have the spread that bootstrap samples of the leads have', () => {
		const many = 8;
		const large = { ...groups, n: groups.n.map((v) => v * many), k: groups.k.map((v) => v * many) };
		const found = measured(scoreFigures(large, chance(groups.score)));
		const next = random(11);
		const drawn = { ks: [] as number[], averagePrecision: [] as number[] };
		for (let i = 0; i < 600; i++) {
			const sample = { ...large, ...resampleCells(large, next, 'multinomial') };
			const kept = collapseScores(sample.score, sample.n, sample.k);
			drawn.ks.push(valueOf.ks(kept));
			drawn.averagePrecision.push(valueOf.averagePrecision(kept));
		}
		for (const name of ['ks', 'averagePrecision'] as const) {
			const mean = drawn[name].reduce((sum, value) => sum + value, 0) / 600;
			const spread = Math.sqrt(drawn[name].reduce((s, value) => s + (value - mean) ** 2, 0) / 599);
			expect(found[name].standardError / spread).toBeGreaterThan(0.9);
			expect(found[name].standardError / spread).toBeLessThan(1.1);
		}
	});

	it('have the same error by account where every lead is an account of its own, another where not', () => {
		const p = chance(groups.score);
		const alone = measured(scoreFigures(groups, p));
		const each = measured(scoreFigures(groups, p, { ...accounts, cluster: accounts.cell }));
		const whole = measured(scoreFigures(groups, p, accounts));
		for (const name of ['ks', 'averagePrecision', 'brier', 'logLoss'] as const) {
			expectClose([each[name].standardError], [alone[name].standardError], 1e-10);
			expect(whole[name].value).toBe(alone[name].value);
			expect(whole[name].standardError).not.toBeCloseTo(alone[name].standardError, 6);
		}
	});

	it('stay within what a figure can be, with their value inside', () => {
		fc.assert(
			fc.property(scoredCells(), ({ score, n, k }) => {
				const each = collapseScores(score, n, k);
				const found = measured(scoreFigures(each, chance(each.score)));
				for (const name of ['ks', 'averagePrecision', 'brier'] as const) {
					const { value, ci } = found[name];
					expect(ci[0]).toBeGreaterThanOrEqual(0);
					expect(ci[1]).toBeLessThanOrEqual(1);
					expect(ci[0]).toBeLessThanOrEqual(value + 1e-12);
					expect(ci[1]).toBeGreaterThanOrEqual(value - 1e-12);
				}
			})
		);
	});

	it('are refused with one outcome only, and for another number of probabilities', () => {
		const lost = collapseScores(Float64Array.of(0, 1), Float64Array.of(3, 3), new Float64Array(2));
		expect(scoreFigures(lost, Float64Array.of(0.1, 0.2))).toMatchObject({ reason: 'one-class' });
		expect(() => scoreFigures(groups, Float64Array.of(0.1))).toThrow('1 probabilities');
	});
});

describe('the thresholds of a decision curve', () => {
	it('lie around the base rate, from a fifth to five times its odds', () => {
		expectClose(netBenefitThresholds(0.5, 3), [1 / 6, 0.5, 5 / 6], 1e-12);
		fc.assert(
			fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (rate) => {
				const found = netBenefitThresholds(rate);
				expect(found).toHaveLength(60);
				expect(found[0]).toBeGreaterThan(0);
				expect(found[0]).toBeLessThan(rate);
				expect(found[59]).toBeGreaterThan(rate);
				expect(found[59]).toBeLessThan(1);
			})
		);
	});

	it('are refused where there is no base rate to lie around', () => {
		for (const rate of [0, 1, NaN]) expect(() => netBenefitThresholds(rate)).toThrow('rate');
		expect(() => netBenefitThresholds(0.5, 1)).toThrow('1 thresholds');
	});

	it('carry the net benefit with the error of a mean over leads, by hand', () => {
		// 10 of 20 leads worked, 5 of them won, at even odds: 5 - 5 = 0 a lead; squares 10 / 20.
		const found = decisionCurve(
			Float64Array.of(0.2, 0.6),
			Float64Array.of(10, 10),
			Float64Array.of(1, 5),
			[0.5]
		);
		const [{ netBenefit, ci }] = measured(found).points;
		expect(netBenefit).toBe(0);
		expectClose(
			ci,
			[-1.959963984540054, 1.959963984540054].map((z) => z * Math.sqrt(0.5 / 20)),
			1e-12
		);
	});
});

describe('everything about one score', () => {
	const found = (accounts?: Parameters<typeof scoreEvaluation>[3]) => {
		const each = scoreEvaluation({ score: model, probability: model, map: null }, n, k, accounts);
		if ('measured' in each) throw new Error(each.reason);
		return each;
	};

	it('splits both losses into parts that add up', () => {
		const { reliability, brier, logLoss } = found();
		for (const [parts, loss] of [
			[reliability.brier, brier],
			[reliability.logLoss, logLoss]
		] as const) {
			expectClose([parts.score], [loss], 1e-12);
			expectClose(
				[parts.miscalibration - parts.discrimination + parts.uncertainty],
				[parts.score],
				1e-12
			);
		}
	});

	it('keeps every curve short enough to travel, and plain', () => {
		const each = found();
		for (const curve of [each.roc, each.gains, each.reliability.blocks, each.reliability.band]) {
			expect(curve.length).toBeLessThanOrEqual(200);
		}
		expect(each.netBenefit).toHaveLength(60);
		expect(each.lift.length).toBeLessThanOrEqual(10);
		expect(JSON.parse(JSON.stringify(each))).toEqual(each);
	});

	it('draws the same band for the same seed', () => {
		expect(found({ seed: 4 }).reliability.band).toEqual(found({ seed: 4 }).reliability.band);
		expect(found({ seed: 4 }).reliability.band).not.toEqual(found({ seed: 5 }).reliability.band);
	});

	it('is the same on twenty million leads, with intervals that are narrower', () => {
		const many = 40_000;
		const few = found();
		const large = scoreEvaluation(
			{ score: model, probability: model, map: null },
			n.map((value) => value * many),
			k.map((value) => value * many)
		);
		if ('measured' in large) throw new Error(large.reason);
		for (const name of ['auc', 'gini', 'ks', 'averagePrecision', 'brier', 'logLoss'] as const) {
			expectClose([large[name]], [few[name]], 1e-10);
			const width = ([from, to]: [number, number]) => to - from;
			const shrink = width(few[`${name}Ci`]) / width(large[`${name}Ci`]);
			expect(shrink / Math.sqrt(many)).toBeGreaterThan(0.98);
			expect(shrink / Math.sqrt(many)).toBeLessThan(1.02);
		}
	});
});
