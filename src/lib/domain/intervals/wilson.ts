import { normalReach } from './normal-interval.ts';

/**
 * Wilson score interval of a rate (1927), without continuity correction; R's `prop.test(correct = FALSE)`. With no wins
 * the lower bound is exactly 0, with only wins the upper exactly 1.
 *
 * @param wins - 0..leads
 * @param leads - more than 0
 * @throws Error for no leads or wins outside 0..leads
 * @example wilson(7, 40) // [0.0875, 0.3195]
 */
export function wilson(wins: number, leads: number, level = 0.95): [number, number] {
	if (!(leads > 0 && wins >= 0 && wins <= leads)) {
		throw new Error(`wilson: ${wins} wins of ${leads} leads`);
	}
	const z = normalReach(level);
	const rate = wins / leads;
	const spread = z * Math.sqrt((rate * (1 - rate)) / leads + (z * z) / (4 * leads * leads));
	const middle = rate + (z * z) / (2 * leads);
	const shrink = 1 + (z * z) / leads;
	return [
		wins === 0 ? 0 : (middle - spread) / shrink,
		wins === leads ? 1 : (middle + spread) / shrink
	];
}
