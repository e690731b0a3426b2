import type { PointsEstimate } from '#lib/domain/points/points-estimate.ts';
import { pointsScale } from '#lib/domain/points/points-scale.ts';
import { roundPoints } from '#lib/domain/points/round-points.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Measured } from '#lib/domain/units.ts';
import type { Refusal, Scale } from './calibration.ts';
import type { RuleFit } from './fit-rules.ts';
import { pointsEstimatesOf } from './points-estimates-of.ts';
import { isAtPrior, unshrunkEstimates } from './unshrunk-weights.ts';
import type { ScoreSides } from './score-sides.ts';

/** The points of a card, in order of its rules. */
export interface Points {
	scale: Scale;
	/** Before rounding, with interval; null where the rule got no weight. Left at today's points without end, with the interval of `unshrunk`. */
	estimates: (PointsEstimate | null)[];
	/** The same by the leads alone; null where the weight is not shrunk (statistics 10). */
	unshrunk: (PointsEstimate | null)[];
	/** Whole points; null where nothing was fitted. */
	whole: number[] | null;
	/** Whether the slope of today's score stays above 0 (statistics 9). */
	slopeCarries: boolean;
}

/**
 * Weights as points: on today's scale where today's score carries a slope, else stretched to the range. A refused
 * rule keeps today's points; an aliased one gets 0, because the rules it repeats carry its weight.
 */
export function pointsOf(
	scorecard: Scorecard,
	refusals: (Refusal | null)[],
	fitted: Measured<RuleFit>,
	today: ScoreSides,
	range: { min: number; max: number }
): Points {
	const slope = today.map.measured ? { value: today.map.slope, ci: today.map.slopeCi } : null;
	const weights = fitted.measured ? fitted.fit.coefficients.slice(1, fitted.rules.length + 1) : [];
	const scale = pointsScale(slope, weights, range);
	const nothing = () => rulesOf(scorecard).map((): PointsEstimate | null => null);
	if (!fitted.measured || scale.logOddsPerPoint === null) {
		const empty: Scale = { ...scale, kind: 'none', logOddsPerPoint: null, ...range, clipped: 0 };
		return {
			scale: empty,
			estimates: nothing(),
			unshrunk: nothing(),
			whole: null,
			slopeCarries: false
		};
	}
	const { logOddsPerPoint } = scale;
	const on = scale.kind === 'today' ? { todaysScore: today.train } : { logOddsPerPoint };
	const alone = unshrunkEstimates(fitted, on);
	const [estimates, unshrunk] = [nothing(), nothing()];
	pointsEstimatesOf(fitted, on).forEach((each, j) => {
		const rule = fitted.rules[j];
		unshrunk[rule] = alone[j];
		estimates[rule] = isAtPrior(fitted, j) ? { ...alone[j]!, estimate: each.estimate } : each;
	});
	const wanted = estimates.map((each, r) => each?.estimate ?? unfitted(refusals[r]));
	const points = rulesOf(scorecard).map((rule) => rule.points);
	const { points: whole, clipped } = roundPoints(wanted, points, range);
	return {
		scale: { ...scale, ...range, clipped },
		estimates,
		unshrunk,
		whole,
		slopeCarries: scale.kind === 'today'
	};
}

function unfitted(refusal: Refusal | null): number | null {
	return refusal?.reason === 'aliased' ? 0 : null;
}
