import { describe, expect, it } from 'vitest';
import { likelihoodInference } from '#lib/domain/calibration/likelihood-inference.ts';
import { mergedCells } from '#lib/domain/calibration/merged-cells.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import { dropTermTests } from '#lib/domain/logistic/drop-term-tests.ts';
import { firthObjective } from '#lib/domain/logistic/firth-objective.ts';
import { fitFirth } from '#lib/domain/logistic/fit-firth.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { profileIntervals } from '#lib/domain/logistic/profile-intervals.ts';
import type { ProfileInterval } from '#lib/domain/logistic/profile-interval.ts';
import { climbCarefully } from '#lib/domain/logistic/climb-carefully.ts';
import { restrictObjective } from '#lib/domain/logistic/objective.ts';
import { expectClose } from '../../reference/close.ts';
import { fc } from '../../reference/properties.ts';
import { overlappingDesign } from '../logistic/designs.ts';

const all = (design: Design) => [...design.columns.keys()];
const plainly = (design: Design) => {
	const fit = fitLogistic(design);
	return { rules: all(design), design, fit, firth: null, unshrunk: fit };
};

function ends({ lower, upper }: ProfileInterval): number[] {
	if (lower.limit === 'none' || upper.limit === 'none') throw new Error('no end');
	return [lower.value, upper.value];
}

function found(inference: ReturnType<typeof likelihoodInference>) {
	return inference.map(({ profileCi, lrt }) => {
		if (!profileCi.measured || !lrt.measured) throw new Error('not measured');
		return { ends: ends(profileCi), lrt };
	});
}

describe('likelihood inference on the rules of a fit', () => {
	it('is that of profile intervals and of leaving terms out one by one', () => {
		fc.assert(
			fc.property(overlappingDesign(), (design) => {
				const by = plainly(design);
				const profiles = profileIntervals(design, by.fit).slice(1);
				const terms = design.names.map((name, j) => ({ name, columns: [j] }));
				const tests = dropTermTests(design, terms, by.fit.logLikelihood);
				found(likelihoodInference(by)).forEach(({ ends: own, lrt }, j) => {
					expectClose(own, ends(profiles[j]), 1e-5, by.fit.standardErrors[j + 1]);
					const test = tests[j];
					if (!test.measured) throw new Error(test.reason);
					expectClose([lrt.chiSquare], [test.chiSquare], 1e-6, 1);
					expect(lrt.df).toBe(1);
				});
			}),
			{ numRuns: 60 }
		);
	});

	it('goes the careful way where a handful of leads bend the likelihood far from its parabola', () => {
		const design: Design = {
			names: ['rare', 'common'],
			columns: [Float64Array.of(0, 1, 0, 1), Float64Array.of(0, 0, 1, 1)],
			n: Float64Array.of(400, 3, 300, 2),
			k: Float64Array.of(20, 1, 60, 1)
		};
		const by = plainly(design);
		const own = found(likelihoodInference(by))[0].ends;
		expectClose(own, ends(profileIntervals(design, by.fit)[1]), 1e-5);
	});

	it('is that of the penalised likelihood under Firth’s penalty, also where a rule is separated', () => {
		const design: Design = {
			names: ['fair', 'never wins'],
			columns: [Float64Array.of(0, 1, 0, 1), Float64Array.of(0, 0, 1, 1)],
			n: Float64Array.of(100, 100, 20, 30),
			k: Float64Array.of(20, 40, 0, 0)
		};
		const top = fitFirth(design);
		const own = found(
			likelihoodInference({ rules: [0, 1], design, fit: top, firth: top, unshrunk: null })
		);
		const profiles = profileIntervals(design, top);
		own.forEach((each, j) => expectClose(each.ends, ends(profiles[j + 1]), 1e-5));
		const objective = firthObjective(design);
		own.forEach(({ lrt }, j) => {
			const others = [0, 1, 2].filter((index) => index !== j + 1);
			const held = restrictObjective(objective, [0, 0, 0], others);
			const best = climbCarefully(held, new Float64Array(2), design.n, 1e-9, 500);
			const chi = 2 * (top.penalisedLogLikelihood - best.pass.logLikelihood);
			expectClose([lrt.chiSquare], [chi], 1e-6);
		});
		expect(own[1].ends[1]).toBeLessThan(0);
	});

	it('says where following Firth’s penalised likelihood would take too long', () => {
		const rows = 250_000;
		const column = Float64Array.from({ length: rows }, (_, i) => i);
		const design: Design = {
			names: [...Array(20).keys()].map(String),
			columns: Array<Float64Array>(20).fill(column),
			n: new Float64Array(rows).fill(1),
			k: new Float64Array(rows)
		};
		const fit = { ...fitFirth({ ...design, names: [], columns: [] }), penalisedLogLikelihood: 0 };
		const own = likelihoodInference({ rules: [0], design, fit, firth: fit, unshrunk: null });
		expect(own[0].profileCi).toMatchObject({
			reason: 'too-many-cells',
			params: { cells: 250_000 }
		});
	});

	it('tells how far it is', () => {
		const [design] = fc.sample(overlappingDesign(), { numRuns: 1, seed: 1 });
		const shares: number[] = [];
		likelihoodInference(plainly(design), (share) => shares.push(share));
		expect(shares).toEqual([0, 1 / 3, 2 / 3]);
	});
});

describe('merged cells', () => {
	it('are the same leads with the same offsets', () => {
		const design: Design = {
			names: ['a'],
			columns: [Float64Array.of(0, 1, 0, 1, 0)],
			offset: Float64Array.of(0.5, 0, 0.5, 0, -1),
			n: Float64Array.of(3, 4, 5, 6, 7),
			k: Float64Array.of(1, 2, 3, 4, 5)
		};
		const merged = mergedCells(design);
		expect(merged.n.length).toBe(3);
		expectClose(fitLogistic(merged).coefficients, fitLogistic(design).coefficients, 1e-8);
		const rows = [...merged.n].map((n, c) => [
			merged.columns[0][c],
			merged.offset![c],
			n,
			merged.k[c]
		]);
		expect(new Set(rows.map(String))).toEqual(new Set(['0,0.5,8,4', '1,0,10,6', '0,-1,7,5']));
	});
});
