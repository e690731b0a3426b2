import { INTERCEPT, type Design } from '#lib/domain/logistic/design.ts';

/** What a search through all extreme rays says of a small design of two whole-number terms. */
export interface RayVerdict {
	separated: boolean;
	complete: boolean;
	/** Coefficients that differ from 0 on some ray, with the signs they take. */
	towards: Record<string, 'up' | 'down' | 'either'>;
}

/**
 * Separation of three coefficients by trying everything: where the columns are independent the cone of separating
 * directions is pointed, so it is spanned by its extreme rays, and each is the cross product of two of its rows. Whole
 * numbers keep it exact.
 */
export function separationByRays({ names, columns, n, k }: Design): RayVerdict {
	const rows = [...n.keys()]
		.filter((c) => n[c] > 0)
		.flatMap((c) => {
			const row = [1, columns[0][c], columns[1][c]];
			const away = row.map((value) => -value);
			return [...(k[c] > 0 ? [row] : []), ...(k[c] < n[c] ? [away] : [])];
		});
	const rays = rows
		.flatMap((a, i) => rows.slice(i + 1).map((b) => cross(a, b)))
		.flatMap((ray) => [ray, ray.map((value) => -value)])
		.filter((ray) => ray.some((value) => value !== 0))
		.filter((ray) => rows.every((row) => dot(row, ray) >= 0));
	const sum = [0, 1, 2].map((j) => rays.reduce((total, ray) => total + ray[j], 0));
	const signs = [INTERCEPT, ...names].map((name, j) => [name, signOf(rays.map((ray) => ray[j]))]);
	return {
		separated: rays.length > 0,
		complete: rays.length > 0 && rows.every((row) => dot(row, sum) > 0),
		towards: Object.fromEntries(signs.filter(([, sign]) => sign !== null))
	};
}

function signOf(values: number[]) {
	const up = values.some((value) => value > 0);
	const down = values.some((value) => value < 0);
	return up && down ? 'either' : up ? 'up' : down ? 'down' : null;
}

function cross(a: number[], b: number[]): number[] {
	return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function dot(a: number[], b: number[]): number {
	return a.reduce((sum, value, j) => sum + value * b[j], 0);
}
