import type { ScoreDifference } from '#lib/domain/calibration/comparison.ts';
import * as m from '#lib/paraglide/messages.js';

/** "Calibrated against today's points" */
export function pairName({ first, second }: Pick<ScoreDifference, 'first' | 'second'>): string {
	if (second === 'fitted') return m.compare_pair_calibrated_fitted();
	return first === 'fitted' ? m.compare_pair_fitted_current() : m.compare_pair_calibrated_current();
}
