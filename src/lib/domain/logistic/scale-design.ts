import type { Design } from './design.ts';
import type { LogisticFit } from './fit-logistic.ts';
import { multiply } from './matrix.ts';

/** How a column was scaled: (value - centre) / unit. */
export interface Scale {
	centre: number;
	unit: number;
}

export interface ScaledDesign {
	design: Design;
	/** One a column. */
	scale: Scale[];
}

/** Highest whole number that still counts as a state of a rule. */
const MOST_STEPS = 20;

/**
 * The same design with numeric columns at mean 0 and deviation 1 over the cells that hold leads, so that a column of
 * years or milliseconds is as well conditioned as a rule. Columns of small whole numbers (states of rules) stay as they
 * are: exact, and mostly 0.
 *
 * @example scaleDesign({ names: ['age'], columns: [Float64Array.of(2000, 2010)], n, k }).scale // [{ centre: 2005, unit: 5 }]
 */
export function scaleDesign(design: Design): ScaledDesign {
	const scale = design.columns.map((column) => scaleOf(column, design.n));
	const columns = design.columns.map((column, j) => {
		const { centre, unit } = scale[j];
		if (centre === 0 && unit === 1) return column;
		return column.map((value) => (value - centre) / unit);
	});
	return { design: { ...design, columns }, scale };
}

/**
 * Coefficients, covariance and standard errors of a fit on scaled columns, for the columns as they were.
 *
 * @param fit - of a scaled design
 * @param scale - of its columns
 * @returns everything else as in `fit`
 * @example unscaleFit(fitLogistic(scaled.design), scaled.scale).coefficients
 */
export function unscaleFit<T extends Pick<LogisticFit, 'coefficients' | 'covariance'>>(
	fit: T,
	scale: readonly Scale[]
): T & { standardErrors: number[] } {
	const map = scaleMap(scale);
	const coefficients = map.map((row) =>
		row.reduce((sum, value, j) => sum + value * fit.coefficients[j], 0)
	);
	const transposed = map.map((_, i) => map.map((row) => row[i]));
	const covariance = multiply(multiply(map, fit.covariance), transposed);
	const standardErrors = covariance.map((row, j) => Math.sqrt(row[j]));
	return { ...fit, coefficients, covariance, standardErrors };
}

/**
 * The linear map from coefficients of scaled columns to those of the columns as they were, intercept first.
 *
 * @example scaleMap([{ centre: 2005, unit: 5 }]) // [[1, -401], [0, 0.2]]
 */
export function scaleMap(scale: readonly Scale[]): number[][] {
	const size = scale.length + 1;
	return Array.from({ length: size }, (_, i) =>
		Array.from({ length: size }, (_, j) => {
			if (i === 0) return j === 0 ? 1 : -scale[j - 1].centre / scale[j - 1].unit;
			return i === j ? 1 / scale[j - 1].unit : 0;
		})
	);
}

/**
 * Coefficients of the columns as they were, for the scaled ones: the inverse of `scaleMap`.
 *
 * @example scaleCoefficients([-401, 0.2], [{ centre: 2005, unit: 5 }]) // Float64Array [0, 1]
 */
export function scaleCoefficients(
	coefficients: ArrayLike<number>,
	scale: readonly Scale[]
): Float64Array {
	const scaled = Float64Array.from(coefficients);
	scale.forEach(({ centre, unit }, j) => {
		scaled[0] += centre * coefficients[j + 1];
		scaled[j + 1] *= unit;
	});
	return scaled;
}

function scaleOf(column: Float64Array, n: Float64Array): Scale {
	let [cells, sum, squares, states] = [0, 0, 0, true];
	for (let c = 0; c < n.length; c++) {
		if (n[c] === 0) continue;
		cells++;
		sum += column[c];
		states &&= Number.isInteger(column[c]) && column[c] >= 0 && column[c] <= MOST_STEPS;
	}
	if (states) return { centre: 0, unit: 1 };
	const centre = sum / cells;
	for (let c = 0; c < n.length; c++) if (n[c] > 0) squares += (column[c] - centre) ** 2;
	return { centre, unit: Math.sqrt(squares / cells) || 1 };
}
