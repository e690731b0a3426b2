import { betaMixtureQuantile } from './beta-mixture.ts';

/**
 * Jeffreys interval of a rate: quantiles of Beta(wins + 1/2, leads - wins + 1/2), R's `qbeta`. With no wins the lower
 * bound is exactly 0, with only wins the upper exactly 1 (Brown, Cai & DasGupta 2001).
 *
 * @param leads - more than 0
 * @throws Error for no leads or wins outside 0..leads
 * @example jeffreys(7, 40) // [0.0819, 0.3132]
 */
export function jeffreys(wins: number, leads: number, level = 0.95): [number, number] {
	if (!(leads > 0 && wins >= 0 && wins <= leads)) {
		throw new Error(`jeffreys: ${wins} wins of ${leads} leads`);
	}
	const curve = { a: [wins + 0.5], b: [leads - wins + 0.5], weight: [1] };
	return [
		wins === 0 ? 0 : betaMixtureQuantile((1 - level) / 2, curve),
		wins === leads ? 1 : betaMixtureQuantile((1 + level) / 2, curve)
	];
}
