import { fc } from '../../reference/properties.ts';
import { describe, expect, it } from 'vitest';
import { brier } from '#lib/domain/evaluation/brier.ts';
import { brierDifference } from '#lib/domain/evaluation/brier-difference.ts';
import { calibrationSlope } from '#lib/domain/evaluation/calibration-slope.ts';
import { collapseScores } from '#lib/domain/evaluation/collapse-scores.ts';
import { consistencyBand } from '#lib/domain/evaluation/consistency-band.ts';
import { decisionCurve } from '#lib/domain/evaluation/decision-curve.ts';
import { isotonicBlocks, isotonicRegression } from '#lib/domain/evaluation/isotonic.ts';
import { liftTable } from '#lib/domain/evaluation/lift-table.ts';
import { logLoss } from '#lib/domain/evaluation/log-loss.ts';
import { logLossDifference } from '#lib/domain/evaluation/log-loss-difference.ts';
import { averagePrecision, precisionRecall } from '#lib/domain/evaluation/precision-recall.ts';
import { reliability } from '#lib/domain/evaluation/reliability.ts';
import { spiegelhalter } from '#lib/domain/evaluation/spiegelhalter.ts';
import { drawBinomial } from '#lib/domain/logistic/draw-binomial.ts';
import { random } from '#lib/domain/random.ts';
import type { Measured } from '#lib/domain/units.ts';
import { expectClose } from '../../reference/close.ts';
import { generatedScores, scoresOfR } from './generated-scores.ts';
import { scoredCells } from './scores.ts';

function measured<T>(found: Measured<T>): T {
	if (!found.measured) throw new Error(`${found.reason} ${JSON.stringify(found.params)}`);
	return found;
}

const leads = generatedScores();
const wanted = scoresOfR();

/** Cells with a probability between 0.05 and 0.95, tied here and there. */
const probableCells = () =>
	scoredCells().map(({ score, n, k }) => ({
		n,
		k,
		p: score.map((value) => 0.05 + (0.9 * (value + 20)) / 80)
	}));

describe('isotonic regression', () => {
	it('pools neighbours that fall, by hand', () => {
		expect(isotonicBlocks([1, 3, 2, 2, 5], [1, 1, 1, 2, 1])).toEqual([
			{ from: 0, to: 0, value: 1, weight: 1 },
			{ from: 1, to: 3, value: 9 / 4, weight: 4 },
			{ from: 4, to: 4, value: 5, weight: 1 }
		]);
	});

	it('rises, keeps the mean, and is nearer than any other rising steps', () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: 1, max: 5 })), {
					minLength: 1,
					maxLength: 12
				}),
				fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 12, maxLength: 12 }),
				(points, others) => {
					const values = points.map(([value]) => value);
					const weights = points.map(([, weight]) => weight);
					const fitted = isotonicRegression(values, weights);
					const distance = (steps: ArrayLike<number>) =>
						values.reduce((sum, value, i) => sum + weights[i] * (value - steps[i]) ** 2, 0);
					for (let i = 1; i < fitted.length; i++)
						expect(fitted[i]).toBeGreaterThanOrEqual(fitted[i - 1]);
					const total = (steps: ArrayLike<number>) =>
						weights.reduce((sum, weight, i) => sum + weight * steps[i], 0);
					expect(total(fitted)).toBeCloseTo(total(values), 9);
					const rising = others.slice(0, values.length).sort((a, b) => a - b);
					expect(distance(fitted)).toBeLessThanOrEqual(distance(rising) + 1e-9);
				}
			)
		);
	});

	it('is refused for weights that do not fit', () => {
		expect(() => isotonicBlocks([1, 2], [1])).toThrow('2 values, 1 weights');
		expect(() => isotonicBlocks([1, 2], [1, 0])).toThrow('weight 0');
	});
});

