import type { ScoreGroups } from '#lib/domain/evaluation/collapse-scores.ts';
import { resampleCells, type Resampling } from '#lib/domain/logistic/resample-cells.ts';
import { random } from '#lib/domain/random.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';

export interface ThresholdIntervalOptions {
	/** Samples to draw. */
	draws?: number;
	seed?: number;
	kind?: Resampling;
	/** Called after every sample with the share done, 0..1. */
	onProgress?: (share: number) => void;
	/** Asked before every sample; true ends the work with what there is. */
	shouldStop?: () => boolean;
}

/** Where a threshold would have come to lie with other leads. */
export interface ThresholdInterval {
	/** From the 2.5th to the 97.5th of 100 samples. */
	ci: [number, number];
	/** Samples drawn, and those of them in which the rule gave no threshold. */
	drawn: number;
	unmeasured: number;
	/** Whether `shouldStop` ended it early. */
	stopped: boolean;
}

/** Samples without a threshold beyond this share leave no interval. */
const MOST_UNMEASURED = 0.05;

/**
 * Bootstrap interval of a threshold (statistics 18): leads are drawn again on their scores, and the rule that chose the
 * threshold chooses once more. Which leads have which score is all a threshold depends on, so samples of score groups are
 * samples of leads. The card itself stays as it is.
 *
 * @param groups - training leads by score
 * @param choose - the rule, for instance `(sample) => costGate(sample, economics)`
 * @returns not measured where the rule gives no threshold on the leads themselves (its reason), where nothing was drawn
 * (`nothing-drawn`), or in more than 5 % of the samples (`threshold-unstable`)
 * @throws Error for `multinomial` samples of leads that do not add up to a whole number
 * @example thresholdInterval(groups, (sample) => capacityGate(sample, 26, 40)) // { measured: true, ci: [45, 60], … }
 */
export function thresholdInterval(
	groups: ScoreGroups,
	choose: (groups: ScoreGroups) => Measured<{ threshold: number }>,
	options: ThresholdIntervalOptions = {}
): Measured<ThresholdInterval> {
	const { draws = 1000, seed = 1, kind = 'multinomial', onProgress, shouldStop } = options;
	const own = choose(groups);
	if (!own.measured) return own;
	const found: number[] = [];
	let drawn = 0;
	while (drawn < draws && !shouldStop?.()) {
		const next = random(Math.imul(seed, 0x85ebca6b) + drawn++);
		const threshold = choose(sampleOf(groups, next, kind));
		if (threshold.measured) found.push(threshold.threshold);
		onProgress?.(drawn / draws);
	}
	return intervalOf(found, drawn, drawn < draws);
}

function sampleOf(groups: ScoreGroups, next: () => number, kind: Resampling): ScoreGroups {
	const { n, k } = resampleCells(groups, next, kind);
	const kept = [...n.keys()].filter((g) => n[g] > 0);
	return {
		score: Float64Array.from(kept, (g) => groups.score[g]),
		n: Float64Array.from(kept, (g) => n[g]),
		k: Float64Array.from(kept, (g) => k[g]),
		group: Uint32Array.from(kept.keys())
	};
}

/**
 * The interval of the thresholds that samples gave.
 *
 * @param found - thresholds of the samples in which there was one
 * @returns not measured for the reasons of `thresholdInterval`
 * @example intervalOf([40, 45, 45], 3, false) // { measured: true, ci: [40, 45], drawn: 3, unmeasured: 0, stopped: false }
 */
export function intervalOf(
	found: readonly number[],
	drawn: number,
	stopped: boolean
): Measured<ThresholdInterval> {
	const unmeasured = drawn - found.length;
	if (drawn === 0) return notMeasured('nothing-drawn');
	if (unmeasured > MOST_UNMEASURED * drawn) {
		return notMeasured('threshold-unstable', { samples: drawn, unmeasured });
	}
	const sorted = Float64Array.from(found).sort();
	const quantile = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
	return { measured: true, ci: [quantile(0.025), quantile(0.975)], drawn, unmeasured, stopped };
}
