import { aliasedTerms } from './aliased-terms.ts';
import { NEAREST_MARGIN, projectOntoCone, type Cone } from './cone-projection.ts';
import { INTERCEPT, type Design } from './design.ts';
import { dotProduct } from './dot-product.ts';
import { leadTotals } from './lead-totals.ts';
import { logits } from './logits.ts';
import { scaleMap, type Scale } from './scale-design.ts';

/** Where a coefficient without a finite estimate runs off to; `either`: the outcome says nothing about its sign. */
export type Towards = 'up' | 'down' | 'either';

/**
 * The search for directions that part won from lost leads, on scaled and independent columns. Coefficients are those of
 * these columns inside, and those of the original columns where they leave.
 *
 * @example const search = new SeparationSearch(scaled.design, scaled.scale); search.partAll() // null: nothing can be parted
 */
export class SeparationSearch {
	/** 1 for each cell that no direction found so far has parted. Cells without leads stand on no side. */
	readonly border: Uint8Array;
	#design: Design;
	/** From these coefficients to those of the original columns. */
	#map: number[][];
	/** 1 where all leads of the cell were won, -1 where all were lost, 0 where both, over the length of the row. */
	#side: Float64Array;

	constructor(design: Design, scale: Scale[]) {
		this.#map = scaleMap(scale);
		this.#design = design;
		this.border = Uint8Array.from(design.n, (leads) => (leads > 0 ? 1 : 0));
		this.#side = design.n.map((leads, c) => sideOf(leads, design.k[c]) / this.#length(c));
	}

	/** Parts what can be parted; the sum of the directions found, or null. */
	partAll(): Float64Array | null {
		const { n } = this.#design;
		let sum: Float64Array | null = null;
		for (;;) {
			const mixed = n.map((leads, c) => (this.border[c] && this.#side[c] === 0 ? leads : 0));
			const pure = this.#cells((c) => this.border[c] === 1 && this.#side[c] !== 0);
			const subspace = nullSpace({ ...this.#design, n: mixed, k: mixed });
			if (pure.length === 0 || subspace.length === 0) break;
			const found = projectOntoCone(this.#cone(pure, subspace), this.#mean(pure));
			if (!found) break;
			const margins = this.#margins(pure, found);
			const parted = pure.filter((_, i) => margins[i] > NEAREST_MARGIN);
			if (parted.length === 0) break;
			for (const c of parted) this.border[c] = 0;
			sum = sum ? this.#stronger(sum, found) : found;
		}
		return sum && Float64Array.from(this.#map, (row) => dotProduct(row, sum));
	}

	/**
	 * Coefficients of the original columns that the border does not identify, and their signs in the cone. A direction
	 * found already shows one sign of most of them.
	 */
	running(direction: Float64Array): { coefficient: number; towards: Towards }[] {
		const { n } = this.#design;
		const border = n.map((leads, c) => (this.border[c] ? leads : 0));
		const subspace = nullSpace({ ...this.#design, n: border, k: border });
		const parted = this.#cells((c) => this.border[c] === 0 && n[c] > 0);
		const cone = this.#cone(parted, subspace);
		const working = new Set<number>();
		const most = Math.max(...direction.map(Math.abs));
		return [...this.#map.keys()].flatMap((coefficient) => {
			const functional = Float64Array.from(this.#map[coefficient]);
			const length = Math.hypot(...functional);
			const reached = Math.hypot(...subspace.map((axis) => dotProduct(axis, functional)));
			if (reached <= 1e-6 * length) return [];
			const reaches = (sign: 1 | -1) =>
				sign * direction[coefficient] > 1e-6 * most ||
				projectOntoCone(
					cone,
					functional.map((value) => sign * value),
					working
				) !== null;
			const [up, down] = [reaches(1), reaches(-1)];
			return [{ coefficient, towards: up && down ? 'either' : up ? 'up' : 'down' }];
		});
	}

	#cells(holds: (c: number) => boolean): number[] {
		return [...this.#side.keys()].filter(holds);
	}

	#cone(cells: number[], subspace: Float64Array[]): Cone {
		return {
			size: this.#map.length,
			margins: (v) => this.#margins(cells, v),
			row: (i) => this.#row(cells[i]),
			subspace
		};
	}

	#margins(cells: number[], v: Float64Array): Float64Array {
		const logit = logits(this.#design, v);
		return Float64Array.from(cells, (c) => logit[c] * this.#side[c]);
	}

	#row(c: number): Float64Array {
		return Float64Array.of(1, ...this.#design.columns.map((column) => column[c])).map(
			(value) => value * this.#side[c]
		);
	}

	#mean(cells: number[]): Float64Array {
		const { columns } = this.#design;
		const meanOf = (column: Float64Array | null) =>
			cells.reduce((sum, c) => sum + this.#side[c] * (column ? column[c] : 1), 0) / cells.length;
		return Float64Array.of(meanOf(null), ...columns.map(meanOf));
	}

	#length(c: number): number {
		return Math.sqrt(this.#design.columns.reduce((sum, column) => sum + column[c] ** 2, 1));
	}

	/** Enough of the earlier direction that what it parts stays parted. */
	#stronger(before: Float64Array, found: Float64Array): Float64Array {
		const parted = this.#cells((c) => this.border[c] === 0 && this.#design.n[c] > 0);
		const [a, b] = [this.#margins(parted, before), this.#margins(parted, found)];
		const needed = a.reduce(
			(most, margin, i) => (b[i] < 0 ? Math.max(most, (-2 * b[i]) / margin) : most),
			1
		);
		return before.map((value, j) => needed * value + found[j]);
	}
}

function sideOf(leads: number, wins: number): number {
	if (leads === 0 || (wins > 0 && wins < leads)) return 0;
	return wins === 0 ? -1 : 1;
}

/** Orthonormal basis of the coefficients that give log-odds 0 on every cell with leads. */
function nullSpace(design: Design): Float64Array[] {
	const size = design.columns.length + 1;
	const unit = (j: number) => new Float64Array(size).fill(1, j, j + 1);
	if (leadTotals(design).leads === 0) return [...Array(size).keys()].map(unit);
	const at = new Map([INTERCEPT, ...design.columns.keys()].map((name, j) => [String(name), j]));
	const named = { ...design, names: design.columns.map((_, j) => String(j)) };
	const vectors = aliasedTerms(named).map(({ term, on }) => {
		const v = unit(term + 1);
		for (const { name, coefficient } of on) v[at.get(name) as number] = -coefficient;
		return v;
	});
	return orthonormal(vectors);
}

function orthonormal(vectors: Float64Array[]): Float64Array[] {
	const basis: Float64Array[] = [];
	for (const vector of vectors) {
		let rest = vector;
		for (let turn = 0; turn < 2; turn++) {
			for (const axis of basis) {
				const share = dotProduct(axis, rest);
				rest = rest.map((value, j) => value - share * axis[j]);
			}
		}
		const length = Math.sqrt(dotProduct(rest, rest));
		basis.push(rest.map((value) => value / length));
	}
	return basis;
}
