import { describe, expect, it } from 'vitest';
import { climbLazily } from '#lib/domain/logistic/climb-lazily.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { fitRidge } from '#lib/domain/logistic/fit-ridge.ts';
import { gradientPass } from '#lib/domain/logistic/gradient-pass.ts';
import { profileIntervals } from '#lib/domain/logistic/profile-intervals.ts';
import { heldLazily, profileIntervalLazily } from '#lib/domain/logistic/profile-lazily.ts';
import { ridgePath } from '#lib/domain/logistic/ridge-path.ts';
import { scorePass } from '#lib/domain/logistic/score-pass.ts';
import { runRows } from '#lib/domain/logistic/run-rows.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import { expectClose } from '../../reference/close.ts';
import { fc } from '../../reference/properties.ts';
import { overlappingDesign } from './designs.ts';

const rowsOf = ({ columns, n }: Design) => runRows(columns, n.length);
const slopeOf = (design: Design) => {
	const rows = rowsOf(design);
	return (at: Float64Array) => gradientPass(rows, design.n, design.k, null, at);
};

describe('a pass for the slope alone', () => {
	it('gives what the whole pass gives, with offsets and cells without leads', () => {
		const weights = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
			minLength: 4,
			maxLength: 4
		});
		fc.assert(
			fc.property(overlappingDesign(), weights, (design, at) => {
				const [n, k] = [design.n.slice(), design.k.slice()];
				n[0] = k[0] = 0;
				const offset = design.n.map((_, c) => c / 10);
				const rows = rowsOf(design);
				const whole = scorePass(rows, n, k, offset, Float64Array.from(at));
				const slope = gradientPass(rows, n, k, offset, Float64Array.from(at));
				expectClose([slope.logLikelihood], [whole.logLikelihood], 1e-12);
				expectClose(slope.gradient, whole.gradient, 1e-10, 1);
				expectClose(slope.logit, whole.logit, 1e-12, 1);
			}),
			{ numRuns: 40 }
		);
	});
});

describe('a climb with second derivatives from nearby', () => {
	it('reaches the top from a point close by', () => {
		fc.assert(
			fc.property(
				overlappingDesign(),
				fc.double({ min: -0.3, max: 0.3, noNaN: true }),
				(design, off) => {
					const fit = fitLogistic(design);
					const rows = rowsOf(design);
					const information = (at: Float64Array) =>
						scorePass(rows, design.n, design.k, null, at).information;
					const start = Float64Array.from(fit.coefficients, (value) => value + off);
					const found = climbLazily(
						{ gradient: slopeOf(design), information },
						start,
						information(start),
						design.n,
						1e-10
					);
					expectClose(found!.coefficients, fit.coefficients, 1e-8, 1);
				}
			),
			{ numRuns: 60 }
		);
	});

	it('gives up rather than walk off where there is no top', () => {
		const separated: Design = {
			names: ['x'],
			columns: [Float64Array.of(0, 1)],
			n: Float64Array.of(4, 4),
			k: Float64Array.of(0, 4)
		};
		const rows = rowsOf(separated);
		const information = (at: Float64Array) =>
			scorePass(rows, separated.n, separated.k, null, at).information;
		const start = new Float64Array(2);
		const objective = { gradient: slopeOf(separated), information };
		expect(climbLazily(objective, start, information(start), separated.n, 1e-10)).toBe(null);
	});
});

describe('a path of ridges', () => {
	it('holds the fit at each strength, in the order they were given', () => {
		const prior = [0.5, -1, 0.2];
		const strengths = [30, 0.1, Infinity, 1, 1000];
		fc.assert(
			fc.property(overlappingDesign(), (design) => {
				const path = ridgePath(design, strengths, { prior });
				strengths.forEach((strength, s) => {
					expectClose(path[s], fitRidge(design, { strength, prior }).coefficients, 1e-7, 1);
				});
			}),
			{ numRuns: 40 }
		);
	});

	it('takes factors that change with the strength', () => {
		const [design] = fc.sample(overlappingDesign(), { numRuns: 1, seed: 4 });
		const factors = (strength: number) => [1, 1, 1 / strength];
		const path = ridgePath(design, [10, 1000], { factors });
		const byHand = [10, 1000].map((strength) =>
			fitRidge(design, { strength, factors: factors(strength) })
		);
		path.forEach((found, s) => expectClose(found, byHand[s].coefficients, 1e-7, 1));
	});
});

describe('profiles with second derivatives of the top', () => {
	it('end where the careful ones end, or say that they cannot tell', () => {
		let told = 0;
		fc.assert(
			fc.property(overlappingDesign(), fc.constantFrom(0.8, 0.95), (design, level) => {
				const fit = fitLogistic(design);
				const top = { ...fit, highest: fit.logLikelihood };
				const careful = profileIntervals(design, fit, level);
				for (let j = 0; j < 4; j++) {
					const found = profileIntervalLazily(slopeOf(design), top, j, level);
					if (!found) continue;
					told++;
					const ends = [found, careful[j]].map(({ lower, upper }) =>
						[lower, upper].map((end) => (end.limit === 'finite' ? end.value : NaN))
					);
					expectClose(ends[0], ends[1], 1e-5, fit.standardErrors[j]);
				}
			}),
			{ numRuns: 60 }
		);
		expect(told).toBeGreaterThan(100);
	});

	it('hold a coefficient at a value as an offset does', () => {
		fc.assert(
			fc.property(
				overlappingDesign(),
				fc.double({ min: -0.5, max: 0.5, noNaN: true }),
				(design, at) => {
					const fit = fitLogistic(design);
					const top = { ...fit, highest: fit.logLikelihood };
					const held = heldLazily(slopeOf(design), top, 2, at);
					const others = <T>(list: T[]) => list.filter((_, j) => j !== 1);
					const without = fitLogistic({
						...design,
						names: others(design.names),
						columns: others(design.columns),
						offset: design.columns[1].map((x) => x * at)
					});
					if (held !== null) expectClose([held], [without.logLikelihood], 1e-8);
				}
			),
			{ numRuns: 60 }
		);
	});
});
