/**
 * Keeps at most `most` of the points of a rising curve: the first, the last, and those nearest to equal steps of
 * `position`. Kept points are points of the curve; nothing is interpolated.
 *
 * @param position - rises (or stays) along the curve, e.g. false plus true positive rate
 * @param most - at least 2
 * @example thinCurve([0, 1, 2, 3], (x) => x, 2) // [0, 3]
 */
export function thinCurve<T>(points: T[], position: (point: T) => number, most: number): T[] {
	if (points.length <= most) return points;
	const from = position(points[0]);
	const to = position(points[points.length - 1]);
	const kept = [points[0]];
	let at = 1;
	for (let i = 1; i < most - 1; i++) {
		const wanted = from + ((to - from) * i) / (most - 1);
		const latest = points.length - (most - i);
		while (at < latest && nearer(position, points[at], points[at + 1], wanted)) at++;
		kept.push(points[at++]);
	}
	return [...kept, points[points.length - 1]];
}

function nearer<T>(position: (point: T) => number, now: T, next: T, wanted: number): boolean {
	return Math.abs(position(next) - wanted) <= Math.abs(position(now) - wanted);
}
