import { describe, expect, it } from 'vitest';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import { cardLoss } from '#lib/domain/points/card-loss.ts';
import { cardProblem } from '#lib/domain/points/card-problem.ts';
import { cardSearch } from '#lib/domain/points/card-search.ts';
import { continuousOptimum } from '#lib/domain/points/continuous-optimum.ts';
import { bestCard, integerCard } from '#lib/domain/points/integer-card.ts';
import type { PointsOptions } from '#lib/domain/points/points-options.ts';
import { prepareCard } from '#lib/domain/points/prepared-card.ts';
import { profileAt, profileLoss } from '#lib/domain/points/profile-loss.ts';
import { scoreLevels } from '#lib/domain/points/score-levels.ts';
import { isAnySlope, nearestSlope, todaysScale } from '#lib/domain/points/slope-window.ts';
import type { Measured } from '#lib/domain/units.ts';
import { fc } from '../../reference/properties.ts';
import { bruteForce, lossOf } from './brute-force.ts';
import { plantedDesign } from './planted-design.ts';
import { smallDesigns } from './small-designs.ts';

function given<T>(found: Measured<T>): { measured: true } & T {
	if (!found.measured) throw new Error(found.reason);
	return found;
}

const window = fc
	.tuple(fc.double({ min: 0.05, max: 1, noNaN: true }), fc.double({ min: 1, max: 2, noNaN: true }))
	.map(([low, factor]): [number, number] => [low, low * factor]);

const whole = (design: Design) => ({
	leads: design.n.reduce((a, b) => a + b, 0),
	wins: design.k.reduce((a, b) => a + b, 0)
});

describe('today’s scale', () => {
	it('is the interval of the slope, but at least 10 % on either side', () => {
		expect(todaysScale(0.06, [0.05, 0.07])).toEqual([0.05, 0.07]);
		const [low, high] = todaysScale(0.06, [0.0599, 0.0601]);
		expect(low).toBeCloseTo(0.06 / 1.1, 12);
		expect(high).toBeCloseTo(0.066, 12);
		expect(isAnySlope([0, Infinity])).toBe(true);
		expect(isAnySlope([low, high])).toBe(false);
		expect(nearestSlope(1, [low, high])).toBe(high);
	});

	it('bounds the slope of a score’s loss, which is then that of the nearer end', () => {
		fc.assert(
			fc.property(smallDesigns(2), window, (design, slopes) => {
				const { leads, wins } = whole(design);
				if (wins === 0 || wins === leads) return;
				const keep = [...design.n.keys()].filter((c) => design.n[c] > 0);
				const n = Float64Array.from(keep, (c) => design.n[c]);
				const k = Float64Array.from(keep, (c) => design.k[c]);
				const points = design.columns.map((_, j) => j + 1);
				const score = Float64Array.from(keep, (c) =>
					points.reduce((sum, value, j) => sum + value * design.columns[j][c], 0)
				);
				const found = profileLoss(scoreLevels(n, k)(score), undefined, undefined, slopes);
				expect(found.loss).toBeCloseTo(lossOf(design, points, undefined, slopes), 5);
				expect(found.slope).toBeGreaterThanOrEqual(slopes[0]);
				expect(found.slope).toBeLessThanOrEqual(slopes[1]);
			}),
			{ numRuns: 60 }
		);
	});

	it('knows log-odds beside the score: equal to a fit with an offset', () => {
		const n = Float64Array.of(40, 30, 50, 20);
		const k = Float64Array.of(8, 12, 25, 14);
		const score = Float64Array.of(0, 1, 2, 2);
		const offset = Float64Array.of(0, 0.7, 0, 0.7);
		const fit = fitLogistic({ names: ['s'], columns: [score], n, k, offset });
		const found = profileLoss(scoreLevels(n, k, offset)(score));
		expect(found.loss).toBeCloseTo(-fit.logLikelihood, 8);
		expect(found.slope).toBeCloseTo(fit.coefficients[1], 5);
		expect(found.intercept).toBeCloseTo(fit.coefficients[0], 5);
		const none = fitLogistic({ names: [], columns: [], n, k, offset });
		const flat = new Float64Array(4);
		expect(profileLoss(scoreLevels(n, k, offset)(flat)).loss).toBeCloseTo(-none.logLikelihood, 8);
		expect(profileAt(scoreLevels(n, k, offset)(score), 0).loss).toBeCloseTo(-none.logLikelihood, 8);
	});

	it('has a best card no worse than any other whose points are worth as much', () => {
		fc.assert(
			fc.property(smallDesigns(3), window, (design, slopes) => {
				const options: PointsOptions = { min: -3, max: 3, slopes };
				const found = integerCard(design, options);
				if (!found.measured) return;
				expect(found.loss).toBeLessThanOrEqual(bruteForce(design, options) + 1e-5);
				expect(found.slope).toBeGreaterThanOrEqual(slopes[0]);
				expect(found.slope).toBeLessThanOrEqual(slopes[1]);
				expect(found.loss).toBeGreaterThanOrEqual(found.bound - 1e-6);
				if (!found.certified) return;
				expect(found.loss).toBeLessThanOrEqual(bruteForce(design, { min: -3, max: 3 }) + 1e-5);
			}),
			{ numRuns: 60 }
		);
	});

	it('gives points near weight / slope', () => {
		const design = plantedDesign([1.2, -0.6, 0.4, 0.9], 20_000, 4);
		const { coefficients } = fitLogistic(design);
		const found = given(integerCard(design, { min: -100, max: 100, slopes: [0.058, 0.062] }));
		found.points.forEach((points, j) => {
			expect(Math.abs(points - coefficients[j + 1] / found.slope)).toBeLessThan(1);
		});
	});
});

