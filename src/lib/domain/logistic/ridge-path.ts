import type { Design } from './design.ts';
import { climbLazily, type LazyObjective } from './climb-lazily.ts';
import { fitRidge } from './fit-ridge.ts';
import { gradientPass, type GradientPass } from './gradient-pass.ts';
import { scorePass } from './score-pass.ts';
import { runRows } from './run-rows.ts';

/** A ridge at many strengths. */
export interface PathPenalty {
	/** Where each term is drawn to, without the intercept; 0 where absent. */
	prior?: ArrayLike<number>;
	/** Weight of each term in the penalty, the same at every strength or not; 1 where absent. */
	factors?: ArrayLike<number> | ((strength: number) => ArrayLike<number>);
}

/**
 * The coefficients of `fitRidge` at many strengths, each climbed to from the next stronger one.
 *
 * @param strengths - in any order; Infinity stands at the prior
 * @returns coefficients, intercept first, one list a strength, in their order
 * @throws Error for a design or a penalty that `fitRidge` would refuse
 * @example ridgePath(design, [1, 10, Infinity], { prior }).length // 3
 */
export function ridgePath(
	design: Design,
	strengths: readonly number[],
	{ prior, factors }: PathPenalty
): Float64Array[] {
	const order = [...strengths.keys()].sort((a, b) => strengths[b] - strengths[a]);
	const found: Float64Array[] = [];
	const path = new Path(design, { prior, factors });
	for (const s of order) found[s] = path.at(strengths[s]);
	return found;
}

class Path {
	#design: Design;
	#penalty: PathPenalty;
	#likelihood: LazyObjective;
	/** The last fit, and the information of the likelihood somewhere near it. */
	#last: { coefficients: Float64Array; information: Float64Array } | null = null;

	constructor(design: Design, penalty: PathPenalty) {
		this.#design = design;
		this.#penalty = penalty;
		this.#likelihood = likelihoodOf(design);
	}

	at(strength: number): Float64Array {
		return this.#climb(strength) ?? this.#fromScratch(strength);
	}

	#fromScratch(strength: number): Float64Array {
		const { prior } = this.#penalty;
		const fit = fitRidge(this.#design, { strength, prior, factors: this.#factors(strength) });
		const coefficients = Float64Array.from(fit.coefficients);
		this.#last = { coefficients, information: this.#likelihood.information(coefficients) };
		return coefficients;
	}

	/** From the last fit, if there is one and it helps. */
	#climb(strength: number): Float64Array | null {
		if (!this.#last || !Number.isFinite(strength)) return null;
		let { coefficients, information } = this.#last;
		const near = (at: Float64Array) => (information = this.#likelihood.information(at));
		const penalty = this.#penaltyOf(strength);
		const objective = {
			gradient: (at: Float64Array) => penalty.gradient(this.#likelihood.gradient(at), at),
			information: (at: Float64Array) => penalty.information(near(at))
		};
		const start = penalty.information(information);
		const found = climbLazily(objective, coefficients, start, this.#design.n, 1e-8);
		if (!found) return null;
		({ coefficients } = found);
		this.#last = { coefficients, information };
		return coefficients;
	}

	#factors(strength: number): ArrayLike<number> | undefined {
		const { factors } = this.#penalty;
		return typeof factors === 'function' ? factors(strength) : factors;
	}

	#penaltyOf(strength: number) {
		const { prior } = this.#penalty;
		const factors = this.#factors(strength);
		const weights = this.#design.columns.map((_, j) => strength * (factors?.[j] ?? 1));
		return {
			gradient: (pass: GradientPass, at: Float64Array): GradientPass => {
				const distance = weights.map((_, j) => at[j + 1] - (prior?.[j] ?? 0));
				weights.forEach((weight, j) => (pass.gradient[j + 1] -= weight * distance[j]));
				const cost = weights.reduce((sum, w, j) => sum + (w / 2) * distance[j] ** 2, 0);
				return { ...pass, logLikelihood: pass.logLikelihood - cost };
			},
			information: (lower: Float64Array): Float64Array => {
				const sum = lower.slice();
				weights.forEach((weight, j) => (sum[(j + 1) * (weights.length + 2)] += weight));
				return sum;
			}
		};
	}
}

function likelihoodOf({ columns, n, k, ...rest }: Design): LazyObjective {
	const offset = rest.offset ?? null;
	const rows = runRows(columns, n.length);
	return {
		gradient: (at: Float64Array) => gradientPass(rows, n, k, offset, at),
		information: (at: Float64Array) => scorePass(rows, n, k, offset, at).information
	};
}