describe('reliability by CORP', () => {
	it('has R’s parts and steps', () => {
		const found = measured(reliability(leads.model, leads.n, leads.k));
		expectClose(Object.values(found.brier), wanted.corp, 1e-11);
		expectClose(Object.values(found.logLoss), wanted.corpLog, 1e-11);
		expectClose(
			found.blocks.map(({ observed }) => observed),
			wanted.corpValues,
			1e-11,
			1e-9
		);
	});

	it('is exact by hand: four leads, two steps', () => {
		const found = measured(
			reliability(
				Float64Array.of(0.2, 0.6, 0.4, 0.9),
				Float64Array.of(1, 1, 1, 1),
				Float64Array.of(0, 0, 1, 1)
			)
		);
		expect(found.blocks).toEqual([
			{ from: 0.2, to: 0.2, predicted: 0.2, observed: 0, leads: 1, wins: 0 },
			{ from: 0.4, to: 0.6, predicted: 0.5, observed: 0.5, leads: 2, wins: 1 },
			{ from: 0.9, to: 0.9, predicted: 0.9, observed: 1, leads: 1, wins: 1 }
		]);
		// Squared errors .04, .36, .36, .01; after pooling 0, .25, .25, 0; of the base rate .25 each.
		expectClose(Object.values(found.brier), [0.1925, 0.0675, 0.125, 0.25], 1e-12);
	});

	it('splits every score into parts that add up and are never negative', () => {
		fc.assert(
			fc.property(probableCells(), ({ p, n, k }) => {
				const found = measured(reliability(p, n, k));
				expectClose(
					[found.brier.score, found.logLoss.score],
					[brier(p, n, k), logLoss(p, n, k)],
					1e-10
				);
				for (const { score, miscalibration, discrimination, uncertainty } of [
					found.brier,
					found.logLoss
				]) {
					expect(miscalibration - discrimination + uncertainty).toBeCloseTo(score, 12);
					expect(miscalibration).toBeGreaterThanOrEqual(-1e-12);
					expect(discrimination).toBeGreaterThanOrEqual(-1e-12);
				}
				const won = found.blocks.reduce((sum, { wins }) => sum + wins, 0);
				expect(won).toBe(k.reduce((sum, value) => sum + value, 0));
			})
		);
	});

	it('has no miscalibration left once its own steps are the probabilities', () => {
		fc.assert(
			fc.property(probableCells(), ({ p, n, k }) => {
				const { blocks, brier: before } = measured(reliability(p, n, k));
				const steps = p.map((each) => blocks.find(({ to }) => each <= to)?.observed ?? NaN);
				const live = n.every((count) => count > 0);
				fc.pre(live);
				const { brier: after } = measured(reliability(steps, n, k));
				expect(after.miscalibration).toBeCloseTo(0, 10);
				expect(after.discrimination).toBeCloseTo(before.discrimination, 10);
			})
		);
	});

	it('does not change when cells are split', () => {
		fc.assert(
			fc.property(probableCells(), ({ p, n, k }) => {
				const twice = (column: Float64Array, share: number) =>
					Float64Array.from([...column, ...column].map((value) => value * share));
				const [whole, split] = [
					reliability(p, n, k),
					reliability(twice(p, 1), twice(n, 0.5), twice(k, 0.5))
				].map(measured);
				expectClose(Object.values(split.brier), Object.values(whole.brier), 1e-9, 1e-6);
				expect(split.blocks.length).toBe(whole.blocks.length);
			})
		);
	});

	it('is not measured without leads, and refused for what is no probability', () => {
		const none = new Float64Array(1);
		expect(reliability(Float64Array.of(0.5), none, none)).toMatchObject({ reason: 'no-leads' });
		expect(() => reliability(Float64Array.of(1.5), Float64Array.of(1), none)).toThrow(
			'probability 1.5'
		);
	});
});