describe('rules held at log-odds of their own', () => {
	const design = plantedDesign([1.2, -0.6, 0.4, 0.9], 4000, 7);
	const heldWeights = [null, null, null, 0.6];
	const held = [null, null, null, 10];
	const free: Design = {
		...design,
		names: design.names.slice(0, 3),
		columns: design.columns.slice(0, 3),
		offset: design.columns[3].map((value) => 0.6 * value)
	};

	it('stay there whatever a point is worth: the bound is the fit with that offset', () => {
		const problem = given(cardProblem(design, { min: -9, max: 9, held, heldWeights }));
		expect(problem.fixed).toBe(0);
		const fit = fitLogistic(free);
		const optimum = continuousOptimum(problem);
		expect(optimum.loss).toBeCloseTo(-fit.logLikelihood, 6);
		optimum.weights.forEach((weight, j) => {
			expect(weight).toBeCloseTo(fit.coefficients[j + 1], 4);
		});
	});

	it('leave a best card that is the best beside them, proven', () => {
		const found = given(integerCard(design, { min: -3, max: 3, held, heldWeights }));
		expect(found.points[3]).toBe(10);
		expect(found.certified).toBe(true);
		expect(found.loss).toBeCloseTo(bruteForce(free, { min: -3, max: 3 }), 4);
		expect(found.boundWeights[3]).toBe(0.6);
	});

	it('do not drag the scale along, as held points do that are worth what all points are', () => {
		const ready = given(prepareCard(design, { min: -50, max: 50, held: [null, null, null, 1] }));
		const dragged = given(bestCard(ready));
		const apart = given(
			integerCard(design, { min: -50, max: 50, held: [null, null, null, 1], heldWeights })
		);
		expect(dragged.slope).toBeGreaterThan(0.5);
		expect(Math.max(...apart.points.map(Math.abs))).toBeGreaterThan(5);
	});

	it('can be locked rules as well, but no others', () => {
		const wishes = { min: -20, max: 20, locked: held, heldWeights };
		expect(given(integerCard(design, wishes)).points[3]).toBe(10);
		expect(() => integerCard(design, { min: -20, max: 20, heldWeights })).toThrow(
			'neither held nor locked'
		);
	});

	it('are nothing to choose from where no other rule is left', () => {
		const all = { held: [1, 1, 1, 1], heldWeights: [0.1, 0.1, 0.1, 0.1] };
		expect(integerCard(design, { min: -3, max: 3, ...all })).toMatchObject({ reason: 'no-rules' });
	});
});

describe('a locked rule on today’s scale', () => {
	const design = plantedDesign([1.2, -0.6, 0.4], 4000, 9);

	it('has its points’ worth within the window in the bound too', () => {
		const options: PointsOptions = {
			min: -30,
			max: 30,
			locked: [10, null, null],
			slopes: [0.05, 0.07]
		};
		const ready = given(prepareCard(design, options));
		expect(ready.optimum.weights[0]).toBeCloseTo(0.07, 12);
		const atEnd = fitLogistic({
			...design,
			names: design.names.slice(1),
			columns: design.columns.slice(1),
			offset: design.columns[0].map((value) => 0.7 * value)
		});
		expect(ready.optimum.loss).toBeCloseTo(-atEnd.logLikelihood, 6);
		const found = given(bestCard(ready));
		expect(found.points[0]).toBe(10);
		expect(found.certified).toBe(false);
		expect(found.loss).toBeGreaterThanOrEqual(ready.optimum.loss);
	});

	it('throws for a window that is none', () => {
		const find = (slopes: [number, number]) => () =>
			integerCard(design, { min: -3, max: 3, slopes });
		expect(find([0.2, 0.1])).toThrow('slopes from 0.2 to 0.1');
		expect(find([-1, 0.1])).toThrow('slopes');
	});
});

describe('the loss of card after card', () => {
	it('is that of each card alone, whole or not', () => {
		const design = plantedDesign([1.2, -0.6, 0.4], 2000, 3);
		const problem = given(cardProblem(design, { min: -20, max: 20, multipleOf: 5 }));
		const loss = cardLoss(problem);
		for (const steps of [
			[1, 2, 3],
			[1, 2, 4],
			[0.2, 0.6, 0.7],
			[1, 2, 4],
			[0, 0, 0],
			[-1, 2, 4]
		]) {
			const points = steps.map((value) => 5 * value);
			expect(loss(steps).loss).toBeCloseTo(lossOf(design, points), 5);
			expect(loss(steps).loss).toBe(cardLoss(problem)(steps).loss);
		}
	});
});

describe('a search with few restarts', () => {
	it('finds the best card of small problems all the same', () => {
		fc.assert(
			fc.property(smallDesigns(3, 2), (design) => {
				const ready = prepareCard(design, { min: -3, max: 3 });
				if (!ready.measured) return;
				const [found] = cardSearch(ready).find(ready.problem, []);
				expect(found.loss).toBeLessThanOrEqual(bruteForce(design, { min: -3, max: 3 }) + 1e-5);
			}),
			{ numRuns: 40 }
		);
	});
});
