import { fc } from '../../reference/properties.ts';
import { describe, expect, it } from 'vitest';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { selectTerms } from '#lib/domain/logistic/select-terms.ts';
import { stackedCovariance } from '#lib/domain/logistic/stacked-covariance.ts';
import { expectClose } from '../../reference/close.ts';
import { overlappingDesign, rowsOf } from './designs.ts';

const fitted = (design: Parameters<typeof fitLogistic>[0]) => ({
	design,
	fit: fitLogistic(design)
});

describe('the joint covariance of two fits on the same leads', () => {
	it('repeats itself where both fits are one and the same', () => {
		fc.assert(
			fc.property(overlappingDesign(), (design) => {
				const once = fitted(design);
				const joint = stackedCovariance(once, once);
				const block = (i: number, j: number) =>
					joint.slice(4 * i, 4 * i + 4).flatMap((row) => row.slice(4 * j, 4 * j + 4));
				expectClose(block(0, 1), block(0, 0), 1e-9, 1e-6);
				expectClose(block(1, 1), block(0, 0), 1e-9, 1e-6);
			}),
			{ numRuns: 30 }
		);
	});

	it('is the Fisher covariance where the model leaves nothing out', () => {
		const design = {
			names: ['x'],
			columns: [Float64Array.of(0, 1)],
			n: Float64Array.of(40, 60),
			k: Float64Array.of(8, 33)
		};
		const once = fitted(design);
		const joint = stackedCovariance(once, once);
		expectClose(
			[joint[0][0], joint[0][1], joint[1][1]],
			[once.fit.covariance[0][0], once.fit.covariance[0][1], once.fit.covariance[1][1]],
			1e-9
		);
	});

	it('is the same from cells and from the leads behind them', () => {
		fc.assert(
			fc.property(overlappingDesign(), (cells) => {
				const of = (design: typeof cells) =>
					stackedCovariance(fitted(design), fitted(selectTerms(design, [2]))).flat();
				expectClose(of(cells), of(rowsOf(cells)), 1e-7, 1e-3);
			}),
			{ numRuns: 20 }
		);
	});

	it('refuses two fits on different cells', () => {
		const [first, second] = fc.sample(overlappingDesign(), { numRuns: 2, seed: 3 });
		expect(() => stackedCovariance(fitted(first), fitted(second))).toThrow(
			'stackedCovariance: the two fits stand on different cells'
		);
	});
});
