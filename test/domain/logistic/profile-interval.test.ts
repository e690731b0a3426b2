import { fc } from '../../reference/properties.ts';
import { describe, expect, it } from 'vitest';
import { chiSquareUpperTail } from '#lib/domain/logistic/chi-square-upper-tail.ts';
import { climbCarefully } from '#lib/domain/logistic/climb-carefully.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { functionalObjective } from '#lib/domain/logistic/functional-objective.ts';
import { newtonClimb } from '#lib/domain/logistic/newton-climb.ts';
import { logisticObjective } from '#lib/domain/logistic/objective.ts';
import {
	profileIntervals,
	separatedProfileIntervals
} from '#lib/domain/logistic/profile-intervals.ts';
import type { Bound } from '#lib/domain/logistic/profile-interval.ts';
import { separationCertificate } from '#lib/domain/logistic/separation-certificate.ts';
import { expectClose } from '../../reference/close.ts';
import { overlappingDesign } from './designs.ts';

const valueOf = (bound: Bound): number => {
	if (bound.limit === 'none') throw new Error('no limit');
	return bound.value;
};

/** Log likelihood without a term, its column in the offset. */
function heldLogLikelihood(
	{ names, columns, ...rest }: Design,
	term: number,
	weight: number
): number {
	const others = <T>(list: T[]) => list.filter((_, j) => j !== term);
	const offset = columns[term].map((x) => x * weight);
	return fitLogistic({ ...rest, names: others(names), columns: others(columns), offset })
		.logLikelihood;
}

describe('a profile-likelihood interval', () => {
	it('of a rate alone is where its likelihood has fallen by half of 3.84, by hand', () => {
		const design = { names: [], columns: [], n: Float64Array.of(40), k: Float64Array.of(7) };
		const [{ lower, upper }] = profileIntervals(design, fitLogistic(design));
		const fall = (logit: number) => {
			const p = 1 / (1 + Math.exp(-logit));
			const at = (rate: number) => 7 * Math.log(rate) + 33 * Math.log(1 - rate);
			return 2 * (at(7 / 40) - at(p));
		};
		expectClose(
			[fall(valueOf(lower)), fall(valueOf(upper))],
			[3.841458820694124, 3.841458820694124],
			1e-10
		);
	});

	it('ends where twice the likelihood without the term has fallen by the quantile', () => {
		fc.assert(
			fc.property(overlappingDesign(), fc.constantFrom(0.8, 0.95, 0.999), (design, level) => {
				const fit = fitLogistic(design);
				const intervals = profileIntervals(design, fit, level);
				design.names.forEach((_, term) => {
					const { lower, upper } = intervals[term + 1];
					expect(valueOf(lower)).toBeLessThan(fit.coefficients[term + 1]);
					expect(valueOf(upper)).toBeGreaterThan(fit.coefficients[term + 1]);
					for (const end of [lower, upper]) {
						const fall = 2 * (fit.logLikelihood - heldLogLikelihood(design, term, valueOf(end)));
						expect(chiSquareUpperTail(fall, 1)).toBeCloseTo(1 - level, 7);
					}
				});
			}),
			{ numRuns: 50 }
		);
	});

	it('is the Wald interval where leads are many', () => {
		fc.assert(
			fc.property(overlappingDesign(), (few) => {
				const many = (column: Float64Array) => column.map((value) => value * 1e8);
				const design = { ...few, n: many(few.n), k: many(few.k) };
				const fit = fitLogistic(design);
				profileIntervals(design, fit).forEach(({ lower, upper }, j) => {
					const reach = 1.959963984540054 * fit.standardErrors[j];
					expect((valueOf(upper) - fit.coefficients[j]) / reach).toBeCloseTo(1, 3);
					expect((fit.coefficients[j] - valueOf(lower)) / reach).toBeCloseTo(1, 3);
				});
			}),
			{ numRuns: 10 }
		);
	});

	it('is not given for a fit that did not converge', () => {
		const design = { names: [], columns: [], n: Float64Array.of(5), k: Float64Array.of(5) };
		expect(() => profileIntervals(design, fitLogistic(design))).toThrow('did not converge');
	});
});

