import { notMeasured, type Measured } from '#lib/domain/units.ts';

/**
 * Points that double the odds of a win: ln 2 / slope. The most telling number of a card: 20 points more, twice the odds.
 *
 * @param slope - log-odds per point
 * @returns not measured where the score does not rise with the odds (`no-slope`)
 * @example pointsToDoubleOdds(0.0347) // { measured: true, points: 19.98 }
 */
export function pointsToDoubleOdds(slope: number): Measured<{ points: number }> {
	if (!(slope > 0 && slope < Infinity)) return notMeasured('no-slope', { slope });
	return { measured: true, points: Math.LN2 / slope };
}
