import type { Measured } from '#lib/domain/units.ts';
import { jointGates, type JointEconomics, type JointOutcomes } from './joint-gates.ts';
import { jointOutcomes, outcomeKinds } from './outcome-kinds.ts';
import {
	resampledThresholds,
	type ResamplingOptions,
	type ThresholdInterval
} from './resampled-thresholds.ts';

/** Where both gates would have come to lie with other leads. */
export interface JointGatesInterval {
	mql: Measured<ThresholdInterval>;
	/** Samples in which no lead was worth sending straight to sales have no SQL gate. */
	sql: Measured<ThresholdInterval>;
}

/**
 * Bootstrap intervals of the two gates of `jointGates`: leads are drawn again with both their outcomes, and both gates are
 * chosen once more.
 *
 * @returns not measured for the reasons of `jointGates` on the leads themselves; each gate may be unstable for itself
 * @example jointGatesInterval(outcomes, economics, { draws: 1000 }) // { measured: true, mql: { ci: [25, 35], … }, sql: … }
 */
export function jointGatesInterval(
	outcomes: JointOutcomes,
	economics: JointEconomics,
	options: ResamplingOptions = {}
): Measured<JointGatesInterval> {
	const own = jointGates(outcomes, economics);
	if (!own.measured) return own;
	const choose = (sample: JointOutcomes) => {
		const gates = jointGates(sample, economics);
		return gates.measured ? [gates.mql, gates.sql] : [null, null];
	};
	const [mql, sql] = resampledThresholds(
		outcomeKinds(outcomes),
		(sample) => choose(jointOutcomes(sample)),
		options
	);
	return { measured: true, mql, sql };
}
