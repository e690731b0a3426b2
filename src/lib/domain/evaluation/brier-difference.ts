import { normalInterval } from '#lib/domain/logistic/normal-interval.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { totals } from './totals.ts';

/** Mean difference of the Brier score per lead. */
export interface BrierDifference {
	/** Brier score of the first minus that of the second: positive where the second predicts better. */
	difference: number;
	standardError: number;
	ci: [number, number];
}

/**
 * Paired comparison of two probabilities on the same leads: mean difference of their squared errors with its standard
 * error (sample standard deviation of the differences / root of leads) and 95 % interval. Leads count as independent.
 *
 * @param first - probability of each cell
 * @param second - the other probability of each cell
 * @returns not measured with fewer than two leads (`few-leads`)
 * @throws Error for columns of different length or probabilities outside 0..1
 * @example brierDifference(today, calibrated, n, k) // { measured: true, difference: 0.0021, … }
 */
export function brierDifference(
	first: Float64Array,
	second: Float64Array,
	n: Float64Array,
	k: Float64Array
): Measured<BrierDifference> {
	const lengths = [first.length, second.length, n.length, k.length];
	if (new Set(lengths).size > 1) throw new Error(`brierDifference: lengths ${lengths.join(', ')}`);
	for (const p of first) check(p);
	for (const q of second) check(q);
	const { leads } = totals({ n, k });
	if (leads < 2) return notMeasured('few-leads', { leads, needed: 2 });
	const sumOver = (term: (difference: number) => number) => {
		let sum = 0;
		for (let c = 0; c < n.length; c++) {
			const [p, q] = [first[c], second[c]];
			sum += k[c] * term((1 - p) ** 2 - (1 - q) ** 2) + (n[c] - k[c]) * term(p ** 2 - q ** 2);
		}
		return sum;
	};
	const difference = sumOver((value) => value) / leads;
	const variance = sumOver((value) => (value - difference) ** 2) / (leads - 1);
	const standardError = Math.sqrt(variance / leads);
	const ci = normalInterval(difference, standardError);
	return { measured: true, difference, standardError, ci };
}

function check(probability: number): void {
	if (!(probability >= 0 && probability <= 1)) {
		throw new Error(`brierDifference: probability ${probability}`);
	}
}
