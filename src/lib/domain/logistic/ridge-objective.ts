import type { Objective } from './objective.ts';

/** A quadratic penalty on the distance of the coefficients from a prior; the intercept is free. */
export interface Ridge {
	/** Weight of the penalty: strength / 2 x sum of factor x (coefficient - prior)². At least 0. */
	strength: number;
	/** Where each term is drawn to, without the intercept; 0 where absent. */
	prior?: ArrayLike<number>;
	/** Weight of each term in the penalty, without the intercept; 1 where absent. */
	factors?: ArrayLike<number>;
}

/**
 * An objective minus a ridge penalty. Drawing to a prior b0 is the same as drawing to 0 with the offset X b0.
 *
 * @example ridgeObjective(logisticObjective(design), { strength: 5, prior: [0.35, 0.7] })
 */
export function ridgeObjective(
	objective: Objective,
	{ strength, prior, factors }: Ridge
): Objective {
	return (coefficients) => {
		const pass = objective(coefficients);
		const size = coefficients.length;
		let penalty = 0;
		for (let j = 1; j < size; j++) {
			const weight = strength * (factors?.[j - 1] ?? 1);
			const distance = coefficients[j] - (prior?.[j - 1] ?? 0);
			penalty += (weight / 2) * distance ** 2;
			pass.gradient[j] -= weight * distance;
			pass.information[j * size + j] += weight;
		}
		return { ...pass, logLikelihood: pass.logLikelihood - penalty };
	};
}
