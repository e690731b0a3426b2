import { resampleCells, type Resampling } from '#lib/domain/logistic/resample-cells.ts';
import { random } from '#lib/domain/random.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';

/** Leads by score and by what became of them; the kinds exclude one another. */
export interface LeadKinds {
	/** Distinct scores, ascending. */
	score: Float64Array;
	/** Leads of each kind by score, for instance won and lost. */
	kinds: Float64Array[];
}

export interface ResamplingOptions {
	/** Samples to draw. */
	draws?: number;
	seed?: number;
	kind?: Resampling;
	/** Draws a sample of the leads in a way of its own, such as `accountSampler`; default: lead by lead, as `kind` says. */
	sampleOf?: (next: () => number) => LeadKinds;
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
 * Bootstrap intervals of thresholds that are chosen on the same leads (statistics 18): leads are drawn again, and every
 * threshold is chosen once more on every sample. Which leads have which score is all a threshold depends on, so samples of
 * score groups are samples of leads. The card itself stays as it is. Scores that no sampled lead has are not in a sample.
 *
 * @param choose - the thresholds of a sample, always as many and in the same order; null where there is none
 * @returns an interval for each, or not measured: nothing drawn (`nothing-drawn`), no threshold in more than 5 % of the
 * samples (`threshold-unstable`)
 * @throws Error for `multinomial` samples of leads that do not add up to a whole number
 * @example resampledThresholds({ score, kinds: [won, lost] }, (sample) => [gateOf(sample), otherGateOf(sample)])
 */
export function resampledThresholds(
	leads: LeadKinds,
	choose: (sample: LeadKinds) => (number | null)[],
	options: ResamplingOptions = {}
): Measured<ThresholdInterval>[] {
	const { draws = 1000, seed = 1, kind = 'multinomial', onProgress, shouldStop } = options;
	const { sampleOf = (next) => leadSample(leads, next, kind) } = options;
	const found = choose(leads).map(() => [] as number[]);
	let drawn = 0;
	while (drawn < draws && !shouldStop?.()) {
		const next = random(Math.imul(seed, 0x85ebca6b) + drawn++);
		choose(sampleOf(next)).forEach((threshold, i) => {
			if (threshold !== null) found[i].push(threshold);
		});
		onProgress?.(drawn / draws);
	}
	return found.map((each) => intervalOf(each, drawn, drawn < draws));
}

function leadSample({ score, kinds }: LeadKinds, next: () => number, kind: Resampling): LeadKinds {
	const groups = score.length;
	const all = new Float64Array(groups * kinds.length);
	kinds.forEach((leads, i) => all.set(leads, i * groups));
	const { n: drawn } = resampleCells({ n: all, k: new Float64Array(all.length) }, next, kind);
	return withoutEmpty(score, drawn, kinds.length);
}

/**
 * Kinds of leads by score from one column that holds one kind after the other; scores that no lead has are left out.
 *
 * @param drawn - of length `score.length` x `kinds`
 * @example withoutEmpty(Float64Array.of(0, 10), Float64Array.of(0, 2, 0, 3), 2) // { score: [10], kinds: [[2], [3]] }
 */
export function withoutEmpty(score: Float64Array, drawn: Float64Array, kinds: number): LeadKinds {
	const groups = score.length;
	const kept = new Uint32Array(groups);
	let found = 0;
	for (let g = 0; g < groups; g++) {
		let leads = 0;
		for (let i = g; i < drawn.length; i += groups) leads += drawn[i];
		if (leads > 0) kept[found++] = g;
	}
	const taken = (from: Float64Array, start: number) => {
		const column = new Float64Array(found);
		for (let g = 0; g < found; g++) column[g] = from[start + kept[g]];
		return column;
	};
	return {
		score: taken(score, 0),
		kinds: Array.from({ length: kinds }, (_, i) => taken(drawn, i * groups))
	};
}

/**
 * The interval of the thresholds that samples gave.
 *
 * @param found - thresholds of the samples in which there was one
 * @returns not measured for the reasons of `resampledThresholds`
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
