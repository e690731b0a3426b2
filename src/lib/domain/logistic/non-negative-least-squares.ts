import { dotProduct } from './dot-product.ts';
/** A vector this much shorter than the goal is 0. */
const NOTHING_LEFT = 1e-12;
/** A row that points away from the rest by less than this share of its length does not. */
const HARDLY_AWAY = 1e-10;

/**
 * Non-negative least squares by active sets (Lawson & Hanson 1974, ch. 23): multipliers m >= 0 that make
 * goal + sum of m_i row_i as short as can be. Rows can be added between two calls of `shortest`, which then goes on from
 * where it was. The rows in use are kept as an orthonormal basis with the triangle that leads back to them.
 *
 * @example const work = new NonNegativeLeastSquares(Float64Array.of(-1, 0)); work.add(Float64Array.of(1, 0));
 * work.shortest() // Float64Array [0, 0]
 */
export class NonNegativeLeastSquares {
	readonly #goal: Float64Array;
	readonly #rows: Float64Array[] = [];
	/** Indexes of the rows with m > 0. */
	#inUse: number[] = [];
	#basis: Float64Array[] = [];
	/** Column i: the row in use i along the basis vectors 0..i. */
	#triangle: number[][] = [];
	#multipliers: number[] = [];
	#left: Float64Array;

	constructor(goal: Float64Array) {
		this.#goal = goal;
		this.#left = goal;
	}

	add(row: Float64Array): void {
		this.#rows.push(row);
	}

	/** The shortest sum; 0 to rounding where the rows can take the goal away. Every row has a margin of at least 0 on it. */
	shortest(): Float64Array {
		const refused = new Set<number>();
		for (;;) {
			const entering = this.#mostViolated(refused);
			if (entering === -1) return this.#left;
			const before = dotProduct(this.#left, this.#left);
			if (this.#append(entering)) this.#settle();
			if (dotProduct(this.#left, this.#left) < before) refused.clear();
			else refused.add(entering);
		}
	}

	#mostViolated(refused: Set<number>): number {
		const size = Math.sqrt(dotProduct(this.#left, this.#left));
		if (size <= NOTHING_LEFT * Math.sqrt(dotProduct(this.#goal, this.#goal))) return -1;
		let worst = -HARDLY_AWAY * size;
		let found = -1;
		for (let i = 0; i < this.#rows.length; i++) {
			const margin = dotProduct(this.#rows[i], this.#left);
			if (margin >= worst || refused.has(i) || this.#inUse.includes(i)) continue;
			worst = margin;
			found = i;
		}
		return found;
	}

	/** Moves towards the least squares of the rows in use, dropping each row whose multiplier would fall below 0. */
	#settle(): void {
		for (;;) {
			const wanted = this.#leastSquares();
			const now = this.#multipliers;
			const shares = wanted.map((value, i) => (value > 0 ? Infinity : now[i] / (now[i] - value)));
			const share = Math.min(...shares);
			if (share === Infinity) {
				this.#multipliers = wanted;
				break;
			}
			this.#multipliers = now.map((value, i) => value + share * (wanted[i] - value));
			for (let i = shares.length - 1; i >= 0; i--) if (!(shares[i] > share)) this.#drop(i);
		}
		this.#left = this.#away(this.#goal).rest;
	}

	/** Multipliers of the rows in use without regard to their signs: triangle x m = -basis · goal. */
	#leastSquares(): number[] {
		const m = this.#basis.map((axis) => -dotProduct(axis, this.#goal));
		for (let i = m.length - 1; i >= 0; i--) {
			m[i] /= this.#triangle[i][i];
			for (let j = 0; j < i; j++) m[j] -= this.#triangle[i][j] * m[i];
		}
		return m;
	}

	/** Takes a row into use; false where it lies in the span of the others. */
	#append(index: number): boolean {
		const row = this.#rows[index];
		const { along, rest } = this.#away(row);
		const length = Math.sqrt(dotProduct(rest, rest));
		if (length <= HARDLY_AWAY * Math.sqrt(dotProduct(row, row))) return false;
		this.#inUse.push(index);
		this.#basis.push(rest.map((value) => value / length));
		this.#triangle.push([...along, length]);
		this.#multipliers.push(0);
		return true;
	}

	/** Takes a row out of use; plane rotations bring the triangle back into shape. */
	#drop(at: number): void {
		this.#inUse.splice(at, 1);
		this.#multipliers.splice(at, 1);
		this.#triangle.splice(at, 1);
		for (let i = at; i < this.#triangle.length; i++) this.#rotate(i);
		this.#basis.pop();
	}

	#rotate(i: number): void {
		const [a, b] = this.#triangle[i].slice(i);
		const length = Math.hypot(a, b);
		const [cosine, sine] = [a / length, b / length];
		for (const column of this.#triangle.slice(i)) {
			const [x, y] = [column[i], column[i + 1]];
			column[i] = cosine * x + sine * y;
			column[i + 1] = cosine * y - sine * x;
		}
		this.#triangle[i].pop();
		const [p, q] = [this.#basis[i], this.#basis[i + 1]];
		this.#basis[i] = p.map((value, j) => cosine * value + sine * q[j]);
		this.#basis[i + 1] = q.map((value, j) => cosine * value - sine * p[j]);
	}

	/** What of a vector lies along the basis, and the rest (Gram-Schmidt, twice for full precision). */
	#away(vector: Float64Array): { along: number[]; rest: Float64Array } {
		const along = new Array<number>(this.#basis.length).fill(0);
		const rest = Float64Array.from(vector);
		for (let turn = 0; turn < 2; turn++) {
			for (let b = 0; b < along.length; b++) {
				const axis = this.#basis[b];
				const share = dotProduct(axis, rest);
				along[b] += share;
				for (let i = 0; i < rest.length; i++) rest[i] -= share * axis[i];
			}
		}
		return { along, rest };
	}
}
