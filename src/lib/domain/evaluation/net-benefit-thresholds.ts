/**
 * Probabilities at which a decision curve is worth reading: from a fifth to five times the odds of the base rate, in
 * equal steps of probability. Below, every lead is worth its work; above, hardly any.
 *
 * @param baseRate - share of all leads that were won, between 0 and 1
 * @param count - thresholds wanted, at least 2
 * @throws Error for a base rate outside 0..1 or at its ends, or fewer than two thresholds
 * @example netBenefitThresholds(0.5, 3) // [0.1667, 0.5, 0.8333]
 */
export function netBenefitThresholds(baseRate: number, count = 60): number[] {
	if (!(baseRate > 0 && baseRate < 1)) throw new Error(`netBenefitThresholds: rate ${baseRate}`);
	if (!(count >= 2)) throw new Error(`netBenefitThresholds: ${count} thresholds`);
	const odds = baseRate / (1 - baseRate);
	const [from, to] = [odds / WIDTH, odds * WIDTH].map((each) => each / (1 + each));
	return Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}

const WIDTH = 5;
