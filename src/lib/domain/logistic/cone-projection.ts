import { dotProduct } from './dot-product.ts';
import { NonNegativeLeastSquares } from './non-negative-least-squares.ts';

/** The cone of all v with a · v >= 0 for every row a, inside a linear subspace. */
export interface Cone {
	/** Length of v. */
	size: number;
	/** a · v for every row. Rows should be of length about 1. */
	margins(v: Float64Array): Float64Array;
	/** One row. */
	row(index: number): Float64Array;
	/** Orthonormal vectors that span the subspace. */
	subspace: Float64Array[];
}

/** A margin nearer to 0 than this, for v and rows of length 1, counts as 0. */
export const NEAREST_MARGIN = 1e-7;
/** A projection this much shorter than what was projected is 0. */
const NOTHING_LEFT = 1e-12;
/** Rows that enter the working set after one pass over all of them. */
const NEW_ROWS = 40;
const MOST_PASSES = 1000;

/**
 * The direction, of length 1, of the point of a cone nearest to a target; null where that point is 0.
 *
 * By Moreau's theorem target = projection - sum of m_i a_i with m_i >= 0, so the m_i solve non-negative least squares.
 * Only rows that were violated at some pass come into it (cutting planes), so that cost grows with the rows by a few
 * passes over them. The result is checked: what leaves the cone by more than `NEAREST_MARGIN` is no result.
 *
 * @param target - any vector
 * @param working - rows to begin with; rows that turn out to be needed are added, for a next target on the same cone
 * @throws Error where it does not settle
 * @example projectOntoCone(halfPlane, Float64Array.of(-1, 3)) // Float64Array [0, 1]
 */
export function projectOntoCone(
	cone: Cone,
	target: Float64Array,
	working: Set<number> = new Set()
): Float64Array | null {
	const goal = inside(cone, target);
	const length = Math.sqrt(dotProduct(goal, goal));
	if (length === 0) return null;
	const work = new NonNegativeLeastSquares(goal.map((value) => value / length));
	for (const index of working) work.add(inside(cone, cone.row(index)));
	for (let pass = 0; pass < MOST_PASSES; pass++) {
		const left = work.shortest();
		const size = Math.sqrt(dotProduct(left, left));
		if (size <= NOTHING_LEFT) return null;
		const v = outside(cone, left, size);
		const margins = cone.margins(v);
		const fresh = mostViolated(margins, working);
		if (fresh.length === 0) return margins.every((m) => m >= -NEAREST_MARGIN) ? v : null;
		for (const index of fresh) {
			working.add(index);
			work.add(inside(cone, cone.row(index)));
		}
	}
	throw new Error('projectOntoCone: it does not settle');
}

/** A vector along the axes of the subspace. */
function inside({ subspace }: Cone, vector: Float64Array): Float64Array {
	return Float64Array.from(subspace, (axis) => dotProduct(axis, vector));
}

function outside({ subspace, size }: Cone, shares: Float64Array, length: number): Float64Array {
	const v = new Float64Array(size);
	subspace.forEach((axis, b) => {
		for (let j = 0; j < size; j++) v[j] += (shares[b] / length) * axis[j];
	});
	return v;
}

function mostViolated(margins: Float64Array, working: Set<number>): number[] {
	const violated: number[] = [];
	for (let i = 0; i < margins.length; i++) {
		if (margins[i] < -1e-9 && !working.has(i)) violated.push(i);
	}
	return violated.sort((a, b) => margins[a] - margins[b] || a - b).slice(0, NEW_ROWS);
}
