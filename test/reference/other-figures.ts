import { twoSidedP } from '#lib/domain/logistic/two-sided-p.ts';
import { quantile } from './goodness-of-fit.ts';

/** More figures of other programs that the workbench does not show, each from its definition. */

/** The normal quantile, by bisection of its tail. */
function normalQuantile(share: number): number {
	return bisect((z) => (z < 0 ? twoSidedP(z) / 2 : 1 - twoSidedP(z) / 2) - share, -12, 12);
}

/** Where a rising function is 0. */
function bisect(rising: (x: number) => number, low: number, high: number): number {
	for (let i = 0; i < 200; i++) {
		const middle = (low + high) / 2;
		if (rising(middle) < 0) low = middle;
		else high = middle;
	}
	return (low + high) / 2;
}

/**
 * Obuchowski and McClish's variance of an AUC, of a binormal curve: specificity against sensitivity on normal paper as a
 * straight line by least squares, as pROC draws it.
 */
export function binormalVariance(score: ArrayLike<number>, won: ArrayLike<number>): number {
	const values = Array.from(score);
	const cases = values.filter((_, i) => won[i] === 1);
	const controls = values.filter((_, i) => won[i] !== 1);
	const points = pointsBetween(values)
		.map((cut) => ({
			specificity: controls.filter((value) => value < cut).length / controls.length,
			sensitivity: cases.filter((value) => value >= cut).length / cases.length
		}))
		.filter((point) => Object.values(point).every((share) => share > 0 && share < 1));
	const x = points.map(({ sensitivity }) => normalQuantile(sensitivity));
	const y = points.map(({ specificity }) => normalQuantile(specificity));
	const [a, b] = straightLine(x, y);
	const ratio = controls.length / cases.length;
	const e = Math.exp(-(a ** 2) / (2 * (1 + b ** 2)));
	const f = e / Math.sqrt(2 * Math.PI * (1 + b ** 2));
	const g = (-e * a * b) / Math.sqrt(2 * Math.PI * (1 + b ** 2) ** 3);
	const variance =
		f ** 2 * (1 + b ** 2 / ratio + a ** 2 / 2) + (g ** 2 * b ** 2 * (1 + ratio)) / (2 * ratio);
	return variance / cases.length;
}

/** The cut whose point of the ROC curve lies closest to the top left corner. */
export function closestToTopLeft(score: ArrayLike<number>, won: ArrayLike<number>) {
	const values = Array.from(score);
	const share = (outcome: number, holds: (value: number) => boolean) => {
		const some = values.filter((_, i) => won[i] === outcome);
		return some.filter(holds).length / some.length;
	};
	const points = pointsBetween(values).map((threshold) => ({
		threshold,
		specificity: share(0, (value) => value < threshold),
		sensitivity: share(1, (value) => value >= threshold)
	}));
	const distance = (point: (typeof points)[number]) =>
		(1 - point.specificity) ** 2 + (1 - point.sensitivity) ** 2;
	return points.reduce((best, point) => (distance(point) < distance(best) ? point : best));
}

/** Cuts halfway between neighbouring scores. */
function pointsBetween(values: number[]): number[] {
	const sorted = [...new Set(values)].sort((a, b) => a - b);
	return sorted.slice(1).map((value, i) => (value + sorted[i]) / 2);
}

/** Intercept and slope of the least squares line. */
function straightLine(x: number[], y: number[], weight = x.map(() => 1)): [number, number] {
	const total = weight.reduce((a, b) => a + b);
	const mean = (values: number[]) => values.reduce((sum, v, i) => sum + weight[i] * v, 0) / total;
	const [mx, my] = [mean(x), mean(y)];
	const covariance = x.reduce((sum, v, i) => sum + weight[i] * (v - mx) * (y[i] - my), 0);
	const spread = x.reduce((sum, v, i) => sum + weight[i] * (v - mx) ** 2, 0);
	const slope = covariance / spread;
	return [my - slope * mx, slope];
}

/**
 * rms's smooth calibration: distances of the prediction from a lowess curve of the outcome over it (Cleveland 1979; two
 * thirds of the leads at a time, no robust steps, lines between points a hundredth of the range apart).
 */
export function smoothCalibration(p: ArrayLike<number>, won: ArrayLike<number>) {
	const order = Array.from(p, (_, i) => i).sort((a, b) => p[a] - p[b]);
	const x = order.map((i) => p[i]);
	const y = order.map((i) => won[i]);
	const smooth = lowess(x, y);
	const atSame = new Map<number, number[]>();
	x.forEach((value, i) => atSame.set(value, [...(atSame.get(value) ?? []), smooth[i]]));
	const mean = new Map(
		[...atSame].map(([value, all]) => [value, all.reduce((a, b) => a + b) / all.length])
	);
	const apart = x.map((value) => Math.abs(value - mean.get(value)!));
	return {
		largest: Math.max(...apart),
		ninetieth: quantile(apart, 0.9),
		average: apart.reduce((a, b) => a + b) / apart.length
	};
}

