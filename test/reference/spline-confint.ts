import type { Design } from '#lib/domain/logistic/design.ts';
import type { LogisticFit } from '#lib/domain/logistic/fit-logistic.ts';
import { climbCarefully } from '#lib/domain/logistic/climb-carefully.ts';
import { logisticObjective, restrictObjective } from '#lib/domain/logistic/objective.ts';
import { solve } from './goodness-of-fit.ts';

/**
 * The interval that `confint` of R's MASS gives: the profile at steps of a fifth of its reach in standard errors, a cubic
 * spline (Forsythe, Malcolm and Moler's end conditions) through its points on three times as many, and a straight line
 * between the two that enclose the quantile. It is a few units of the fifth digit away from the profile's own ends.
 *
 * @param coefficient - 0 for the intercept
 * @param error - its standard error as R has it, the unit of the steps
 */
export function splineConfint(
	design: Design,
	fit: LogisticFit,
	coefficient: number,
	error: number
): [number, number] {
	const reach = Math.sqrt(6.2385326369095422); // chi-square quantile of 1 - 0.05 / 4, 1 df
	const estimate = fit.coefficients[coefficient];
	const points: [z: number, value: number][] = [[0, estimate]];
	for (const sign of [-1, 1]) {
		let z = 0;
		for (let step = 1; step < 10 && Math.abs(z) < reach; step++) {
			const value = estimate + sign * step * (reach / 5) * error;
			z =
				sign *
				Math.sqrt(Math.max(0, 2 * (fit.logLikelihood - held(design, fit, coefficient, value))));
			points.push([z, value]);
		}
	}
	points.sort((a, b) => a[0] - b[0]);
	const values = points.map(([, value]) => value);
	const heights = points.map(([z]) => z);
	const curve = spline(values, heights);
	const count = 3 * points.length;
	const at = (i: number) => values[0] + ((values[values.length - 1] - values[0]) * i) / (count - 1);
	const fine = [...Array(count).keys()].map((i): [number, number] => [curve(at(i)), at(i)]);
	return [straight(fine, -1.95996398454005), straight(fine, 1.95996398454005)];
}

/** Highest log likelihood with a coefficient held at a value. */
function held(design: Design, fit: LogisticFit, coefficient: number, value: number): number {
	const at = fit.coefficients.map((each, j) => (j === coefficient ? value : each));
	const free = [...at.keys()].filter((j) => j !== coefficient);
	const objective = restrictObjective(logisticObjective(design), at, free);
	const start = Float64Array.from(free, (j) => at[j]);
	return climbCarefully(objective, start, design.n, 1e-8, 100).pass.logLikelihood;
}

/** Cubic spline whose third derivatives at the ends are those of the cubics through the four points there. */
function spline(x: number[], y: number[]): (at: number) => number {
	const n = x.length;
	const d = x.slice(1).map((value, i) => value - x[i]);
	const rise = d.map((width, i) => (y[i + 1] - y[i]) / width);
	const matrix = x.map(() => x.map(() => 0));
	const right = x.map(() => 0);
	for (let i = 1; i < n - 1; i++) {
		matrix[i][i - 1] = d[i - 1];
		matrix[i][i] = 2 * (d[i - 1] + d[i]);
		matrix[i][i + 1] = d[i];
		right[i] = rise[i] - rise[i - 1];
	}
	const second = (i: number) => (rise[i + 1] - rise[i]) / (x[i + 2] - x[i]);
	const third = (i: number) => (second(i + 1) - second(i)) / (x[i + 3] - x[i]);
	[matrix[0][0], matrix[0][1], right[0]] = [-d[0], d[0], d[0] ** 2 * third(0)];
	const last = n - 1;
	[matrix[last][last], matrix[last][last - 1]] = [-d[last - 1], d[last - 1]];
	right[last] = -(d[last - 1] ** 2) * third(last - 3);
	const c = solve(matrix, right);
	return (at) => {
		const i = Math.max(
			0,
			Math.min(last - 1, x.findIndex((value) => value > at) - 1 + (at >= x[last] ? n : 0))
		);
		const t = at - x[i];
		const b = rise[i] - d[i] * (c[i + 1] + 2 * c[i]);
		return y[i] + t * (b + t * (3 * c[i] + (t * (c[i + 1] - c[i])) / d[i]));
	};
}

function straight(points: [number, number][], z: number): number {
	const i = points.findIndex(([height]) => height >= z);
	const [[z0, v0], [z1, v1]] = [points[i - 1], points[i]];
	return v0 + ((v1 - v0) * (z - z0)) / (z1 - z0);
}