describe('the consistency band', () => {
	/** Predictions that are right, and outcomes drawn from them. */
	function right(seed: number, stretch = 1) {
		const next = random(seed);
		const p = Float64Array.from({ length: 60 }, (_, i) => (i + 0.5) / 60);
		const n = new Float64Array(60).fill(25);
		const k = p.map((each, c) =>
			drawBinomial(next, n[c], 1 / (1 + ((1 - each) / each) ** stretch))
		);
		return { p, n, k };
	}

	/** Share of leads whose step of the curve lies outside the band. */
	function outside({ p, n, k }: ReturnType<typeof right>): number {
		const { band } = measured(consistencyBand(p, n, { draws: 400, seed: 3 }));
		const { blocks } = measured(reliability(p, n, k));
		const out = band.filter(({ probability, lower, upper }) => {
			const step = blocks.find(({ to }) => probability <= to)?.observed as number;
			return step < lower - 1e-12 || step > upper + 1e-12;
		});
		return out.length / band.length;
	}

	it('holds the curve of right predictions in about 95 of 100 points, and not that of wrong ones', () => {
		const shares = [...Array(40).keys()].map((i) => outside(right(100 + i)));
		const mean = shares.reduce((sum, value) => sum + value, 0) / shares.length;
		expect(mean).toBeGreaterThan(0.02);
		expect(mean).toBeLessThan(0.08);
		expect(outside(right(1, 2.5))).toBeGreaterThan(0.4);
	});

	it('rises, holds the diagonal, narrows with leads, and is the same for a seed', () => {
		const { p, n } = right(1);
		const { band } = measured(consistencyBand(p, n, { seed: 5 }));
		const wide = band.map(({ lower, upper }) => upper - lower);
		band.forEach(({ probability, lower, upper }, i) => {
			expect(lower).toBeLessThanOrEqual(probability);
			expect(upper).toBeGreaterThanOrEqual(probability);
			if (i > 0) expect(lower).toBeGreaterThanOrEqual(band[i - 1].lower);
		});
		const many = measured(
			consistencyBand(
				p,
				n.map((each) => each * 100),
				{ seed: 5 }
			)
		).band;
		many.forEach(({ lower, upper }, i) => expect(upper - lower).toBeLessThan(wide[i] + 1e-9));
		expect(consistencyBand(p, n, { seed: 5 })).toEqual(consistencyBand(p, n, { seed: 5 }));
	});

	it('takes neighbours together where there are a hundred thousand probabilities', () => {
		const p = Float64Array.from({ length: 100_000 }, (_, i) => (i + 1) / 100_001);
		const n = new Float64Array(100_000).fill(3);
		const { band } = measured(consistencyBand(p, n, { draws: 20, most: 50 }));
		expect(band).toHaveLength(50);
		band.forEach(({ probability, lower, upper }) => {
			expect(lower).toBeLessThan(probability + 0.002);
			expect(upper).toBeGreaterThan(probability - 0.002);
		});
	});

	it('is not measured without leads, and refused for leads that are not whole', () => {
		expect(consistencyBand(Float64Array.of(0.5), new Float64Array(1))).toMatchObject({
			reason: 'no-leads'
		});
		expect(() => consistencyBand(Float64Array.of(0.5), Float64Array.of(1.5))).toThrow('1.5 trials');
	});
});

