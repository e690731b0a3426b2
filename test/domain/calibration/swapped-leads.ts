import { random } from '#lib/domain/random.ts';
import { drawBinomial } from '#lib/domain/logistic/draw-binomial.ts';
import { drawPoisson } from '#lib/domain/draw-poisson.ts';
import { fc } from '../../reference/properties.ts';

/** Cells with two whole scores, many leads and wins among them. */
export interface TwoScores {
	today: Float64Array;
	calibrated: Float64Array;
	n: Float64Array;
	k: Float64Array;
}

/** Cells whose leads pass a gate at 10 in numbers of which something may be said. */
export function twoScores(): fc.Arbitrary<TwoScores> {
	const cell = fc.tuple(
		fc.integer({ min: 0, max: 20 }),
		fc.integer({ min: -5, max: 15 }),
		fc.integer({ min: 0, max: 9 }),
		fc.integer({ min: 0, max: 9 })
	);
	return fc.array(cell, { minLength: 1, maxLength: 40 }).map((cells) => {
		const all = [...cells, [10, 4, 12, 20] as const, [3, 6, 8, 20] as const];
		return {
			today: Float64Array.from(all, ([today]) => today),
			calibrated: Float64Array.from(all, ([, calibrated]) => calibrated),
			n: Float64Array.from(all, ([, , won, lost]) => won + lost),
			k: Float64Array.from(all, ([, , won]) => won)
		};
	});
}

/** A population of leads by both scores: how many are expected of each pair, and how many of them win. */
export interface Population {
	today: Float64Array;
	calibrated: Float64Array;
	share: Float64Array;
	rate: Float64Array;
}

/** Two scores that partly agree, on 0..9 each; the win rate follows the calibrated one. */
export function population(): Population {
	const pairs = Array.from({ length: 100 }, (_, i) => [Math.floor(i / 10), i % 10]);
	const weight = pairs.map(([a, b]) => Math.exp(-((a - b) ** 2) / 12 - (a + b) / 7));
	const all = weight.reduce((sum, each) => sum + each, 0);
	return {
		today: Float64Array.from(pairs, ([a]) => a),
		calibrated: Float64Array.from(pairs, ([, b]) => b),
		share: Float64Array.from(weight, (each) => each / all),
		rate: Float64Array.from(pairs, ([a, b]) => 1 / (1 + Math.exp(3.2 - 0.38 * b - 0.05 * a)))
	};
}

/** About so many leads of a population. */
export function drawLeads(from: Population, leads: number, seed: number): TwoScores {
	const next = random(seed);
	const n = from.share.map((share) => drawPoisson(next, leads * share));
	const k = from.rate.map((rate, i) => drawBinomial(next, n[i], rate));
	return { today: from.today, calibrated: from.calibrated, n, k };
}
