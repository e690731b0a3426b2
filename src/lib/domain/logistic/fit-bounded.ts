import { notMeasured, type Measured, type NotMeasured } from '#lib/domain/units.ts';
import { checkDesign } from './check-design.ts';
import { cholesky, choleskyInverse } from './cholesky.ts';
import { INTERCEPT, type Design } from './design.ts';
import { leadTotals } from './lead-totals.ts';
import { climbCarefully } from './climb-carefully.ts';
import type { Climb } from './newton-climb.ts';
import { logisticObjective, restrictObjective, type Objective } from './objective.ts';
import { ridgeObjective, type Ridge } from './ridge-objective.ts';
import type { ScorePass } from './score-pass.ts';

/** Where each term may go, without the intercept, which is free. A lock is a lower bound that equals the upper one. */
export interface Bounds {
	/** -Infinity where there is none. */
	lower: ArrayLike<number>;
	/** Infinity where there is none. */
	upper: ArrayLike<number>;
}

/** A fit inside bounds, with the conditions that show it to be the best one there is. */
export interface BoundedFit {
	/** Intercept and terms. */
	names: string[];
	coefficients: number[];
	/** What keeps each coefficient: `lower`, `upper`, `locked`, or null where it is free. */
	heldBy: ('lower' | 'upper' | 'locked' | null)[];
	/**
	 * Slope of the objective along each coefficient (Karush-Kuhn-Tucker): 0 where it is free, at most 0 at a lower bound,
	 * at least 0 at an upper one, anything at a lock.
	 */
	gradient: number[];
	/** Of the free coefficients with the others where they are; 0 for those held. */
	covariance: number[][];
	standardErrors: number[];
	/** Of the leads, without a penalty. */
	logLikelihood: number;
	/** Fits of free coefficients that were needed. */
	rounds: number;
}

/** A slope this small, as a share of the leads, is none. */
const FLAT = 1e-9;

/**
 * Logistic regression on grouped cells with bounds on the terms: signs (0 to Infinity), ranges, and locks. Active set
 * method (Lawson & Hanson's for least squares, on a concave objective): fit the free terms, stop at the first bound on the
 * way, let go of the bound that is pulled away from most; each round raises the objective, so it ends at the only maximum.
 *
 * @param design - terms, counts and offset; no two free columns may say the same, unless a ridge tells them apart
 * @param ridge - optional penalty, the same as of `fitRidge`
 * @returns not measured: `bounds-contradict` (a lower bound above the upper one: with `term`, `lower`, `upper`), `one-class`,
 * or `separated-terms` where a term runs off inside its bounds
 * @throws Error `fitBounded: ...` for bounds of another length or not numbers, or a design that `fitLogistic` would refuse
 * @example fitBounded(design, { lower: [0, 0], upper: [Infinity, Infinity] }) // { measured: true, heldBy: [null, 'lower', null], … }
 */
export function fitBounded(
	design: Design,
	bounds: Bounds,
	ridge: Ridge = { strength: 0 }
): Measured<BoundedFit> {
	checkDesign(design, 'fitBounded');
	const refused = refusal(design, bounds);
	if (refused) return refused;
	const likelihood = logisticObjective(design);
	const search = new Search(ridgeObjective(likelihood, ridge), design, bounds);
	const unbounded = search.run();
	if (unbounded) return notMeasured('separated-terms', { terms: unbounded.join(', ') });
	const { coefficients, free } = search;
	const covariance = covarianceOf(search.pass.information, free, coefficients.length);
	return {
		measured: true,
		names: [INTERCEPT, ...design.names],
		coefficients: Array.from(coefficients),
		heldBy: search.heldBy(),
		gradient: Array.from(search.pass.gradient),
		covariance,
		standardErrors: covariance.map((row, j) => Math.sqrt(row[j])),
		logLikelihood: likelihood(coefficients).logLikelihood,
		rounds: search.rounds
	};
}

function refusal(design: Design, { lower, upper }: Bounds): NotMeasured | null {
	const { names } = design;
	if (lower.length !== names.length || upper.length !== names.length) {
		throw new Error(
			`fitBounded: ${names.length} terms, ${lower.length} lower, ${upper.length} upper`
		);
	}
	for (let j = 0; j < names.length; j++) {
		const numbers = lower[j] < Infinity && upper[j] > -Infinity;
		if (!numbers) throw new Error(`fitBounded: bounds ${lower[j]} to ${upper[j]} of "${names[j]}"`);
		if (lower[j] > upper[j]) {
			return notMeasured('bounds-contradict', { term: names[j], lower: lower[j], upper: upper[j] });
		}
	}
	const { leads, wins } = leadTotals(design);
	if (wins === 0 || wins === leads) return notMeasured('one-class', { leads, wins });
	return null;
}

class Search {
	readonly coefficients: Float64Array;
	/** Indexes of the coefficients that move, ascending; the intercept is always among them. */
	free: number[];
	rounds = 0;
	pass: ScorePass;
	readonly #objective: Objective;
	readonly #design: Design;
	readonly #lower: Float64Array;
	readonly #upper: Float64Array;