/** Locally weighted lines through sorted points, fitted at points `delta` apart and joined between. */
function lowess(x: number[], y: number[]): number[] {
	const n = x.length;
	const window = Math.max(2, Math.min(n, Math.floor((2 / 3) * n + 1e-7)));
	const delta = (x[n - 1] - x[0]) / 100;
	const smooth = new Array<number>(n).fill(0);
	let [left, right, last, i] = [0, window - 1, -1, 0];
	for (;;) {
		while (right < n - 1 && x[i] - x[left] > x[right + 1] - x[i]) {
			left++;
			right++;
		}
		smooth[i] = lineAt(x, y, i, left, right) ?? y[i];
		if (last < i - 1) {
			for (let j = last + 1; j < i; j++) {
				const share = (x[j] - x[last]) / (x[i] - x[last]);
				smooth[j] = share * smooth[i] + (1 - share) * smooth[last];
			}
		}
		last = i;
		const reach = x[last] + delta;
		for (i = last + 1; i < n && x[i] <= reach; i++) {
			if (x[i] !== x[last]) continue;
			smooth[i] = smooth[last];
			last = i;
		}
		i = Math.max(last + 1, i - 1);
		if (last >= n - 1) return smooth;
	}
}

/** The tricube-weighted line at a point, from points of its window and those tied with the last of them. */
function lineAt(x: number[], y: number[], at: number, left: number, right: number): number | null {
	const range = x[x.length - 1] - x[0];
	const reach = Math.max(x[at] - x[left], x[right] - x[at]);
	const weight: number[] = [];
	for (let j = left; j < x.length; j++) {
		const r = Math.abs(x[j] - x[at]);
		if (r > 0.999 * reach) {
			if (x[j] > x[at]) break;
			weight.push(0);
		} else weight.push(r > 0.001 * reach ? (1 - (r / reach) ** 3) ** 3 : 1);
	}
	const total = weight.reduce((a, b) => a + b, 0);
	if (total <= 0) return null;
	const share = weight.map((w) => w / total);
	const center = share.reduce((sum, w, j) => sum + w * x[left + j], 0);
	const spread = share.reduce((sum, w, j) => sum + w * (x[left + j] - center) ** 2, 0);
	const tilt = Math.sqrt(spread) > 0.001 * range ? (x[at] - center) / spread : 0;
	return share.reduce(
		(sum, w, j) => sum + w * (1 + tilt * (x[left + j] - center)) * y[left + j],
		0
	);
}

/** scikit-learn's calibration curve: observed and predicted rate in bins of equal width, empty ones left out. */
export function calibrationCurve(won: number[], p: number[], bins: number): [number[], number[]] {
	const rows = [...Array(bins).keys()]
		.map((bin) => p.map((_, i) => i).filter((i) => Math.max(0, Math.ceil(p[i] * bins) - 1) === bin))
		.filter((members) => members.length > 0);
	const mean = (of: number[], members: number[]) =>
		members.reduce((sum, i) => sum + of[i], 0) / members.length;
	return [rows.map((members) => mean(won, members)), rows.map((members) => mean(p, members))];
}

/** Clopper and Pearson's interval: rates at which so many wins or more, and so many or fewer, are just 2.5 % likely. */
export function clopperPearson(wins: number, leads: number): [number, number] {
	const atMost = (k: number, rate: number) => {
		let [sum, choose] = [0, 1];
		for (let i = 0; i <= k; i++) {
			sum += choose * rate ** i * (1 - rate) ** (leads - i);
			choose = (choose * (leads - i)) / (i + 1);
		}
		return sum;
	};
	return [
		bisect((rate) => 1 - atMost(wins - 1, rate) - 0.025, 0, 1),
		bisect((rate) => 0.025 - atMost(wins, rate), 0, 1)
	];
}

/** The central 95 % of the beta distribution after Jeffreys' prior, by Simpson's rule over its density. */
export function jeffreys(wins: number, leads: number): [number, number] {
	const density = (x: number) => x ** (wins - 0.5) * (1 - x) ** (leads - wins - 0.5);
	const area = (to: number) => {
		const steps = 4000;
		const h = to / steps;
		let sum = density(0) + density(to);
		for (let i = 1; i < steps; i++) sum += (i % 2 ? 4 : 2) * density(i * h);
		return (sum * h) / 3;
	};
	const all = area(1);
	return [bisect((x) => area(x) / all - 0.025, 0, 1), bisect((x) => area(x) / all - 0.975, 0, 1)];
}
