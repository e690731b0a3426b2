import { chiSquareUpperTail } from '#lib/domain/logistic/chi-square-upper-tail.ts';
import { twoSidedP } from '#lib/domain/logistic/two-sided-p.ts';

/**
 * Figures of other programs that the workbench does not show, each from its definition, lead by lead: they depend on
 * bins (Hosmer and Lemeshow, ECE, the ranks of rms) or on straight lines (ROCR) or have a better successor (le Cessie).
 */

/** Groups between the deciles of the prediction; chi-square of observed and expected wins and losses. */
export function hosmerLemeshow(p: number[], won: number[], groups = 10) {
	const cuts = [...Array(groups + 1).keys()].map((i) => quantile(p, i / groups));
	const edges = [...new Set(cuts)];
	const of = (value: number) =>
		Math.max(
			0,
			edges.slice(1).findIndex((edge) => value <= edge)
		);
	const table = edges.slice(1).map(() => ({ n: 0, observed: 0, expected: 0 }));
	p.forEach((each, i) => {
		const row = table[of(each)];
		row.n++;
		row.observed += won[i];
		row.expected += each;
	});
	const chiSquare = table.reduce((sum, { n, observed, expected }) => {
		const distance = (observed - expected) ** 2;
		return sum + distance / expected + distance / (n - expected);
	}, 0);
	const df = edges.length - 3;
	return { chiSquare, df, p: chiSquareUpperTail(chiSquare, df), table };
}

/** Mean distance of predicted and observed rate over bins. */
export function expectedCalibrationError(
	p: number[],
	won: number[],
	binOf: (i: number) => number
): number {
	const bins = new Map<number, { n: number; p: number; won: number }>();
	p.forEach((each, i) => {
		const bin = bins.get(binOf(i)) ?? { n: 0, p: 0, won: 0 };
		bins.set(binOf(i), { n: bin.n + 1, p: bin.p + each, won: bin.won + won[i] });
	});
	return [...bins.values()].reduce((sum, bin) => sum + Math.abs(bin.won - bin.p), 0) / p.length;
}

/** ROCR's area under the precision-recall curve: the best precision of each recall, from (0, 1), joined by straight lines. */
export function straightPrecisionRecall(points: { precision: number; recall: number }[]): number {
	const best = new Map([[0, 1]]);
	for (const { precision, recall } of points) {
		best.set(recall, Math.max(best.get(recall) ?? 0, precision));
	}
	const curve = [...best];
	return curve
		.slice(1)
		.reduce(
			(sum, [recall, precision], i) =>
				sum + ((recall - curve[i][0]) * (precision + curve[i][1])) / 2,
			0
		);
}

/** Le Cessie, van Houwelingen, Copas and Hosmer: whether the sum of squared errors is what it should be. */
export function leCessie(p: number[], won: number[], columns: ArrayLike<number>[]) {
	const sum = p.reduce((total, each, i) => total + (won[i] - each) ** 2, 0);
	const expected = p.reduce((total, each) => total + each * (1 - each), 0);
	const weight = p.map((each) => each * (1 - each));
	const d = p.map((each) => 1 - 2 * each);
	const design = [p.map(() => 1), ...columns];
	const cross = design.map((a) =>
		design.map((b) => weight.reduce((total, w, i) => total + w * a[i] * b[i], 0))
	);
	const right = design.map((a) => weight.reduce((total, w, i) => total + w * a[i] * d[i], 0));
	const b = solve(cross, right);
	const rest = d.map((each, i) => each - design.reduce((total, a, j) => total + b[j] * a[i], 0));
	const deviation = Math.sqrt(rest.reduce((total, each, i) => total + weight[i] * each ** 2, 0));
	const z = (sum - expected) / deviation;
	return { sum, expected, deviation, z, p: twoSidedP(z) };
}

/** Ranks as rms has them, of probabilities in bins of 0.0002: some ties are none. */
export function binnedRanks(p: number[], won: number[]) {
	const bin = p.map((each) => Math.floor(each * 5000));
	let [above, below, tied, pairs] = [0, 0, 0, 0];
	bin.forEach((a, i) => {
		bin.forEach((b, j) => {
			if (!(won[i] === 1 && won[j] === 0)) return;
			pairs++;
			if (a > b) above++;
			else if (a < b) below++;
			else tied++;
		});
	});
	const all = (p.length * (p.length - 1)) / 2;
	return {
		c: (above + tied / 2) / pairs,
		dxy: (above - below) / pairs,
		gamma: (above - below) / (above + below),
		tauA: (above - below) / all
	};
}

/** Gini's mean difference: the mean distance of two values. */
export function meanDifference(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const n = sorted.length;
	return (
		(2 * sorted.reduce((sum, value, i) => sum + (2 * (i + 1) - n - 1) * value, 0)) / (n * (n - 1))
	);
}

/** R's quantile of type 7. */
export function quantile(values: number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	const at = (sorted.length - 1) * share;
	const low = Math.floor(at + 4 * Number.EPSILON);
	const rest = at - low;
	return Math.abs(rest) < 1e-12 ? sorted[low] : (1 - rest) * sorted[low] + rest * sorted[low + 1];
}

/** Gaussian elimination with pivoting. */
export function solve(matrix: number[][], right: number[]): number[] {
	const rows = matrix.map((row, i) => [...row, right[i]]);
	for (let i = 0; i < rows.length; i++) {
		for (let r = i + 1; r < rows.length; r++) {
			if (Math.abs(rows[r][i]) > Math.abs(rows[i][i])) [rows[i], rows[r]] = [rows[r], rows[i]];
		}
		for (let r = i + 1; r < rows.length; r++) {
			const share = rows[r][i] / rows[i][i];
			for (let j = i; j <= rows.length; j++) rows[r][j] -= share * rows[i][j];
		}
	}
	const x = right.map(() => 0);
	for (let i = rows.length - 1; i >= 0; i--) {
		const known = x.reduce((sum, value, j) => (j > i ? sum + rows[i][j] * value : sum), 0);
		x[i] = (rows[i][rows.length] - known) / rows[i][i];
	}
	return x;
}

/** Two-sided p of Student's t, by Simpson's rule over its density. */
export function studentP(t: number, df: number): number {
	const density = (x: number) => (1 + (x * x) / df) ** (-(df + 1) / 2);
	const integral = (from: number, to: number) => {
		const steps = 20_000;
		const h = (to - from) / steps;
		let sum = density(from) + density(to);
		for (let i = 1; i < steps; i++) sum += (i % 2 ? 4 : 2) * density(from + i * h);
		return (sum * h) / 3;
	};
	return integral(Math.abs(t), 60) / integral(0, 60);
}
