import type { Scale } from '#lib/domain/calibration/calibration.ts';

export type PointsScale = Pick<Scale, 'kind' | 'slope' | 'slopeCi' | 'logOddsPerPoint'>;

/**
 * What one calibrated point means (statistics 9). `today`: the slope b of log-odds on today's score, where its interval
 * stays above 0. `range`: otherwise the smallest unit at which every weight fits the range, so that the weight that
 * fills the range most gets its bound. `none`: no weights, or a range that leaves room for none of them.
 *
 * @param slope - b with its interval; null where today's score has no map
 * @param weights - log-odds per step of the fitted rules
 * @param range - lowest and highest points allowed
 * @example pointsScale({ value: 0.07, ci: [0.05, 0.1] }, [1, -0.5], { min: -50, max: 50 }).logOddsPerPoint // 0.07
 */
export function pointsScale(
	slope: { value: number; ci: [number, number] } | null,
	weights: readonly number[],
	{ min, max }: { min: number; max: number }
): PointsScale {
	const measured = { slope: slope?.value ?? null, slopeCi: slope?.ci ?? null };
	if (weights.length === 0) return { kind: 'none', ...measured, logOddsPerPoint: null };
	if (slope && slope.ci[0] > 0) return { kind: 'today', ...measured, logOddsPerPoint: slope.value };
	const units = weights.map((weight) => {
		const bound = weight > 0 ? max : min;
		return bound * weight > 0 ? weight / bound : 0;
	});
	const unit = Math.max(...units);
	return unit > 0
		? { kind: 'range', ...measured, logOddsPerPoint: unit }
		: { kind: 'none', ...measured, logOddsPerPoint: null };
}
