import { fc } from '../../reference/properties.ts';
import { describe, expect, it } from 'vitest';
import { bands } from '#lib/domain/evaluation/bands.ts';
import { brier } from '#lib/domain/evaluation/brier.ts';
import { collapseScores } from '#lib/domain/evaluation/collapse-scores.ts';
import { logLossDifference } from '#lib/domain/evaluation/log-loss-difference.ts';
import { logLoss } from '#lib/domain/evaluation/log-loss.ts';
import { mappedProbabilities, probabilityMap } from '#lib/domain/evaluation/probability-map.ts';
import { scoreEvaluation } from '#lib/domain/evaluation/score-evaluation.ts';
import { expectClose } from '../../reference/close.ts';
import { scoredCells } from './scores.ts';

const one = (length: number) => new Float64Array(length).fill(1);

describe('Brier score and log loss', () => {
	it('have the values scikit-learn documents', () => {
		// brier_score_loss([0, 1, 1, 0], [.1, .9, .8, .3]); log_loss of the same outcomes with [.1, .9, .8, .35].
		const won = Float64Array.of(0, 1, 1, 0);
		expect(brier(Float64Array.of(0.1, 0.9, 0.8, 0.3), one(4), won)).toBeCloseTo(0.0375, 14);
		expect(logLoss(Float64Array.of(0.1, 0.9, 0.8, 0.35), one(4), won)).toBeCloseTo(
			0.21616187468057912,
			14
		);
	});

	it('count cells as the leads in them', () => {
		const p = Float64Array.of(0.2, 0.7);
		const n = Float64Array.of(5, 10);
		const k = Float64Array.of(1, 8);
		expect(brier(p, n, k)).toBeCloseTo((0.64 + 4 * 0.04 + 8 * 0.09 + 2 * 0.49) / 15, 14);
		const nats = -(Math.log(0.2) + 4 * Math.log(0.8) + 8 * Math.log(0.7) + 2 * Math.log(0.3));
		expect(logLoss(p, n, k)).toBeCloseTo(nats / 15, 14);
	});

	it('stay finite where a certain prediction is wrong: it costs 36 nats', () => {
		expect(logLoss(Float64Array.of(0), one(1), one(1))).toBeCloseTo(36.0437, 4);
		expect(logLoss(Float64Array.of(1), one(1), Float64Array.of(0))).toBeCloseTo(36.0437, 4);
		expect(logLoss(Float64Array.of(1), one(1), one(1))).toBeLessThan(1e-15);
	});

	it('refuse what is no probability, and no leads at all', () => {
		for (const measure of [brier, logLoss]) {
			expect(() => measure(Float64Array.of(1.1), one(1), one(1))).toThrow('probability 1.1');
			expect(() => measure(Float64Array.of(0.5), Float64Array.of(0), Float64Array.of(0))).toThrow(
				'no leads'
			);
			expect(() => measure(one(2), one(1), one(1))).toThrow('2 probabilities, 1 n, 1 k');
		}
	});
});

describe('the difference of two log losses', () => {
	it('is the mean over leads with the standard error of that mean, by hand', () => {
		// Differences per lead: ln 2 (won), ln 2 (won), ln(1/3) + ... for two wins and two losses.
		const today = Float64Array.of(0.4);
		const better = Float64Array.of(0.5);
		const found = logLossDifference(today, better, Float64Array.of(4), Float64Array.of(2));
		const [won, lost] = [Math.log(0.5 / 0.4), Math.log(0.5 / 0.6)];
		const mean = (won + lost) / 2;
		const variance = (2 * (won - mean) ** 2 + 2 * (lost - mean) ** 2) / 3;
		if (!found.measured) throw new Error(found.reason);
		expectClose([found.difference, found.standardError], [mean, Math.sqrt(variance / 4)], 1e-12);
		expect(found.ci[1] - found.ci[0]).toBeCloseTo(2 * 1.95996398454005 * found.standardError, 12);
	});

	it('is the difference of the two mean losses', () => {
		fc.assert(
			fc.property(scoredCells(), ({ score, n, k }) => {
				const p = mappedProbabilities({ intercept: -1, slope: 0.03 }, score);
				const q = mappedProbabilities({ intercept: 0, slope: -0.01 }, score);
				const found = logLossDifference(p, q, n, k);
				if (!found.measured) throw new Error(found.reason);
				expect(found.difference).toBeCloseTo(logLoss(p, n, k) - logLoss(q, n, k), 10);
			})
		);
	});

	it('is not measured on one lead', () => {
		expect(logLossDifference(one(1), one(1), one(1), one(1))).toMatchObject({
			measured: false,
			reason: 'few-leads'
		});
	});
});

