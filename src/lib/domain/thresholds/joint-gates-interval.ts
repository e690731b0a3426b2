import { resampleCells } from '#lib/domain/logistic/resample-cells.ts';
import { random } from '#lib/domain/random.ts';
import type { Measured } from '#lib/domain/units.ts';
import { jointGates, type JointEconomics, type JointOutcomes } from './joint-gates.ts';
import {
	intervalOf,
	type ThresholdInterval,
	type ThresholdIntervalOptions
} from './threshold-interval.ts';

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
	options: ThresholdIntervalOptions = {}
): Measured<JointGatesInterval> {
	const { draws = 1000, seed = 1, kind = 'multinomial', onProgress, shouldStop } = options;
	const own = jointGates(outcomes, economics);
	if (!own.measured) return own;
	const found = { mql: [] as number[], sql: [] as number[] };
	let drawn = 0;
	while (drawn < draws && !shouldStop?.()) {
		const next = random(Math.imul(seed, 0x85ebca6b) + drawn++);
		const gates = jointGates(sampleOf(outcomes, next, kind), economics);
		if (gates.measured) found.mql.push(gates.mql);
		if (gates.measured && gates.sql !== null) found.sql.push(gates.sql);
		onProgress?.(drawn / draws);
	}
	const stopped = drawn < draws;
	return {
		measured: true,
		mql: intervalOf(found.mql, drawn, stopped),
		sql: intervalOf(found.sql, drawn, stopped)
	};
}

/** Accepted leads and the others are drawn as cells of their own, the accepted ones with their wins. */
function sampleOf(
	{ score, n, accepted, won }: JointOutcomes,
	next: () => number,
	kind: NonNullable<ThresholdIntervalOptions['kind']>
): JointOutcomes {
	const groups = score.length;
	const apart = { n: new Float64Array(2 * groups), k: new Float64Array(2 * groups) };
	apart.n.set(accepted);
	apart.n.set(
		n.map((leads, g) => leads - accepted[g]),
		groups
	);
	apart.k.set(won);
	const drawn = resampleCells(apart, next, kind);
	const leads = n.map((_, g) => drawn.n[g] + drawn.n[groups + g]);
	const kept = [...leads.keys()].filter((g) => leads[g] > 0);
	return {
		score: Float64Array.from(kept, (g) => score[g]),
		n: Float64Array.from(kept, (g) => leads[g]),
		accepted: Float64Array.from(kept, (g) => drawn.n[g]),
		won: Float64Array.from(kept, (g) => drawn.k[g])
	};
}
