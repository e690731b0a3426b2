import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { ScoreRange } from './attainable-scores.ts';

/** A score from 0 to 100: factor x score + shift. */
export interface HundredScale {
	factor: number;
	shift: number;
}

/**
 * Shows scores from 0 (the lowest of a range) to 100 (the highest). Only presentation: points, thresholds and
 * probabilities stay on their own scale, and nothing is rounded a second time.
 *
 * @param range - from `attainableScores` or `observedScores`
 * @returns not measured where there is one score only (`constant-score`)
 * @example hundredScale({ min: -20, max: 180, exact: true }) // { measured: true, factor: 0.5, shift: 10 }
 */
export function hundredScale({ min, max }: ScoreRange): Measured<HundredScale> {
	if (!(max > min)) return notMeasured('constant-score', { score: min });
	const factor = 100 / (max - min);
	return { measured: true, factor, shift: -min * factor + 0 };
}
