import { describe, expect, it } from 'vitest';
import { BoundedFit } from '#lib/domain/points/bounded-fit.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { farthest, mostBelow } from '#lib/domain/points/loss-floor.ts';
import { skipCholesky, solveLower, solveUpper } from '#lib/domain/points/skip-cholesky.ts';
import { fc } from '../../reference/properties.ts';
import { smallDesigns } from './small-designs.ts';

describe('how far a minimum can lie below', () => {
	it('is half the squared decrement where many leads stand behind it, and more where few do', () => {
		expect(mostBelow(0.1, 0)).toBeCloseTo(0.005, 12);
		expect(mostBelow(0.1, 1)).toBeCloseTo(0.1 + 0.9 * Math.log(0.9), 12);
		expect(mostBelow(2, 0.5)).toBe(Infinity);
	});

	it('is the inverse of how far weights of a small rise can be', () => {
		fc.assert(
			fc.property(
				fc.double({ min: 1e-9, max: 1e4, noNaN: true }),
				fc.double({ min: 1e-6, max: 10, noNaN: true }),
				(rise, reach) => {
					const x = reach * Math.sqrt(farthest(rise, reach));
					const back = (Math.expm1(-x) + x) / reach ** 2;
					if (rise * reach ** 2 > 1e-8) expect(back / rise).toBeCloseTo(1, 5);
					expect(farthest(rise, reach)).toBeGreaterThanOrEqual(2 * rise);
				}
			)
		);
		expect(farthest(0, 1)).toBe(0);
		expect(farthest(-1, 1)).toBe(0);
		expect(farthest(1, Infinity)).toBe(Infinity);
	});
});

describe('a bounded fit', () => {
	const dense = ({
		columns,
		n,
		k
	}: {
		columns: Float64Array[];
		n: Float64Array;
		k: Float64Array;
	}) => ({
		rows: n.length,
		width: columns.length,
		x: Float64Array.from(n, (_, c) => c).reduce(
			(x, c) => {
				columns.forEach((column, j) => (x[c * columns.length + j] = column[c]));
				return x;
			},
			new Float64Array(n.length * columns.length)
		),
		n,
		k,
		square: new Float64Array(columns.length),
		pull: new Float64Array(columns.length),
		constant: 0
	});

	it('is never above the minimum, whatever the start, and equals it where it is asked for', () => {
		fc.assert(
			fc.property(
				smallDesigns(3),
				fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 4, maxLength: 4 }),
				fc.double({ min: -5, max: 5, noNaN: true }),
				(design, start, away) => {
					const cells = {
						...design,
						n: design.n.map((leads) => leads + 2),
						k: design.k.map((w) => w + 1)
					};
					const fit = new BoundedFit();
					const exact = fit.bound(dense(cells), start, Infinity, true);
					const cutoff = exact + away;
					const floor = fit.bound(dense(cells), start, cutoff, false);
					expect(floor).toBeLessThanOrEqual(exact + 1e-7);
					if (cutoff < exact - 1e-6) expect(floor).toBeGreaterThanOrEqual(cutoff);
					if (cutoff > exact + 1e-6) expect(floor).toBeLessThan(cutoff);
				}
			)
		);
	});

	it('agrees with the fit of the same terms', () => {
		const [n, k] = [Float64Array.of(40, 30, 20, 50), Float64Array.of(4, 9, 11, 20)];
		const columns = [Float64Array.of(0, 1, 0, 1), Float64Array.of(0, 0, 1, 1)];
		const fit = new BoundedFit();
		const found = fit.bound(dense({ columns, n, k }), [0, 0, 0], Infinity, true);
		const reference = fitLogistic({ names: ['a', 'b'], columns, n, k });
		expect(found).toBeCloseTo(-reference.logLikelihood, 7);
		reference.coefficients.forEach((value, j) => expect(fit.weights[j]).toBeCloseTo(value, 4));
	});
});

describe('a Cholesky factor of a singular matrix', () => {
	it('solves with 0 for what depends on the rest', () => {
		// Rows 1 and 3 are equal.
		const matrix = Float64Array.of(4, 2, 4, 2, 5, 2, 4, 2, 4);
		skipCholesky(matrix, 3);
		expect(matrix[8]).toBe(0);
		const x = Float64Array.of(8, 8, 8);
		expect(solveLower(matrix, 3, x)).toBeCloseTo(20, 12);
		solveUpper(matrix, 3, x);
		expect([...x].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([1.5, 1, 0]);
	});
});
