import { FULL, partsLeft, settledAfter, type Decay } from './decay.ts';
import { touchId } from './touch-feature.ts';
import type { Rule } from './scorecard.ts';

/** What the states of a rule are worth that is more than yes or no: one entry a state. */
export interface RuleLevels {
	/** Worth of each state in whole events: 0 first, then rising. The points of a rule are multiplied by it. */
	values: Float64Array;
	/** Least parts (`FULL` make one event) of each state; null where they are cut to equal steps. */
	parts: number[] | null;
	/** Parts in one step; 0 where nothing was cut. */
	step: number;
	/** What the cut can change of a score with today's points, at most; 0 where nothing was cut. */
	effect: number;
}

/** Levels that are kept as they are. */
const MOST_EXACT = 64;
/** States that a byte can hold beside "not evaluable" and "did not fire". */
const MOST_STEPS = 254;
/** Steps that a cut decay has at least, so that other points than today's can be tried on it. */
const FEWEST_STEPS = 20;

/**
 * The distinct levels of a rule that decays: what can be left of its events. Up to 64 are kept exactly. More are cut to
 * equal steps, each level rounded to the nearest of them (but never to 0), such that a score changes by less than half a
 * point; where 254 steps are too few for that, `effect` says by how much.
 *
 * Levels depend on the rule alone, never on data: the same rule has the same states everywhere.
 *
 * @returns null for a rule without decay, whose states are worth their number
 * @example ruleLevels({ id: 'a', label: 'A', points: 10, when, decay: { kind: 'expiry', days: 90, age: 'days' } })?.values // [0, 1]
 */
export function ruleLevels(rule: Rule): RuleLevels | null {
	if (!rule.decay) return null;
	const most = 'each' in rule ? rule.each.atMost : 1;
	const single = partsOfOne(rule.decay);
	const parts = decaysPerTouch(rule) ? sumsOf(single, most) : productsOf(single, most);
	if (parts) {
		const values = Float64Array.from(parts, (each) => each / FULL);
		return { values, parts, step: 0, effect: 0 };
	}
	const wanted = Math.ceil(2 * most * Math.abs(rule.points));
	const steps = Math.min(MOST_STEPS, Math.max(FEWEST_STEPS, wanted));
	const step = (most * FULL) / steps;
	const values = Float64Array.from({ length: steps + 1 }, (_, i) => (i * step) / FULL);
	return { values, parts: null, step, effect: (Math.abs(rule.points) * step) / FULL };
}

/** Whether every touch a rule counts decays by its own age. */
export function decaysPerTouch(rule: Rule): boolean {
	const { decay } = rule;
	if (!decay || decay.age !== undefined) return false;
	return 'each' in rule && touchId(rule.each.field) !== null;
}

/**
 * The state that so many parts are.
 * @example stateOfParts(levels, 500000) // 1 for an expiry of two events
 */
export function stateOfParts({ parts, step, values }: RuleLevels, found: number): number {
	if (parts) {
		let state = 0;
		while (state + 1 < parts.length && found >= parts[state + 1]) state++;
		return state;
	}
	if (found <= 0) return 0;
	return Math.min(values.length - 1, Math.max(1, Math.floor(found / step + 0.5)));
}

/** What can be left of one event, rising, 0 among it; null where that is too much to keep. */
function partsOfOne(decay: Decay): number[] | null {
	const settled = settledAfter(decay);
	const found = new Set([0]);
	for (let age = 0; age <= settled; age++) {
		found.add(partsLeft(decay, age));
		if (found.size > MOST_EXACT) return null;
	}
	return rising(found);
}

function sumsOf(single: number[] | null, most: number): number[] | null {
	if (!single) return null;
	let found = new Set([0]);
	for (let event = 0; event < most; event++) {
		found = new Set([...found].flatMap((sum) => single.map((each) => sum + each)));
		if (found.size > MOST_EXACT) return null;
	}
	return rising(found);
}

function productsOf(single: number[] | null, most: number): number[] | null {
	if (!single) return null;
	const found = new Set([0]);
	for (let event = 1; event <= most; event++) {
		for (const each of single) found.add(event * each);
		if (found.size > MOST_EXACT) return null;
	}
	return rising(found);
}

function rising(values: Set<number>): number[] {
	return [...values].sort((a, b) => a - b);
}