describe('a profile-likelihood interval of a separated outcome', () => {
	const design: Design = {
		names: ['fair', 'never wins'],
		columns: [Float64Array.of(0, 1, 0, 1), Float64Array.of(0, 0, 1, 1)],
		n: Float64Array.of(100, 100, 20, 30),
		k: Float64Array.of(20, 40, 0, 0)
	};

	const intervalsOf = (separated: Design) => {
		const certificate = separationCertificate(separated);
		if (!certificate.separated) throw new Error('not separated');
		return separatedProfileIntervals(separated, certificate);
	};

	it('has no lower end where no winner has the rule, and a real upper one', () => {
		const [, fair, never] = intervalsOf(design);
		expect(never.lower).toEqual({ limit: 'none' });
		const border = fitLogistic({
			names: ['fair'],
			columns: [Float64Array.of(0, 1)],
			n: Float64Array.of(100, 100),
			k: Float64Array.of(20, 40)
		});
		const fall = 2 * (border.logLikelihood - heldLogLikelihood(design, 1, valueOf(never.upper)));
		expect(fall).toBeCloseTo(3.841458820694124, 7);
		const [, ofBorder] = profileIntervals(
			{
				names: ['fair'],
				columns: [Float64Array.of(0, 1)],
				n: Float64Array.of(100, 100),
				k: Float64Array.of(20, 40)
			},
			border
		);
		expectClose(
			[valueOf(fair.lower), valueOf(fair.upper)],
			[valueOf(ofBorder.lower), valueOf(ofBorder.upper)],
			1e-9
		);
	});

	it('has no end on either side where the sign is open, and one end where separation is complete', () => {
		const open: Design = {
			names: ['a', 'b'],
			columns: [Float64Array.of(0, 2, 1), Float64Array.of(0, 1, 2)],
			n: Float64Array.of(20, 3, 4),
			k: Float64Array.of(9, 3, 4)
		};
		const [, a] = intervalsOf(open);
		expect([a.lower, a.upper]).toEqual([{ limit: 'none' }, { limit: 'none' }]);
		const both: Design = {
			...design,
			n: Float64Array.of(50, 20, 20, 30),
			k: Float64Array.of(0, 0, 0, 30)
		};
		const [intercept, first, second] = intervalsOf(both);
		expect([intercept.lower, first.upper, second.upper]).toEqual(Array(3).fill({ limit: 'none' }));
		const fall = -2 * heldLogLikelihood(both, 0, valueOf(first.lower));
		expect(fall).toBeCloseTo(3.841458820694124, 6);
	});

	it('does not depend on the origin of a numeric column', () => {
		const numbers = (origin: number): Design => ({
			names: ['year', 'wins always'],
			columns: [
				Float64Array.of(1.5, 2.5, 3.5, 4.5, 1.5, 4.5).map((value) => value + origin),
				Float64Array.of(0, 0, 0, 0, 1, 1)
			],
			n: Float64Array.of(10, 10, 10, 10, 4, 4),
			k: Float64Array.of(3, 4, 6, 7, 4, 4)
		});
		const [plain, moved] = [intervalsOf(numbers(0)), intervalsOf(numbers(1e7))];
		for (const j of [1, 2]) expect(plain[j].lower.limit).toBe('finite');
		expectClose(
			[1, 2].map((j) => valueOf(moved[j].lower)),
			[1, 2].map((j) => valueOf(plain[j].lower)),
			1e-7
		);
		expect(moved[2].upper).toEqual({ limit: 'none' });
	});
});

describe('a climb from a start far off', () => {
	// From here a full Newton step lands where every probability is 0 or 1.
	const design: Design = {
		names: ['x'],
		columns: [Float64Array.of(-2, -1, 0, 1, 2)],
		n: new Float64Array(5).fill(10),
		k: Float64Array.of(1, 3, 5, 6, 9)
	};

	it('reaches the maximum all the same', () => {
		const wanted = fitLogistic(design).coefficients;
		const objective = logisticObjective(design);
		for (const start of [
			[40, -3],
			[-9, 9],
			[0, -12],
			[5, 5]
		]) {
			const found = climbCarefully(objective, Float64Array.from(start), design.n, 1e-8, 200);
			expect(found.converged).toBe(true);
			expectClose(found.coefficients, wanted, 1e-8);
		}
		const plain = newtonClimb(objective, Float64Array.of(0, -12), design.n, 1e-8, 200);
		expect(plain.converged).toBe(false);
	});
});

describe('a weighted sum as a coordinate', () => {
	it('has the value, slope and curvature of the objective along it', () => {
		fc.assert(
			fc.property(
				overlappingDesign(),
				fc.constantFrom<number[]>([1, -3, 0.5, 2], [0.2, 0, 0, 0], [1, 1, 1, 1]),
				(design, functional) => {
					const objective = logisticObjective(design);
					const along = functionalObjective(objective, functional);
					const at = [-0.4, 0.3, 0.2, -0.1];
					const coordinates = along.coordinates(at);
					expect(coordinates[along.index]).toBeCloseTo(
						functional.reduce((sum, w, j) => sum + w * at[j], 0),
						12
					);
					const pass = along.objective(coordinates);
					expect(pass.logLikelihood).toBeCloseTo(objective(Float64Array.from(at)).logLikelihood, 8);
					const slopeAt = (by: number) =>
						along.objective(coordinates.map((value, j) => value + (j === along.index ? by : 0)))
							.gradient;
					const [before, after] = [slopeAt(-1e-5), slopeAt(1e-5)];
					before.forEach((_, j) => {
						const [i, k] = [Math.max(j, along.index), Math.min(j, along.index)];
						expect((before[j] - after[j]) / 2e-5).toBeCloseTo(pass.information[i * 4 + k], 3);
					});
				}
			),
			{ numRuns: 20 }
		);
	});
});
