import type { Refusal, RuleVerdict } from '#lib/domain/calibration/calibration.ts';
import { twoSidedP } from '#lib/domain/logistic/two-sided-p.ts';
import type { PointsEstimate } from '#lib/domain/points/points-estimate.ts';
import { benjaminiHochberg } from '#lib/domain/intervals/benjamini-hochberg.ts';

/** False discovery rate over the rules of a card. */
const FALSE_DISCOVERIES = 0.05;

export interface RuleEvidence {
	/** Points today. */
	points: number;
	/** Calibrated points on today's scale; null where the rule got no weight. */
	estimate: PointsEstimate | null;
	/** The same by the leads alone, where a penalty drew the estimate towards today's points (statistics 10). */
	unshrunk?: PointsEstimate | null;
	/** Why it got none. */
	refused: Refusal | null;
}

/**
 * Verdict on each rule of a card (statistics 12). Today's points are tested against the estimate, Benjamini-Hochberg
 * over all rules with an estimate:
 * * not rejected: `keep` if the interval's half-width is at most max(2 points, 25 % of the points), else
 *   `not-enough-data`;
 * * rejected: `drop` if the interval contains 0, else `raise` or `lower` (more or fewer points as a signed number: from
 *   -10 to -20 is lower).
 *
 * A shrunk estimate was drawn to today's points, so its nearness to them proves nothing: such a rule is `keep` only where
 * the leads alone say so, by the same two conditions. `raise`, `lower` and `drop` need no such care; a penalty that draws to
 * today's points only makes them harder to reach.
 *
 * A refused rule gets the word of its refusal. Where today's score carries no slope the scale is unknown and every
 * rule is `not-enough-data` (statistics 9).
 *
 * @param slopeCarries - whether the interval of b, the slope of today's score, stays above 0
 * @returns one verdict a rule, in order
 * @example ruleVerdicts([{ points: 30, estimate: { estimate: 41, standardError: 2, ci: [37, 45] }, refused: null }], true)
 * // ['raise']
 */
export function ruleVerdicts(rules: readonly RuleEvidence[], slopeCarries: boolean): RuleVerdict[] {
	const adjusted = adjustedPValues(rules);
	return rules.map(({ points, estimate, unshrunk, refused }, i) => {
		if (!estimate) return refusalWord(refused);
		if (!slopeCarries) return 'not-enough-data';
		if (adjusted[i] <= FALSE_DISCOVERIES) return changeOf(points, estimate);
		const held = !unshrunk || isInside(points, unshrunk);
		return held && isNarrow(points, unshrunk ?? estimate) ? 'keep' : 'not-enough-data';
	});
}

function adjustedPValues(rules: readonly RuleEvidence[]): number[] {
	const tested = [...rules.keys()].filter((i) => rules[i].estimate);
	const p = tested.map((i) => {
		const { estimate, standardError } = rules[i].estimate as PointsEstimate;
		return twoSidedP((estimate - rules[i].points) / standardError);
	});
	const adjusted = new Array<number>(rules.length).fill(1);
	benjaminiHochberg(p).forEach((value, j) => (adjusted[tested[j]] = value));
	return adjusted;
}

function changeOf(points: number, { estimate, ci: [lower, upper] }: PointsEstimate): RuleVerdict {
	if (lower <= 0 && upper >= 0) return 'drop';
	return estimate > points ? 'raise' : 'lower';
}

function isInside(points: number, { ci: [lower, upper] }: PointsEstimate): boolean {
	return lower <= points && points <= upper;
}

function isNarrow(points: number, { ci: [lower, upper] }: PointsEstimate): boolean {
	return (upper - lower) / 2 <= Math.max(2, 0.25 * Math.abs(points));
}

function refusalWord(refused: Refusal | null): RuleVerdict {
	switch (refused?.reason) {
		case 'aliased':
		case 'never-fires':
		case 'always-fires':
		case 'not-evaluable':
			return refused.reason;
		case undefined:
			return 'not-enough-data';
		default:
			return 'separated';
	}
}
