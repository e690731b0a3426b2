import { normalInterval } from '#lib/domain/logistic/normal-interval.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { lossOfLead } from './log-loss.ts';
import { totals } from './totals.ts';

/** Mean difference of log loss per lead, in nats. */
export interface LogLossDifference {
	/** Loss of the first minus loss of the second: positive where the second predicts better. */
	difference: number;
	standardError: number;
	ci: [number, number];
}

/**
 * Paired comparison of two probabilities on the same leads: mean difference of their log losses with its standard
 * error (sample standard deviation of the differences / root of leads) and 95 % interval. Leads count as independent.
 *
 * @param first - probability of each cell
 * @param second - the other probability of each cell
 * @returns not measured with fewer than two leads (`few-leads`)
 * @throws Error for columns of different length or probabilities outside 0..1
 * @example logLossDifference(today, calibrated, n, k) // { measured: true, difference: 0.012, … }
 */
export function logLossDifference(
	first: Float64Array,
	second: Float64Array,
	n: Float64Array,
	k: Float64Array
): Measured<LogLossDifference> {
	const lengths = [first.length, second.length, n.length, k.length];
	if (new Set(lengths).size > 1)
		throw new Error(`logLossDifference: lengths ${lengths.join(', ')}`);
	const { leads } = totals({ n, k });
	if (leads < 2) return notMeasured('few-leads', { leads, needed: 2 });
	const ifWon = first.map((p, c) => lossOfLead(p, true) - lossOfLead(second[c], true));
	const ifLost = first.map((p, c) => lossOfLead(p, false) - lossOfLead(second[c], false));
	const sumOver = (term: (difference: number) => number) =>
		n.reduce((sum, _, c) => sum + k[c] * term(ifWon[c]) + (n[c] - k[c]) * term(ifLost[c]), 0);
	const difference = sumOver((value) => value) / leads;
	const variance = sumOver((value) => (value - difference) ** 2) / (leads - 1);
	const standardError = Math.sqrt(variance / leads);
	return {
		measured: true,
		difference,
		standardError,
		ci: normalInterval(difference, standardError)
	};
}
