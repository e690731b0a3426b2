/**
 * The intercept for the win rate of all leads where the sample was drawn by outcome (wins over-sampled): King & Zeng
 * (2001) prior correction, intercept - ln[((1 - t) / t) (s / (1 - s))] with t the rate of wins among all leads and s that
 * in the sample. The other coefficients of a logistic model need none.
 *
 * @param sampleRate - share of wins in the sample, between 0 and 1
 * @param populationRate - share of wins among all leads, between 0 and 1
 * @throws Error for a rate outside 0..1 or at its ends
 * @example priorCorrectedIntercept(0, 0.5, 0.01) // -4.5951: log-odds of 1 in 100
 */
export function priorCorrectedIntercept(
	intercept: number,
	sampleRate: number,
	populationRate: number
): number {
	return intercept + logOdds(populationRate) - logOdds(sampleRate);
}

function logOdds(rate: number): number {
	if (!(rate > 0 && rate < 1)) throw new Error(`priorCorrectedIntercept: rate ${rate}`);
	return Math.log(rate / (1 - rate));
}
