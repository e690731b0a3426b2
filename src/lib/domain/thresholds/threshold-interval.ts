import type { ScoreGroups } from '#lib/domain/evaluation/collapse-scores.ts';
import type { Measured } from '#lib/domain/units.ts';
import { outcomeKinds, wonGroups } from './outcome-kinds.ts';
import {
	resampledThresholds,
	type ResamplingOptions,
	type ThresholdInterval
} from './resampled-thresholds.ts';

/**
 * Bootstrap interval of one threshold (statistics 18), see `resampledThresholds`.
 *
 * @param groups - training leads by score
 * @param choose - the rule, for instance `(sample) => costGate(sample, economics)`
 * @returns not measured where the rule gives no threshold on the leads themselves (its reason), or for the reasons of
 * `resampledThresholds`
 * @throws Error for `multinomial` samples of leads that do not add up to a whole number
 * @example thresholdInterval(groups, (sample) => capacityGate(sample, 26, 40)) // { measured: true, ci: [45, 60], … }
 */
export function thresholdInterval(
	groups: ScoreGroups,
	choose: (groups: ScoreGroups) => Measured<{ threshold: number }>,
	options: ResamplingOptions = {}
): Measured<ThresholdInterval> {
	const own = choose(groups);
	if (!own.measured) return own;
	const [interval] = resampledThresholds(
		outcomeKinds({ ...groups, won: groups.k }),
		(sample) => {
			const found = choose(wonGroups(sample));
			return [found.measured ? found.threshold : null];
		},
		options
	);
	return interval;
}
