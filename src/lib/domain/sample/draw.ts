import { random } from '#lib/domain/random.ts';

/** Seeded draws. Only exp, log and sqrt are used, which give the same bits on every machine. */
export interface Draw {
	/** Uniform in [0, 1). */
	uniform(): number;
	chance(probability: number): boolean;
	/** Whole number in [0, n). */
	below(n: number): number;
	normal(): number;
	logNormal(median: number, sigma: number): number;
	/** Exponential with this mean. */
	wait(mean: number): number;
	/** For small means (under 30). */
	poisson(mean: number): number;
	/** One of the values, in proportion to the weights. */
	weighted<T>(choices: readonly (readonly [T, number])[]): T;
}

/** @example drawFrom(1).below(6) < 6 // true */
export function drawFrom(seed: number): Draw {
	const uniform = random(seed);
	const normal = () => polarNormal(uniform);
	return {
		uniform,
		chance: (probability) => uniform() < probability,
		below: (n) => Math.floor(uniform() * n),
		normal,
		logNormal: (median, sigma) => median * Math.exp(sigma * normal()),
		wait: (mean) => -mean * Math.log(1 - uniform()),
		poisson: (mean) => countBelow(uniform, Math.exp(-mean)),
		weighted: (choices) => weighted(uniform, choices)
	};
}

/** Marsaglia's polar method, one of its two normals. */
function polarNormal(uniform: () => number): number {
	for (;;) {
		const x = 2 * uniform() - 1;
		const y = 2 * uniform() - 1;
		const s = x * x + y * y;
		if (s > 0 && s < 1) return x * Math.sqrt((-2 * Math.log(s)) / s);
	}
}

/** Knuth's Poisson: how many uniforms can be multiplied before the product falls under the limit. */
function countBelow(uniform: () => number, limit: number): number {
	let count = 0;
	for (let product = uniform(); product > limit; product *= uniform()) count++;
	return count;
}

function weighted<T>(uniform: () => number, choices: readonly (readonly [T, number])[]): T {
	let total = 0;
	for (const [, weight] of choices) total += weight;
	let rest = uniform() * total;
	for (const [value, weight] of choices) {
		rest -= weight;
		if (rest < 0) return value;
	}
	return choices[choices.length - 1][0];
}