describe('calibration in the large and slope', () => {
	it('are R’s, with the test of both', () => {
		const found = measured(calibrationSlope(leads.model, leads.n, leads.k));
		expectClose([found.inTheLarge.value, found.inTheLarge.standardError], wanted.large, 1e-8);
		const slope = measured(found.slope);
		expectClose([slope.value, slope.standardError], wanted.slope, 1e-8);
		const { chiSquare, p, df } = measured(found.test);
		expectClose([chiSquare, p], wanted.unreliable, 1e-8);
		expect(df).toBe(2);
		const reach = 1.959963984540054 * slope.standardError;
		expectClose(slope.ci, [slope.value - reach, slope.value + reach], 1e-12);
	});

	it('undo what was done to a right prediction: shifted by 0.7, stretched by 2', () => {
		const { p, n, k } = {
			p: Float64Array.of(0.2, 0.5, 0.8),
			n: Float64Array.of(100, 100, 100),
			k: Float64Array.of(20, 50, 80)
		};
		const at = (shift: number, stretch: number) =>
			p.map((each) => 1 / (1 + Math.exp(-shift - stretch * Math.log(each / (1 - each)))));
		const right = measured(calibrationSlope(p, n, k));
		expectClose([right.inTheLarge.value, measured(right.slope).value], [0, 1], 1e-8, 1);
		expect(measured(right.test).p).toBeCloseTo(1, 8);
		const shifted = measured(calibrationSlope(at(0.7, 1), n, k));
		expectClose([shifted.inTheLarge.value, measured(shifted.slope).value], [-0.7, 1], 1e-8);
		expectClose([measured(measured(calibrationSlope(at(0, 2), n, k)).slope).value], [0.5], 1e-8);
	});

	it('are not measured where they cannot be', () => {
		const n = Float64Array.of(10, 10);
		const k = Float64Array.of(2, 6);
		expect(calibrationSlope(Float64Array.of(0.5, 1), n, k)).toEqual({
			measured: false,
			reason: 'probability-at-edge',
			params: { leads: 10 }
		});
		expect(calibrationSlope(Float64Array.of(0.5, 0.6), n, n)).toMatchObject({
			reason: 'one-class'
		});
		const constant = measured(calibrationSlope(Float64Array.of(0.3, 0.3), n, k));
		expect(constant.slope).toMatchObject({ measured: false, reason: 'constant-score' });
		expectClose([constant.inTheLarge.value], [Math.log(8 / 12) - Math.log(3 / 7)], 1e-8);
		const apart = measured(calibrationSlope(Float64Array.of(0.3, 0.6), n, Float64Array.of(0, 10)));
		expect(apart.slope).toMatchObject({ measured: false, reason: 'separated-score' });
		expect(() => calibrationSlope(Float64Array.of(0.3, NaN), n, k)).toThrow('probability NaN');
		expect(() => calibrationSlope(Float64Array.of(0.3), n, k)).toThrow('1 probabilities, 2 n, 2 k');
	});
});

describe('Spiegelhalter’s test', () => {
	it('is R’s, and has nothing to say of certain predictions', () => {
		expectClose(
			[measured(spiegelhalter(leads.model, leads.n, leads.k)).z],
			wanted.spiegelhalter,
			1e-11
		);
		const one = Float64Array.of(1);
		expect(spiegelhalter(one, one, one)).toMatchObject({ reason: 'nothing-to-test' });
	});
});

describe('paired differences of losses', () => {
	const base = leads.n.map(() => leads.k.reduce((sum, value) => sum + value, 0) / leads.n.length);

	it('have R’s mean and error', () => {
		const { model, n, k } = leads;
		const square = measured(brierDifference(model, base, n, k));
		expectClose([square.difference, square.standardError], wanted.brierDifference, 1e-10);
		const loss = measured(logLossDifference(model, base, n, k));
		expectClose([loss.difference, loss.standardError], wanted.logLossDifference, 1e-10);
	});

	it('are the difference of the scores, and 0 for the same probability', () => {
		fc.assert(
			fc.property(probableCells(), ({ p, n, k }) => {
				const other = p.map((value) => 1 - value);
				const found = measured(brierDifference(p, other, n, k));
				expect(found.difference).toBeCloseTo(brier(p, n, k) - brier(other, n, k), 12);
				expect(measured(brierDifference(p, p, n, k))).toMatchObject({
					difference: 0,
					standardError: 0
				});
			})
		);
	});

	it('need two leads and probabilities', () => {
		const one = Float64Array.of(1);
		expect(brierDifference(one, one, one, one)).toMatchObject({
			reason: 'few-leads',
			params: { leads: 1, needed: 2 }
		});
		expect(() => brierDifference(Float64Array.of(2), one, one, one)).toThrow('probability 2');
		expect(() => brierDifference(one, one, one, Float64Array.of(1, 1))).toThrow(
			'lengths 1, 1, 1, 2'
		);
	});
});

