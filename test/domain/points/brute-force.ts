import type { Design } from '#lib/domain/logistic/design.ts';
import type { PointsOptions } from '#lib/domain/points/points-options.ts';

/**
 * The least loss of all allowed cards, each looked at: profiled over the slope by golden section and over the intercept
 * inside; slow, and sharing nothing with the search.
 */
export function bruteForce(design: Design, options: PointsOptions): number {
	let least = Infinity;
	for (const points of allowedCards(design.columns.length, options)) {
		least = Math.min(least, lossOf(design, points, options.ridge, options.slopes));
	}
	return least;
}

export function* allowedCards(rules: number, options: PointsOptions): Generator<number[]> {
	const { maxRules = Infinity, maxChanged = Infinity, today = [] } = options;
	for (const points of product(rules, options)) {
		if (points.filter((value) => value !== 0).length > maxRules) continue;
		if (points.filter((value, j) => value !== today[j]).length > maxChanged) continue;
		yield points;
	}
}

function* product(
	rules: number,
	options: PointsOptions,
	start: number[] = []
): Generator<number[]> {
	if (start.length === rules) return yield start;
	for (const points of choices(start.length, options))
		yield* product(rules, options, [...start, points]);
}

function choices(
	j: number,
	{ min, max, locked, held, signs, multipleOf = 1 }: PointsOptions
): number[] {
	const kept = held?.[j] ?? locked?.[j];
	if (kept !== null && kept !== undefined) return [kept];
	const all = Array.from({ length: max - min + 1 }, (_, i) => min + i);
	return all.filter((value) => value % multipleOf === 0 && value * (signs?.[j] ?? 0) >= 0);
}

/** Loss of one card, with its slope at least 0, or in a window. An offset of the design stands beside the score. */
export function lossOf(
	design: Design,
	points: number[],
	ridge?: PointsOptions['ridge'],
	[least, most]: readonly [number, number] = [0, 50]
): number {
	const score = Float64Array.from(design.n, (_, c) =>
		points.reduce((sum, value, j) => sum + value * design.columns[j][c], 0)
	);
	const at = (slope: number) => profiled(design, score, slope) + penalty(points, slope, ridge);
	let [low, high] = [least, most];
	for (let turn = 0; turn < 60; turn++) {
		const [a, b] = [low + (high - low) * 0.382, low + (high - low) * 0.618];
		if (at(a) <= at(b)) high = b;
		else low = a;
	}
	return Math.min(at(least), at(most), at((low + high) / 2));
}

function penalty(points: number[], slope: number, ridge: PointsOptions['ridge']): number {
	if (!ridge) return 0;
	return points.reduce(
		(sum, value, j) => sum + (ridge.strength / 2) * (slope * value - (ridge.prior?.[j] ?? 0)) ** 2,
		0
	);
}

/** Least loss over the intercept, which Newton's method finds between bounds that close in. */
function profiled(
	{ n, k, offset = new Float64Array(n.length) }: Design,
	score: Float64Array,
	slope: number
): number {
	let [low, high] = [-4000, 4000];
	let intercept = 0;
	for (let turn = 0; turn < 200; turn++) {
		let surplus = 0;
		let curvature = 0;
		for (let c = 0; c < n.length; c++) {
			const p = 1 / (1 + Math.exp(-intercept - slope * score[c] - offset[c]));
			surplus += n[c] * p - k[c];
			curvature += n[c] * p * (1 - p);
		}
		if (surplus > 0) high = intercept;
		else low = intercept;
		const next = intercept - surplus / curvature;
		const inside = next > low && next < high;
		if (inside && Math.abs(next - intercept) < 1e-10) break;
		intercept = inside ? next : (low + high) / 2;
	}
	return n.reduce((sum, leads, c) => {
		const eta = intercept + slope * score[c] + offset[c];
		return sum + leads * (Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta)))) - k[c] * eta;
	}, 0);
}
