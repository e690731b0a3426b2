import { describe, expect, it } from 'vitest';
import {
	mostAlike,
	ruleWarnings,
	type WarningEvidence
} from '#lib/domain/calibration/rule-warnings.ts';

const evidence: WarningEvidence = {
	points: 20,
	pointsEstimate: 22,
	ci: [0.4, 1.2],
	lift: 2,
	adjustedLift: 1.8,
	support: {
		with: { leads: 400, wins: 80 },
		without: { leads: 600, wins: 60 },
		missing: { leads: 0, wins: 0 }
	},
	vif: 1.2,
	nearest: null
};
const codes = (changed: Partial<WarningEvidence>) =>
	ruleWarnings({ ...evidence, ...changed }).map(({ code }) => code);

describe('the warnings of a rule', () => {
	it('are none where its points, its lift and its weight point the same way', () => {
		expect(codes({})).toEqual([]);
		expect(codes({ points: 0 })).toEqual([]);
	});

	it('name a weight whose interval lies on the other side of 0 than today’s points', () => {
		expect(codes({ points: -20 })).toEqual(['sign-against-points']);
		expect(ruleWarnings({ ...evidence, points: -20 })[0].params).toEqual({
			points: -20,
			estimate: 22
		});
		expect(codes({ points: -20, ci: [-0.1, 1.2] })).toEqual([]);
	});

	it('name a weight that other rules turn round, but not where chance alone may do it', () => {
		const turned: Partial<WarningEvidence> = { points: -20, ci: [-1.2, -0.4], adjustedLift: 0.6 };
		expect(codes(turned)).toEqual(['sign-against-lift']);
		const few = {
			...evidence.support,
			with: { leads: 40, wins: 6 },
			without: { leads: 60, wins: 6 }
		};
		expect(codes({ ...turned, lift: 1.5, support: few })).toEqual([]);
		expect(codes({ ...turned, lift: null })).toEqual([]);
	});

	it('name the rule that fires most alike where the two are hard to tell apart', () => {
		const nearest = { rule: 'Trial', correlation: 0.93 };
		expect(codes({ vif: 4.9, nearest })).toEqual([]);
		expect(ruleWarnings({ ...evidence, vif: 7.4, nearest })).toEqual([
			{ code: 'redundant', params: { vif: 7.4, with: 'Trial', correlation: 0.93 } }
		]);
	});
});

describe('the rule that fires most alike', () => {
	const design = {
		names: ['a', 'b', 'c'],
		columns: [
			Float64Array.of(0, 0, 1, 1),
			Float64Array.of(0, 1, 1, 1),
			Float64Array.of(1, 1, 0, 1)
		],
		n: Float64Array.of(4, 1, 3, 1),
		k: new Float64Array(4)
	};

	it('is the one with the largest correlation over leads, whatever its sign, by hand', () => {
		const found = mostAlike(design, 0, ['A', 'B', 'C'])!;
		// A and B differ on one lead of nine: phi = (4 x 4 - 1 x 0) / sqrt(4 x 5 x 5 x 4).
		expect(found.rule).toBe('B');
		expect(found.correlation).toBeCloseTo(16 / Math.sqrt(400), 12);
		// A and C: (1 x 0 - 3 x 5) / sqrt(4 x 5 x 6 x 3).
		expect(mostAlike(design, 2, ['A', 'B', 'C'])!.rule).toBe('A');
		expect(mostAlike(design, 2, ['A', 'B', 'C'])!.correlation).toBeCloseTo(
			-15 / Math.sqrt(360),
			12
		);
	});

	it('is none where there is no other, and only among those with a label', () => {
		expect(mostAlike(design, 0, ['A'])).toBe(null);
		expect(mostAlike(design, 1, ['A', 'B'])!.rule).toBe('A');
	});
});
