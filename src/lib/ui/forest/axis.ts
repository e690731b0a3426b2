import type { RuleResult } from '#lib/domain/calibration/calibration.ts';

/** The points axis that all rows of a forest table share. */
export interface PointsAxis {
	from: number;
	to: number;
	ticks: number[];
}

/**
 * An axis that holds every point value today and calibrated, and intervals as far as they do not squeeze the rest: a
 * hopelessly wide one runs off the edge.
 *
 * @example pointsAxis([]).ticks // [0, 10]
 */
export function pointsAxis(
	rules: Pick<RuleResult, 'points' | 'calibratedPoints' | 'pointsCi'>[]
): PointsAxis {
	const values = rules.flatMap((rule) => [rule.points, rule.calibratedPoints ?? 0]);
	const lowest = Math.min(0, ...values);
	const highest = Math.max(0, ...values);
	const room = 0.35 * (highest - lowest || 10);
	const bounds = rules.flatMap((rule) => rule.pointsCi ?? []);
	const from = Math.max(lowest - room, Math.min(lowest, ...bounds));
	const to = Math.min(highest + room, Math.max(highest || 10, ...bounds));
	const step = niceStep((to - from) / 5);
	const [first, last] = [Math.floor(from / step), Math.ceil(to / step)];
	return {
		from: first * step,
		to: last * step,
		ticks: Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step + 0)
	};
}

/** Position on the axis, 0..100; what lies outside stands at the edge. */
export function place(axis: PointsAxis, points: number): number {
	const share = (points - axis.from) / (axis.to - axis.from);
	return Math.round(10_000 * Math.min(1, Math.max(0, share))) / 100;
}

function niceStep(rough: number): number {
	const power = 10 ** Math.floor(Math.log10(rough));
	const step = [1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10;
	return Math.max(1, step * power);
}