describe('the probability map of a point score', () => {
	it('runs through the observed log-odds where there are two scores', () => {
		const map = probabilityMap(
			collapseScores(Float64Array.of(0, 10), Float64Array.of(10, 10), Float64Array.of(2, 5))
		);
		if (!map.measured) throw new Error(map.reason);
		expectClose([map.intercept, map.slope], [Math.log(2 / 8), Math.log(4) / 10], 1e-10);
		expectClose(mappedProbabilities(map, Float64Array.of(0, 10)), [0.2, 0.5], 1e-10);
		expect(map.slopeCi[0]).toBeLessThan(map.slope);
	});

	it('predicts as many wins as there were on the leads it was fitted on', () => {
		fc.assert(
			fc.property(scoredCells(), ({ score, n, k }) => {
				const map = probabilityMap(collapseScores(score, n, k));
				if (!map.measured) return expect(map.reason).toBe('separated-score');
				const p = mappedProbabilities(map, score);
				const predicted = n.reduce((sum, leads, c) => sum + leads * p[c], 0);
				expect(predicted).toBeCloseTo(
					k.reduce((sum, wins) => sum + wins, 0),
					6
				);
			})
		);
	});

	it('is refused where it would run off or has nothing to go by', () => {
		const of = (score: number[], n: number[], k: number[]) =>
			probabilityMap(
				collapseScores(Float64Array.from(score), Float64Array.from(n), Float64Array.from(k))
			);
		expect(of([5], [10], [3])).toMatchObject({ reason: 'constant-score', params: { score: 5 } });
		expect(of([1, 2], [10, 5], [0, 0])).toMatchObject({ reason: 'one-class' });
		expect(of([1, 2], [10, 5], [0, 5])).toMatchObject({ reason: 'separated-score' });
		expect(of([1, 2], [10, 5], [10, 0])).toMatchObject({ reason: 'separated-score' });
		// Wins and losses meet in one score only: the slope still runs off.
		expect(of([1, 2, 3], [10, 8, 5], [0, 4, 5])).toMatchObject({ reason: 'separated-score' });
		expect(of([1, 2, 3], [10, 8, 5], [1, 4, 5])).toMatchObject({ measured: true });
	});
});

describe('calibration bands', () => {
	it('hold equal counts of leads where scores allow it', () => {
		const score = Float64Array.from({ length: 20 }, (_, i) => i);
		const groups = collapseScores(
			score,
			one(20).fill(5),
			score.map((value) => Math.floor(value / 5))
		);
		const found = bands(
			groups,
			score.map((value) => value / 100),
			one(20).fill(5),
			4
		);
		expect(found.map(({ from, to, leads, wins }) => [from, to, leads, wins])).toEqual([
			[0, 4, 25, 0],
			[5, 9, 25, 5],
			[10, 14, 25, 10],
			[15, 19, 25, 15]
		]);
		expect(found[1].predicted).toBeCloseTo(0.07, 12);
		expect(found[1].observed).toBe(0.2);
		expect(found[0].ci[0]).toBe(0);
	});

	it('keep a score that many leads share in one band', () => {
		const groups = collapseScores(
			Float64Array.of(0, 10, 20),
			Float64Array.of(80, 10, 10),
			Float64Array.of(4, 3, 5)
		);
		const found = bands(groups, Float64Array.of(0.05, 0.3, 0.5), groups.n);
		expect(found.map(({ from, to, leads }) => [from, to, leads])).toEqual([
			[0, 0, 80],
			[10, 10, 10],
			[20, 20, 10]
		]);
	});

	it('add up to all leads, all wins and all predicted wins, in order, at most ten', () => {
		fc.assert(
			fc.property(scoredCells(), ({ score, n, k }) => {
				const p = mappedProbabilities({ intercept: -1, slope: 0.02 }, score);
				const found = bands(collapseScores(score, n, k), p, n);
				const sum = (column: Float64Array) => column.reduce((total, value) => total + value, 0);
				const total = (of: (band: (typeof found)[0]) => number) =>
					found.reduce((all, band) => all + of(band), 0);
				expect(found.length).toBeLessThanOrEqual(10);
				expect(total(({ leads }) => leads)).toBe(sum(n));
				expect(total(({ wins }) => wins)).toBe(sum(k));
				expect(total(({ leads, predicted }) => leads * predicted)).toBeCloseTo(
					sum(n.map((leads, c) => leads * p[c])),
					8
				);
				found.forEach((band, i) => {
					expect(band.from).toBeLessThanOrEqual(band.to);
					if (i > 0) expect(band.from).toBeGreaterThan(found[i - 1].to);
				});
			})
		);
	});
});

describe('everything about one score', () => {
	it('is made of the single measures on the same leads', () => {
		const score = Float64Array.of(0, 10, 20);
		const n = Float64Array.of(50, 30, 20);
		const k = Float64Array.of(5, 9, 12);
		const probability = Float64Array.of(0.1, 0.3, 0.6);
		const found = scoreEvaluation({ score, probability, map: { intercept: -2, slope: 0.1 } }, n, k);
		if ('measured' in found) throw new Error(found.reason);
		expect(found.brier).toBe(brier(probability, n, k));
		expect(found.logLoss).toBe(logLoss(probability, n, k));
		expect(found.map).toEqual({ intercept: -2, slope: 0.1 });
		expect(found.roc).toHaveLength(4);
		expect(found.gains).toHaveLength(4);
		expect(found.histogram.reduce((sum, { won, lost }) => sum + won + lost, 0)).toBe(100);
		expect(JSON.parse(JSON.stringify(found))).toEqual(found);
	});

	it('is not measured where there is nothing to rank', () => {
		const found = scoreEvaluation(
			{ score: one(1), probability: one(1), map: null },
			Float64Array.of(9),
			Float64Array.of(1)
		);
		expect(found).toMatchObject({ measured: false, reason: 'few-wins' });
	});
});
