import { describe, expect, it } from 'vitest';
import { collapseScores } from '#lib/domain/evaluation/collapse-scores.ts';
import { probabilityMap } from '#lib/domain/evaluation/probability-map.ts';
import {
	acceptedGroups,
	jointOutcomes,
	outcomeKinds,
	wonGroups
} from '#lib/domain/thresholds/outcome-kinds.ts';
import { refitMap } from '#lib/domain/thresholds/refit-map.ts';
import { resampledThresholds } from '#lib/domain/thresholds/resampled-thresholds.ts';
import { gateOfVolume } from '#lib/domain/thresholds/same-volume.ts';
import { fc } from '../../reference/properties.ts';

const score = Float64Array.of(0, 10, 20);
const outcomes = {
	score,
	n: Float64Array.of(50, 30, 20),
	accepted: Float64Array.of(5, 9, 12),
	won: Float64Array.of(1, 3, 6)
};

describe('kinds of leads', () => {
	it('are won, accepted but not won, and neither; and lead back to what they came from', () => {
		const kinds = outcomeKinds(outcomes);
		expect(kinds.kinds.map((each) => [...each])).toEqual([
			[1, 3, 6],
			[4, 6, 6],
			[45, 21, 8]
		]);
		expect(jointOutcomes(kinds)).toEqual(outcomes);
		expect(wonGroups(kinds)).toMatchObject({ n: outcomes.n, k: outcomes.won });
		expect(acceptedGroups(kinds)).toMatchObject({ n: outcomes.n, k: outcomes.accepted });
	});

	it('are won and not won where acceptance is not known', () => {
		const kinds = outcomeKinds({ ...outcomes, accepted: undefined });
		expect(kinds.kinds.map((each) => [...each])).toEqual([
			[1, 3, 6],
			[49, 27, 14]
		]);
		expect(() => jointOutcomes(kinds)).toThrow('2 kinds');
	});
});

describe('thresholds on samples of the same leads', () => {
	it('see as many leads in every sample, and only scores that sampled leads have', () => {
		const thin = { score, kinds: [Float64Array.of(1, 2, 1), Float64Array.of(3, 0, 1)] };
		const seen: number[][] = [];
		resampledThresholds(
			thin,
			({ score, kinds }) => {
				seen.push([...score]);
				const leads = kinds.flatMap((each) => [...each]);
				expect(leads.reduce((sum, n) => sum + n, 0)).toBe(8);
				score.forEach((_, g) => expect(kinds[0][g] + kinds[1][g]).toBeGreaterThan(0));
				return [];
			},
			{ draws: 50 }
		);
		expect(seen).toHaveLength(51);
		expect(seen.some((scores) => scores.length < 3)).toBe(true);
	});

	it('get an interval each, from the same samples', () => {
		const [first, second, never] = resampledThresholds(
			outcomeKinds(outcomes),
			(sample) => {
				const { threshold } = gateOfVolume(wonGroups(sample), 21);
				return [threshold, threshold + 1, null];
			},
			{ draws: 200 }
		);
		if (!first.measured || !second.measured) throw new Error('not measured');
		expect(first.ci).toEqual([20, 20]);
		expect(second.ci).toEqual([21, 21]);
		expect(first.drawn).toBe(200);
		expect(never).toMatchObject({ reason: 'threshold-unstable', params: { unmeasured: 200 } });
	});

	it('are not measured where nothing is drawn', () => {
		const found = resampledThresholds(outcomeKinds(outcomes), () => [10], { draws: 0 });
		expect(found).toMatchObject([{ reason: 'nothing-drawn' }]);
	});
});

describe('a map that is fitted again', () => {
	const leads = fc
		.array(
			fc.tuple(fc.integer({ min: -40, max: 120 }), fc.integer({ min: 1, max: 60 }), fc.nat(60)),
			{
				minLength: 1,
				maxLength: 30
			}
		)
		.map((rows) =>
			collapseScores(
				Float64Array.from(rows, ([score]) => score),
				Float64Array.from(rows, ([, n]) => n),
				Float64Array.from(rows, ([, n, k]) => Math.min(n, k))
			)
		);
	const starts = fc.record({
		intercept: fc.double({ min: -6, max: 3, noNaN: true }),
		slope: fc.double({ min: -0.1, max: 0.2, noNaN: true })
	});

	it('is the map that a fit from nothing finds, or refused for the same reason', () => {
		fc.assert(
			fc.property(leads, starts, (groups, start) => {
				const [wanted, found] = [probabilityMap(groups), refitMap(groups, start)];
				expect(found.measured).toBe(wanted.measured);
				if (!wanted.measured || !found.measured) {
					expect(found).toEqual(wanted);
					return;
				}
				expect(found.intercept).toBeCloseTo(wanted.intercept, 6);
				expect(found.slope).toBeCloseTo(wanted.slope, 8);
			}),
			{ numRuns: 500 }
		);
	});
});
