import { describe, expect, it } from 'vitest';
import { auc } from '#lib/domain/evaluation/auc.ts';
import { collapseScores } from '#lib/domain/evaluation/collapse-scores.ts';
import { rankingGap } from '#lib/domain/calibration/ranking-gap.ts';

const design = {
	names: ['demo', 'trial'],
	columns: [Float64Array.of(0, 1, 0, 1), Float64Array.of(0, 0, 1, 1)],
	n: Float64Array.of(50, 40, 30, 20),
	k: Float64Array.of(5, 8, 12, 11)
};

describe('the gap in ranking', () => {
	it('is the AUC that points give away beside real weights', () => {
		const area = (score: number[]) => {
			const found = auc(collapseScores(Float64Array.from(score), design.n, design.k));
			if (!found.measured) throw new Error(found.reason);
			return found.auc;
		};
		const [points, weights] = [area([0, 1, 1, 2]), area([0, 0.5, 1.4, 1.9])];
		expect(rankingGap(design, [1, 1], [0.5, 1.4])).toEqual({
			measured: true,
			auc: points,
			ofWeights: weights,
			gap: weights - points
		});
		expect(weights).toBeGreaterThan(points);
	});

	it('is not measured without two wins and two losses', () => {
		const few = { ...design, k: Float64Array.of(1, 0, 0, 0) };
		expect(rankingGap(few, [1, 1], [1, 1])).toMatchObject({ reason: 'few-wins' });
		expect(() => rankingGap(design, [1], [1, 1])).toThrow('2 terms');
	});
});
