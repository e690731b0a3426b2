/** The quadratic addend of the loss that draws weights towards a prior (statistics 10), by step of each term. */
export interface CardPenalty {
	/** Curvature of each term. */
	square: Float64Array;
	/** How strongly each term is drawn away from 0. */
	pull: Float64Array;
	/** What weights of 0 cost. */
	constant: number;
}

/**
 * What weights cost beside their log loss: sum of square w²/2 - pull w, plus the constant.
 *
 * @example penaltyOf({ square: [2], pull: [1], constant: 0.25 }, [0.5]) // 0: the prior
 */
export function penaltyOf(penalty: CardPenalty, weights: ArrayLike<number>): number {
	let sum = penalty.constant;
	for (let j = 0; j < weights.length; j++) {
		sum += weights[j] * ((penalty.square[j] * weights[j]) / 2 - penalty.pull[j]);
	}
	return sum;
}

/** The penalty along a ray of weights slope x steps: square slope²/2 - pull slope + constant. */
export interface RayPenalty {
	square: number;
	pull: number;
	constant: number;
}

/** No penalty. */
export const NO_PENALTY: RayPenalty = { square: 0, pull: 0, constant: 0 };

/** @example rayPenalty({ square: [2], pull: [1], constant: 0.25 }, [3]) // { square: 18, pull: 3, constant: 0.25 } */
export function rayPenalty(penalty: CardPenalty, steps: ArrayLike<number>): RayPenalty {
	const ray = { square: 0, pull: 0, constant: penalty.constant };
	for (let j = 0; j < steps.length; j++) {
		ray.square += penalty.square[j] * steps[j] ** 2;
		ray.pull += penalty.pull[j] * steps[j];
	}
	return ray;
}