	constructor(objective: Objective, design: Design, { lower, upper }: Bounds) {
		this.#objective = objective;
		this.#design = design;
		this.#lower = Float64Array.of(-Infinity, ...Array.from(lower));
		this.#upper = Float64Array.of(Infinity, ...Array.from(upper));
		const { leads, wins } = leadTotals(design);
		this.coefficients = this.#lower.map((low, j) => Math.min(Math.max(0, low), this.#upper[j]));
		this.coefficients[0] = Math.log(wins / (leads - wins));
		this.free = [...this.coefficients.keys()].filter((j) => !this.#atBound(j));
		this.pass = objective(this.coefficients);
	}

	/** Names of the terms that run off, or null at the maximum. */
	run(): string[] | null {
		const most = 50 * (this.coefficients.length + 1);
		while (this.rounds++ < most) {
			const found = this.#fitFree();
			const runningOff = this.#moveTo(found);
			if (runningOff) return runningOff;
			if (this.#stopAtBounds() || !found.converged) continue;
			const released = this.#mostPulled();
			if (released === -1) return null;
			this.free = [...this.free, released].sort((a, b) => a - b);
		}
		throw new Error('fitBounded: it does not settle');
	}

	heldBy(): BoundedFit['heldBy'] {
		return Array.from(this.coefficients, (value, j) => {
			if (this.free.includes(j)) return null;
			if (this.#lower[j] === this.#upper[j]) return 'locked';
			return value === this.#lower[j] ? 'lower' : 'upper';
		});
	}

	#fitFree(): Climb {
		const restricted = restrictObjective(this.#objective, this.coefficients, this.free);
		const start = Float64Array.from(this.free, (j) => this.coefficients[j]);
		const found = climbCarefully(restricted, start, this.#design.n, 1e-8, 100);
		if (!found.factor) throw new Error('fitBounded: a free term depends on others');
		return found;
	}

	/**
	 * Goes to what was found, or to the first bound on the way; where the free terms run off, on along their direction
	 * to the first bound. Names them where there is none.
	 */
	#moveTo({ coefficients: goal, converged, lastStep }: Climb): string[] | null {
		const step = goal.map((value, i) => value - this.coefficients[this.free[i]]);
		const share = this.#shareInside(step);
		if (converged || share < 1) this.#move(step, Math.min(1, share));
		else {
			this.#move(step, 1);
			const onward = this.#shareInside(lastStep);
			if (onward === Infinity) return this.#names(lastStep);
			this.#move(lastStep, onward);
		}
		this.pass = this.#objective(this.coefficients);
		return null;
	}

	#move(step: Float64Array, share: number): void {
		this.free.forEach((j, i) => {
			const moved = this.coefficients[j] + share * step[i];
			this.coefficients[j] = Math.min(Math.max(moved, this.#lower[j]), this.#upper[j]);
		});
	}

	/** How much of a step keeps all free coefficients inside their bounds. */
	#shareInside(step: Float64Array): number {
		return this.free.reduce((share, j, i) => {
			if (step[i] === 0) return share;
			const bound = step[i] < 0 ? this.#lower[j] : this.#upper[j];
			return Math.min(share, (bound - this.coefficients[j]) / step[i]);
		}, Infinity);
	}

	/** Holds the free coefficients that have met a bound; false where none has. */
	#stopAtBounds(): boolean {
		const before = this.free.length;
		this.free = this.free.filter((j) => !this.#atBound(j));
		return this.free.length < before;
	}

	#atBound(j: number): boolean {
		for (const bound of [this.#lower[j], this.#upper[j]]) {
			const distance = Math.abs(this.coefficients[j] - bound);
			if (!(distance <= 1e-12 * (1 + Math.abs(this.coefficients[j])))) continue;
			this.coefficients[j] = bound;
			return true;
		}
		return false;
	}

	/** The held coefficient whose slope points most inside, -1 where none does. */
	#mostPulled(): number {
		let most = FLAT * leadTotals(this.#design).leads;
		let found = -1;
		this.pass.gradient.forEach((slope, j) => {
			if (this.free.includes(j) || this.#lower[j] === this.#upper[j]) return;
			const inwards = this.coefficients[j] === this.#lower[j] ? slope : -slope;
			if (inwards <= most) return;
			most = inwards;
			found = j;
		});
		return found;
	}

	#names(step: Float64Array): string[] {
		const away = this.free.filter((j, i) => j > 0 && Math.abs(step[i]) > 1e-3);
		return away.map((j) => this.#design.names[j - 1]);
	}
}

function covarianceOf(information: Float64Array, free: number[], size: number): number[][] {
	const block = new Float64Array(free.length ** 2);
	free.forEach((i, row) => {
		for (let column = 0; column <= row; column++) {
			block[row * free.length + column] = information[i * size + free[column]];
		}
	});
	const factor = cholesky(block, free.length);
	if (!factor) throw new Error('fitBounded: a free term depends on others');
	const inverse = choleskyInverse(factor);
	const at = (j: number) => free.indexOf(j);
	return Array.from({ length: size }, (_, i) =>
		Array.from({ length: size }, (_, j) => (at(i) < 0 || at(j) < 0 ? 0 : inverse[at(i)][at(j)]))
	);
}
