import { stirlingError } from '#lib/domain/stirling-error.ts';

/**
 * A binomial random number: wins among `trials` leads of win rate `p`. Inversion where few are expected, else Hörmann's
 * transformed rejection BTRS (1993); exact to the resolution of the uniform numbers.
 *
 * @param next - uniform numbers in [0, 1), e.g. `random(seed)`
 * @param trials - whole number, at least 0
 * @throws Error for other trials or a p outside 0..1
 * @example drawBinomial(random(1), 10, 0.3) // 0..10
 */
export function drawBinomial(next: () => number, trials: number, p: number): number {
	if (!(Number.isInteger(trials) && trials >= 0 && p >= 0 && p <= 1)) {
		throw new Error(`drawBinomial: ${trials} trials, p ${p}`);
	}
	if (trials === 0 || p === 0) return 0;
	if (p > 0.5) return trials - drawBinomial(next, trials, 1 - p);
	return trials * p < 10 ? byInversion(next, trials, p) : byRejection(next, trials, p);
}

/** Adds up probabilities from 0 wins on until they pass a uniform number. */
function byInversion(next: () => number, trials: number, p: number): number {
	const odds = p / (1 - p);
	let rest = next();
	let share = Math.exp(trials * Math.log1p(-p));
	for (let wins = 0; wins < trials; wins++) {
		if (rest < share) return wins;
		rest -= share;
		share *= ((trials - wins) / (wins + 1)) * odds;
	}
	return trials;
}

function byRejection(next: () => number, trials: number, p: number): number {
	const deviation = Math.sqrt(trials * p * (1 - p));
	const odds = p / (1 - p);
	const b = 1.15 + 2.53 * deviation;
	const a = -0.0873 + 0.0248 * b + 0.01 * p;
	const alpha = (2.83 + 5.1 / b) * deviation;
	const mode = Math.floor((trials + 1) * p);
	for (;;) {
		const u = next() - 0.5;
		const v = next();
		const us = 0.5 - Math.abs(u);
		const wins = Math.floor(((2 * a) / us + b) * u + trials * p + 0.5);
		if (us >= 0.07 && v <= 0.92 - 4.2 / b) return wins;
		if (!(wins >= 0 && wins <= trials)) continue;
		const height = Math.log((v * alpha) / (a / (us * us) + b));
		if (height <= logRatioToMode(trials, odds, mode, wins)) return wins;
	}
}

/** Ln of the probability of `wins` over that of the mode. */
function logRatioToMode(trials: number, odds: number, mode: number, wins: number): number {
	return (
		(mode + 0.5) * Math.log((mode + 1) / (odds * (trials - mode + 1))) +
		(trials + 1) * Math.log((trials - mode + 1) / (trials - wins + 1)) +
		(wins + 0.5) * Math.log((odds * (trials - wins + 1)) / (wins + 1)) +
		stirlingError(mode) +
		stirlingError(trials - mode) -
		stirlingError(wins) -
		stirlingError(trials - wins)
	);
}
