import { describe, expect, it } from 'vitest';
import { clusterCovariance, clusterScores } from '#lib/domain/logistic/cluster-covariance.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { bestCard } from '#lib/domain/points/integer-card.ts';
import { pointsStability } from '#lib/domain/points/points-stability.ts';
import { prepareCard } from '#lib/domain/points/prepared-card.ts';
import { drawnPull, normalPull, type PullDraw } from '#lib/domain/points/pull-draws.ts';
import { partsCovariance } from '#lib/domain/points/pull-parts.ts';
import { random } from '#lib/domain/random.ts';
import type { Measured } from '#lib/domain/units.ts';
import { plantedDesign } from './planted-design.ts';

function given<T>(found: Measured<T>): { measured: true } & T {
	if (!found.measured) throw new Error(found.reason);
	return found;
}

const parts = {
	size: 2,
	rows: Float64Array.of(1, 0, -0.5, 1, 0.25, -2),
	count: Float64Array.of(30, 50, 20)
};

/** Means and covariances of many draws. */
function moments(draw: PullDraw, draws: number) {
	const sums = [0, 0, 0, 0, 0];
	for (let i = 0; i < draws; i++) {
		const [a, b] = draw(random(i));
		[a, b, a * a, a * b, b * b].forEach((value, j) => (sums[j] += value / draws));
	}
	return sums;
}

describe('drawing with replacement', () => {
	// By hand: sum of count x row² less (sum of count x row)² / 100.
	const a = 30 + 50 * 0.25 + 20 * 0.0625 - 10 ** 2 / 100;
	const ab = 50 * -0.5 + 20 * -0.5 - (10 * 10) / 100;
	const b = 50 + 20 * 4 - 10 ** 2 / 100;

	it('has the covariance worked by hand', () => {
		const [found, , cross, own] = partsCovariance(parts);
		expect(found).toBeCloseTo(a, 10);
		expect(cross).toBeCloseTo(ab, 10);
		expect(own).toBeCloseTo(b, 10);
	});

	it.each([
		['lead by lead', drawnPull(parts)],
		[
			'from shares, where leads are weights',
			drawnPull({ ...parts, count: Float64Array.of(30.5, 49.5, 20) })
		],
		['as a normal', normalPull(partsCovariance(parts), 2)]
	])('%s spreads so, around nothing', (_, draw) => {
		const [meanA, meanB, aa, cross, bb] = moments(draw, 4000);
		expect(Math.abs(meanA)).toBeLessThan(0.5);
		expect(Math.abs(meanB)).toBeLessThan(0.8);
		expect(aa / a).toBeCloseTo(1, 0.8);
		expect(cross / ab).toBeCloseTo(1, 0.8);
		expect(bb / b).toBeCloseTo(1, 0.8);
	});

	it('refuses parts that do not add up to a whole number', () => {
		expect(() => drawnPull({ ...parts, count: Float64Array.of(30.5, 50, 20) })).toThrow(
			'100.5 parts'
		);
	});
});

describe('the bootstrap of whole points', () => {
	const design = plantedDesign([1.2, -0.6, 0.4, 0.9], 4000, 11);
	const ready = given(prepareCard(design, { min: -1000, max: 1000, slopes: [0.005, 0.006] }));
	const card = given(bestCard(ready));
	const spread = (options: Parameters<typeof pointsStability>[2]) =>
		given(pointsStability(ready, card, { draws: 800, ...options })).rules.map(
			({ interval }) => (interval as [number, number])[1] - (interval as [number, number])[0]
		);

	it('comes to the same where sums of leads are drawn as the normal they are', () => {
		const drawn = spread({});
		const normal = spread({ mostDrawn: 100 });
		normal.forEach((width, j) => expect(Math.abs(width / drawn[j] - 1)).toBeLessThan(0.15));
	});

	it('is wider where leads of an account go together, as their clustered error is', () => {
		// Accounts of four leads of one cell and one outcome: what one lead says, all say.
		const entries = [...design.n.keys()].flatMap((cell) => {
			const [won, lost] = [design.k[cell], design.n[cell] - design.k[cell]];
			return [won, lost].flatMap((leads, losers) =>
				Array.from({ length: Math.ceil(leads / 4) }, (_, i) => {
					const n = Math.min(4, leads - 4 * i);
					return { cell, n, k: losers ? 0 : n };
				})
			);
		});
		const counts = {
			cluster: entries.map((_, i) => i),
			cell: entries.map(({ cell }) => cell),
			n: entries.map(({ n }) => n),
			k: entries.map(({ k }) => k)
		};
		const fit = fitLogistic(design);
		const scores = clusterScores(design, fit.coefficients, counts);
		const clustered = given(clusterCovariance(fit.covariance, scores)).covariance;
		const alone = spread({});
		for (const mostDrawn of [50_000, 10]) {
			const found = given(
				pointsStability(ready, card, { draws: 800, mostDrawn, accounts: { design, counts } })
			);
			expect(found.of).toBe('accounts');
			found.rules.forEach(({ interval }, j) => {
				const [low, high] = interval as [number, number];
				const expected = Math.sqrt(clustered[j + 1][j + 1]) / fit.standardErrors[j + 1];
				expect(expected).toBeGreaterThan(1.6);
				expect(Math.abs((high - low) / alone[j] / expected - 1)).toBeLessThan(0.2);
			});
		}
	});
});
