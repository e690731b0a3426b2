/** Least and most log-odds that a point of a card may be worth. */
export type SlopeWindow = readonly [number, number];

/** A card whose points are worth as much as suits it, but never less than nothing. */
export const ANY_SLOPE: SlopeWindow = [0, Infinity];

/** How far the worth of a point may be off today's and still count as today's scale. */
const SAME_SCALE = 0.1;

/**
 * Slopes at which points stand on today's scale (statistics 9): the interval of b, the log-odds per point of today's score,
 * but no narrower than 10 % on either side, where 20 points read as 18 to 22. With many leads the interval alone would
 * leave room for no whole points at all.
 *
 * @example todaysScale(0.06, [0.05, 0.07]) // [0.05, 0.07]
 * @example todaysScale(0.06, [0.0599, 0.0601]) // [0.0545, 0.066]
 */
export function todaysScale(slope: number, [low, high]: readonly [number, number]): SlopeWindow {
	return [Math.min(low, slope / (1 + SAME_SCALE)), Math.max(high, slope * (1 + SAME_SCALE))];
}

/** Whether every slope above 0 is allowed, so that multiples of a card have the same loss. */
export function isAnySlope([low, high]: SlopeWindow): boolean {
	return low === 0 && high === Infinity;
}

/** The slope in a window that is nearest to a given one. */
export function nearestSlope(slope: number, [low, high]: SlopeWindow): number {
	return Math.min(high, Math.max(low, slope));
}
