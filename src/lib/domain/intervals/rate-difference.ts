import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { Share } from './rate.ts';
import { wilson } from './wilson.ts';

/** Rate of the first less rate of the second, -1..1, with its interval. */
export interface RateDifference {
	difference: number;
	lo: number;
	hi: number;
}

/**
 * The difference of two independent rates with Newcombe's interval (1998, method 10): Wilson bounds of each joined by
 * the root of their squared distances; R's `prop.test` bounds put together. It stays within -1 and 1 and is right for
 * small counts.
 *
 * @returns not measured: `no-leads` where one of them has none
 * @throws Error for more wins than leads
 * @example rateDifference({ wins: 56, leads: 70 }, { wins: 48, leads: 80 }) // { difference: 0.2, lo: 0.0524, hi: 0.3339 }
 */
export function rateDifference(a: Share, b: Share, level = 0.95): Measured<RateDifference> {
	if (a.leads === 0 || b.leads === 0) return notMeasured('no-leads');
	const [loA, hiA] = wilson(a.wins, a.leads, level);
	const [loB, hiB] = wilson(b.wins, b.leads, level);
	const [rateA, rateB] = [a.wins / a.leads, b.wins / b.leads];
	const difference = rateA - rateB;
	return {
		measured: true,
		difference,
		lo: difference - Math.hypot(rateA - loA, hiB - rateB),
		hi: difference + Math.hypot(hiA - rateA, rateB - loB)
	};
}
