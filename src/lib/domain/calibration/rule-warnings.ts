import type { Design } from '#lib/domain/logistic/design.ts';
import type { RuleSupport } from '#lib/domain/logistic/separation.ts';
import { twoSidedP } from '#lib/domain/logistic/two-sided-p.ts';
import type { RuleWarning } from './inference.ts';

/** Variance inflation above which two rules are said to be hard to tell apart. */
export const MOST_INFLATION = 5;

export interface WarningEvidence {
	/** Points today. */
	points: number;
	pointsEstimate: number | null;
	/** Interval of the weight that is believed. */
	ci: [number, number];
	lift: number | null;
	adjustedLift: number | null;
	/** Training leads with and without the rule. */
	support: RuleSupport;
	vif: number;
	/** The rule that fires most alike; null where there is no other. */
	nearest: Likeness | null;
}

export interface Likeness {
	/** Label of the rule. */
	rule: string;
	/** Correlation of the two over training leads, -1..1. */
	correlation: number;
}

/**
 * What a reader of a weight should know (design §7.2). A sign is only said to flip where the interval of the weight lies
 * wholly on the other side of 0, and against lift only where the rates with and without the rule differ by more than chance
 * too: then other rules, not luck, turn it round.
 *
 * @example ruleWarnings({ points: 20, ci: [-1.2, -0.3], … }) // [{ code: 'sign-against-points', params: { … } }]
 */
export function ruleWarnings(evidence: WarningEvidence): RuleWarning[] {
	const { points, pointsEstimate, ci, lift, adjustedLift, support, vif, nearest } = evidence;
	const sign = ci[0] > 0 ? 1 : ci[1] < 0 ? -1 : 0;
	const alone = signAlone(support);
	const warnings: RuleWarning[] = [];
	if (sign !== 0 && sign * points < 0) {
		const params = {
			points,
			...(pointsEstimate !== null && { estimate: rounded(pointsEstimate, 1) })
		};
		warnings.push({ code: 'sign-against-points', params });
	}
	if (sign * alone < 0 && lift !== null && adjustedLift !== null) {
		const params = { lift: rounded(lift, 2), adjusted: rounded(adjustedLift, 2) };
		warnings.push({ code: 'sign-against-lift', params });
	}
	if (vif > MOST_INFLATION && nearest) {
		const correlation = rounded(nearest.correlation, 2);
		const params = { vif: rounded(vif, 1), with: nearest.rule, correlation };
		warnings.push({ code: 'redundant', params });
	}
	return warnings;
}

/**
 * The term that fires most like another one: largest correlation over leads, whatever its sign.
 *
 * @param labels - of the terms that may be named, the first ones of the design
 * @returns null where there is no other
 * @example mostAlike(design, 0, ['Demo', 'Trial']) // { rule: 'Trial', correlation: 0.83 }
 */
export function mostAlike(
	design: Design,
	term: number,
	labels: readonly string[]
): Likeness | null {
	const own = centred(design, term);
	let nearest: Likeness | null = null;
	for (let other = 0; other < labels.length; other++) {
		if (other === term) continue;
		const correlation = own.with(centred(design, other));
		if (Math.abs(correlation) > Math.abs(nearest?.correlation ?? 0)) {
			nearest = { rule: labels[other], correlation };
		}
	}
	return nearest;
}

interface Centred {
	values: Float64Array;
	length: number;
	with(other: Centred): number;
}

/** A column less its mean over leads. */
function centred({ columns, n }: Design, term: number): Centred {
	const [column, leads] = [columns[term], sum(n)];
	const mean = sum(column.map((value, c) => n[c] * value)) / leads;
	const values = column.map((value) => value - mean);
	const length = Math.sqrt(sum(values.map((value, c) => n[c] * value ** 2)));
	return {
		values,
		length,
		with: (other) =>
			sum(values.map((value, c) => n[c] * value * other.values[c])) / (length * other.length)
	};
}

/** 1 or -1 where the win rates with and without the rule differ by more than chance (pooled z test, 5 %), else 0. */
function signAlone({ with: fired, without }: RuleSupport): number {
	const [a, b] = [fired.wins / fired.leads, without.wins / without.leads];
	const pooled = (fired.wins + without.wins) / (fired.leads + without.leads);
	const spread = pooled * (1 - pooled) * (1 / fired.leads + 1 / without.leads);
	const z = (a - b) / Math.sqrt(spread);
	return twoSidedP(z) < 0.05 ? Math.sign(z) : 0;
}

/** To so many decimals: a warning names a size, no more. */
function rounded(value: number, decimals: number): number {
	return Number(value.toFixed(decimals));
}

function sum(values: Float64Array): number {
	let total = 0;
	for (const value of values) total += value;
	return total;
}
