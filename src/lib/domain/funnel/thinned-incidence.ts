import type { Incidence } from './cumulative-incidence.ts';

/**
 * A curve with fewer points that says the same at some ages: a picture needs no more. Every step that is the last by one of
 * the ages is kept, as are the first and the last.
 *
 * @param ages - days at which `incidenceAt` stays exact
 * @param most - points beside those
 * @example thinnedIncidence(incidence, [30, 90], 160).points.length // at most 164
 */
export function thinnedIncidence(incidence: Incidence, ages: number[], most: number): Incidence {
	const { points } = incidence;
	if (points.length <= most) return incidence;
	const kept = new Set([0, points.length - 1]);
	for (let i = 0; i < most; i++) kept.add(Math.floor((i * points.length) / most));
	for (const age of ages) kept.add(points.findLastIndex(({ day }) => day <= age));
	return { ...incidence, points: points.filter((_, i) => kept.has(i)) };
}
