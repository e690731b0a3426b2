/**
 * The leads of one column by its values: every value with enough training leads, the rare ones pooled, the empty field on
 * its own. Arrays of equal length, one entry a level. Training leads are earlier than test leads where the data has an order.
 */
export interface ColumnLevels {
	/** `empty`: no value; `value`: one value, or one bin of a number; `rare`: all values with too few training leads. */
	kind: ('empty' | 'value' | 'rare')[];
	/** The value, or the number of the bin; null where there is none to name. */
	label: (string | null)[];
	trainN: Float64Array;
	trainK: Float64Array;
	testN: Float64Array;
	testK: Float64Array;
	/** Leads whose outcome is known and counts: train, test, and those left out between the two. */
	n: Float64Array;
	k: Float64Array;
}

/** Training leads from which a value is a level of its own: fewer say nothing about its rate. */
export const FEWEST_OF_LEVEL = 30;

/** Leads added to each level at the base rate, so that no level promises certainty. */
const PRIOR_LEADS = 2;

/**
 * What each level says about a win, learned on training leads alone: its log-odds less the log-odds of all training leads
 * (weight of evidence), drawn to 0 by two leads at the base rate. Levels without training leads say 0.
 *
 * @returns one number a level; all 0 where training leads have one outcome only
 * @example levelWeights(levels) // Float64Array [-1.2, 0.4, 2.1]
 */
export function levelWeights({ trainN, trainK }: ColumnLevels): Float64Array {
	const [leads, wins] = [sum(trainN), sum(trainK)];
	if (wins === 0 || wins === leads) return new Float64Array(trainN.length);
	const rate = wins / leads;
	const base = Math.log(rate / (1 - rate));
	return trainN.map((n, i) => {
		const won = trainK[i] + PRIOR_LEADS * rate;
		const lost = n - trainK[i] + PRIOR_LEADS * (1 - rate);
		return Math.log(won / lost) - base;
	});
}

/** Sum of a column of counts. */
export function sum(values: Float64Array): number {
	let total = 0;
	for (const value of values) total += value;
	return total;
}
