import type { Objective } from './objective.ts';

/** An objective in coordinates of which one is a weighted sum of the coefficients. */
export interface FunctionalObjective {
	objective: Objective;
	/** The coordinate that is the sum; all others are the coefficients as they were. */
	index: number;
	/** Coefficients in these coordinates. */
	coordinates(coefficients: ArrayLike<number>): Float64Array;
}

/**
 * Takes a weighted sum of the coefficients as one of the coordinates, in place of the coefficient with the largest weight,
 * so that its profile can be taken: for instance the intercept of columns that were centred.
 *
 * @param functional - weight of each coefficient, not all 0
 * @example functionalObjective(objective, [1, -401]).index // 1: the sum stands for the second coefficient
 */
export function functionalObjective(
	objective: Objective,
	functional: readonly number[]
): FunctionalObjective {
	const index = functional.reduce(
		(at, w, j) => (Math.abs(w) > Math.abs(functional[at]) ? j : at),
		0
	);
	const weight = functional[index];
	// Coefficient `index` = (sum - other weights x other coefficients) / weight: one row of an otherwise plain map.
	const row = functional.map((w, j) => (j === index ? 1 : -w) / weight);
	return {
		index,
		coordinates: (coefficients) => {
			const sum = functional.reduce((total, w, j) => total + w * coefficients[j], 0);
			return Float64Array.from(coefficients, (value, j) => (j === index ? sum : value));
		},
		objective: (coordinates) => {
			const coefficients = Float64Array.from(coordinates);
			coefficients[index] = row.reduce((sum, w, j) => sum + w * coordinates[j], 0);
			const pass = objective(coefficients);
			return {
				...pass,
				gradient: pass.gradient.map((slope, j) =>
					mapped(slope, pass.gradient[index], row, j, index)
				),
				information: mappedInformation(pass.information, row, index)
			};
		}
	};
}

/** Entry j of a covector after the map. */
function mapped(own: number, pivot: number, row: number[], j: number, index: number): number {
	return j === index ? pivot * row[j] : own + pivot * row[j];
}

function mappedInformation(lower: Float64Array, row: number[], index: number): Float64Array {
	const size = row.length;
	const entry = (i: number, j: number) => lower[Math.max(i, j) * size + Math.min(i, j)];
	const half = (i: number, j: number) => mapped(entry(i, j), entry(i, index), row, j, index);
	return Float64Array.from({ length: size * size }, (_, at) => {
		const [i, j] = [Math.floor(at / size), at % size];
		return j > i ? 0 : mapped(half(i, j), half(index, j), row, i, index);
	});
}
