import type { ScoreName } from '#lib/domain/calibration/comparison.ts';
import * as m from '#lib/paraglide/messages.js';

/** "calibrated points against today's points" */
export function pairName({ first, second }: { first: ScoreName; second: ScoreName }): string {
	const names = {
		current: m.compare_pair_current,
		calibrated: m.compare_pair_calibrated,
		fitted: m.compare_pair_fitted
	};
	return m.compare_pair_names({ first: names[first](), second: names[second]() });
}
