import { stirlingError } from './stirling-error.ts';

/**
 * A Poisson random number. Inversion where few are expected, else Hörmann's transformed rejection PTRS (1993); exact to
 * the resolution of the uniform numbers.
 *
 * @param next - uniform numbers in [0, 1), e.g. `random(seed)`
 * @param mean - at least 0
 * @throws Error for another mean
 * @example drawPoisson(random(1), 2.5) // 0, 1, 2, …
 */
export function drawPoisson(next: () => number, mean: number): number {
	if (!(mean >= 0 && mean < Infinity)) throw new Error(`drawPoisson: mean ${mean}`);
	return mean < 10 ? byInversion(next, mean) : byRejection(next, mean);
}

function byInversion(next: () => number, mean: number): number {
	let rest = next();
	let share = Math.exp(-mean);
	let count = 0;
	// Beyond 200 nothing of a mean below 10 is left; rounding must not send it further.
	while (rest >= share && count < 200) {
		rest -= share;
		share *= mean / ++count;
	}
	return count;
}

function byRejection(next: () => number, mean: number): number {
	const b = 0.931 + 2.53 * Math.sqrt(mean);
	const a = -0.059 + 0.02483 * b;
	const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
	for (;;) {
		const u = next() - 0.5;
		const v = next();
		const us = 0.5 - Math.abs(u);
		const count = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
		if (us >= 0.07 && v <= 0.9277 - 3.6224 / (b - 2)) return count;
		if (!(count >= 0) || count === Infinity || (us < 0.013 && v > us)) continue;
		const height = Math.log((v * inverseAlpha) / (a / (us * us) + b));
		if (height <= logProbability(mean, count)) return count;
	}
}

/** Ln of the Poisson probability, with ln k! = (k + 1/2) ln(k + 1) - (k + 1) + ln(2 pi) / 2 + error. */
function logProbability(mean: number, count: number): number {
	const logFactorial =
		(count + 0.5) * Math.log(count + 1) -
		(count + 1) +
		Math.log(2 * Math.PI) / 2 +
		stirlingError(count);
	return count * Math.log(mean) - mean - logFactorial;
}