describe('precision and recall', () => {
	it('average to R’s figure on a card with ties', () => {
		const groups = collapseScores(leads.card, leads.n, leads.k);
		const found = measured(averagePrecision(groups));
		expectClose([found.averagePrecision], wanted.averagePrecision, 1e-12);
		expect(found.baseRate).toBeCloseTo(95 / 600, 12);
	});

	it('average to the base rate for a constant score, and to 1 for a perfect one', () => {
		const of = (score: number[]) =>
			measured(
				averagePrecision(
					collapseScores(Float64Array.from(score), Float64Array.of(10, 5), Float64Array.of(0, 5))
				)
			).averagePrecision;
		expect(of([1, 1])).toBeCloseTo(1 / 3, 14);
		expect(of([1, 2])).toBe(1);
	});

	it('end at all wins and the base rate; without wins there is nothing', () => {
		fc.assert(
			fc.property(scoredCells(), ({ score, n, k }) => {
				const { points } = measured(precisionRecall(collapseScores(score, n, k)));
				const [all, won] = [n, k].map((column) => column.reduce((sum, value) => sum + value, 0));
				const last = points[points.length - 1];
				expectClose([last.recall, last.precision], [1, won / all], 1e-12);
			})
		);
		const none = collapseScores(Float64Array.of(1), Float64Array.of(3), Float64Array.of(0));
		expect(precisionRecall(none)).toMatchObject({ reason: 'no-wins' });
		expect(averagePrecision(none)).toMatchObject({ reason: 'no-wins' });
	});
});

describe('a lift table', () => {
	it('keeps ties together, highest scores first, by hand', () => {
		const groups = collapseScores(
			Float64Array.of(0, 5, 10, 20),
			Float64Array.of(40, 40, 10, 10),
			Float64Array.of(2, 4, 5, 9)
		);
		const { rows } = measured(liftTable(groups, 4));
		expect(rows.map(({ to, from, leads: count, wins }) => [to, from, count, wins])).toEqual([
			[20, 10, 20, 14],
			[5, 5, 40, 4],
			[0, 0, 40, 2]
		]);
		expectClose([rows[0].lift, rows[1].lift], [3.5, 0.5], 1e-12);
		expect(rows[1].cumulative).toMatchObject({
			leads: 60,
			wins: 18,
			shareOfLeads: 0.6,
			shareOfWins: 0.9
		});
		expectClose([rows[1].cumulative.lift, rows[2].cumulative.lift], [1.5, 1], 1e-12);
	});

	it('has a row for every score where it is asked for, and always all leads and wins', () => {
		fc.assert(
			fc.property(scoredCells(), fc.constantFrom(1, 3, 10, Infinity), ({ score, n, k }, count) => {
				const groups = collapseScores(score, n, k);
				const { rows } = measured(liftTable(groups, count));
				if (count === Infinity)
					expect(rows.map(({ to }) => to)).toEqual([...groups.score].reverse());
				else expect(rows.length).toBeLessThanOrEqual(count);
				const last = rows[rows.length - 1].cumulative;
				expectClose([last.shareOfLeads, last.shareOfWins, last.lift], [1, 1, 1], 1e-12);
			})
		);
		expect(
			liftTable(collapseScores(Float64Array.of(1), Float64Array.of(3), Float64Array.of(0)))
		).toMatchObject({ reason: 'no-wins' });
	});
});

describe('the decision curve', () => {
	it('has R’s net benefit', () => {
		const { points } = measured(decisionCurve(leads.model, leads.n, leads.k, wanted.thresholds));
		expectClose(
			points.map(({ netBenefit }) => netBenefit),
			wanted.benefit,
			1e-12
		);
		expectClose([points[1].ofAll], [95 / 600 - 505 / 600 / 9], 1e-12);
	});

	it('is worth as much as working all at a threshold below every prediction, and nothing above', () => {
		const [low, high] = measured(
			decisionCurve(
				Float64Array.of(0.2, 0.6),
				Float64Array.of(10, 10),
				Float64Array.of(1, 5),
				[0.1, 0.7]
			)
		).points;
		expect(low.netBenefit).toBe(low.ofAll);
		expect(high).toMatchObject({ leads: 0, wins: 0, netBenefit: 0 });
		const none = new Float64Array(1);
		expect(decisionCurve(Float64Array.of(0.2), none, none, [0.5])).toMatchObject({
			reason: 'no-leads'
		});
		expect(() => decisionCurve(Float64Array.of(0.2), Float64Array.of(1), none, [1])).toThrow(
			'threshold 1'
		);
	});
});
