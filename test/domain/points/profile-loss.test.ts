import { describe, expect, it } from 'vitest';
import type { Design } from '#lib/domain/logistic/design.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { profileLoss } from '#lib/domain/points/profile-loss.ts';
import { scoreLevels } from '#lib/domain/points/score-levels.ts';
import { fc } from '../../reference/properties.ts';
import { scoredCells } from '../evaluation/scores.ts';

const levels = (score: number[], n: number[], k: number[]) => ({
	length: score.length,
	score: Float64Array.from(score),
	n: Float64Array.from(n),
	k: Float64Array.from(k)
});

describe('the loss of a point score, profiled', () => {
	it('is that of the two rates where there are two scores', () => {
		const found = profileLoss(levels([0, 1], [4, 4], [1, 3]));
		expect(found.loss).toBeCloseTo(-2 * Math.log(0.25) - 6 * Math.log(0.75), 9);
		expect(found.intercept).toBeCloseTo(-Math.log(3), 6);
		expect(found.slope).toBeCloseTo(2 * Math.log(3), 6);
	});

	it('reads no score backwards: where wins fall as the score rises the slope is 0', () => {
		const found = profileLoss(levels([0, 1], [4, 4], [3, 1]));
		expect(found).toMatchObject({ slope: 0, intercept: 0 });
		expect(found.loss).toBeCloseTo(8 * Math.log(2), 12);
	});

	it('is that of the base rate where all scores are equal', () => {
		const found = profileLoss(levels([7], [10], [1]));
		expect(found.slope).toBe(0);
		expect(found.loss).toBeCloseTo(-Math.log(0.1) - 9 * Math.log(0.9), 12);
	});

	it('is the loss of the logistic fit of the score, wherever that fit rises', () => {
		fc.assert(
			fc.property(scoredCells(), ({ score, n, k }) => {
				const inUse = (column: Float64Array) => column.filter((_, c) => n[c] > 0);
				const found = profileLoss(scoreLevels(inUse(n), inUse(k))(inUse(score)));
				const fit = tryFit({ names: ['score'], columns: [score], n, k });
				if (fit && !fit.converged) return;
				if (!fit || fit.coefficients[1] <= 1e-9) {
					expect(found.slope).toBeCloseTo(0, 8);
					return;
				}
				expect(found.loss).toBeCloseTo(-fit.logLikelihood, 7);
				expect(found.slope).toBeCloseTo(fit.coefficients[1], 4);
			})
		);
	});

	it('does not change with the scale of the score, nor with the slope it starts from', () => {
		fc.assert(
			fc.property(
				scoredCells(),
				fc.integer({ min: 2, max: 50 }),
				fc.double({ min: 1e-3, max: 3, noNaN: true }),
				({ score, n, k }, factor, start) => {
					const cells = { n: n.map((leads) => leads + 2), k: k.map((wins) => wins + 1) };
					const collapse = scoreLevels(cells.n, cells.k);
					const one = profileLoss(collapse(score));
					const other = profileLoss(
						collapse(score.map((value) => value * factor)),
						undefined,
						start
					);
					expect(other.loss).toBeCloseTo(one.loss, 7);
					expect(other.slope * factor).toBeCloseTo(one.slope, 4);
				}
			)
		);
	});

	it('takes a penalty along the ray', () => {
		const two = levels([0, 1], [4, 4], [1, 3]);
		// A prior of 1 on the one weight, so strong that the slope ends there.
		const found = profileLoss(two, { square: 1e9, pull: 1e9, constant: 5e8 });
		expect(found.slope).toBeCloseTo(1, 6);
	});
});

/** No fit where all scores are equal. */
function tryFit(design: Design) {
	try {
		return fitLogistic(design);
	} catch {
		return null;
	}
}

describe('score levels', () => {
	it('merge equal whole scores and keep others as they are', () => {
		const collapse = scoreLevels(Float64Array.of(1, 2, 3), Float64Array.of(1, 0, 1));
		const whole = collapse(Float64Array.of(5, -2, 5));
		expect(whole.length).toBe(2);
		expect([...whole.score.slice(0, 2)]).toEqual([-2, 5]);
		expect([...whole.n.slice(0, 2)]).toEqual([2, 4]);
		expect([...whole.k.slice(0, 2)]).toEqual([0, 2]);
		expect(collapse(Float64Array.of(0.5, 0.5, 1)).length).toBe(3);
		expect(collapse(Float64Array.of(0, 1e9, 0)).length).toBe(3);
	});
});
