import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { scoreDifference } from './score-difference.ts';

/** How far a score of the data is what a card gives today: a check of the replay, no word on quality (statistics 17). */
export interface Agreement {
	/** Leads that have both. */
	leads: number;
	/** Leads on which both are the same number. */
	equal: number;
	/** Column minus card, where it is largest in size. */
	largest: number;
	/** Pearson's; not measured (`constant-score`) where either is the same for all. */
	correlation: Measured<{ value: number }>;
	/** Column minus card and how many leads have it, the most frequent first, at most eight; 0 is among them where it occurs. */
	differences: { difference: number; leads: number }[];
	/** Different differences there are. */
	distinct: number;
}

const MOST_LISTED = 8;

/**
 * Compares the points a card gives with a score column of the same leads, lead by lead.
 *
 * @param card - points of each cell
 * @param column - value of the column of each cell
 * @param n - leads of each cell
 * @returns not measured (`no-score-in-column`) without leads
 * @throws Error for columns of different length
 * @example agreement(Float64Array.of(10, 20), Float64Array.of(10, 25), Float64Array.of(3, 1)) // { leads: 4, equal: 3, largest: 5, … }
 */
export function agreement(
	card: Float64Array,
	column: Float64Array,
	n: Float64Array
): Measured<Agreement> {
	if (card.length !== n.length || column.length !== n.length) {
		throw new Error(`agreement: ${card.length} points, ${column.length} values, ${n.length} n`);
	}
	const leads = n.reduce((sum, each) => sum + each, 0);
	if (leads === 0) return notMeasured('no-score-in-column');
	const counts = differencesOf(card, column, n);
	const frequent = [...counts].sort(([a, more], [b, fewer]) => fewer - more || a - b);
	const largest = frequent.reduce((most, [d]) => (Math.abs(d) > Math.abs(most) ? d : most), 0);
	return {
		measured: true,
		leads,
		equal: counts.get(0) ?? 0,
		largest,
		correlation: correlationOf(card, column, n, leads),
		differences: frequent
			.slice(0, MOST_LISTED)
			.map(([difference, leads]) => ({ difference, leads })),
		distinct: counts.size
	};
}

function differencesOf(card: Float64Array, column: Float64Array, n: Float64Array) {
	const counts = new Map<number, number>();
	for (let c = 0; c < n.length; c++) {
		if (n[c] === 0) continue;
		const difference = scoreDifference(column[c], card[c]);
		counts.set(difference, (counts.get(difference) ?? 0) + n[c]);
	}
	return counts;
}

function correlationOf(
	card: Float64Array,
	column: Float64Array,
	n: Float64Array,
	leads: number
): Agreement['correlation'] {
	if (isConstant(card, n) || isConstant(column, n)) return notMeasured('constant-score');
	const mean = (values: Float64Array) => values.reduce((sum, v, c) => sum + n[c] * v, 0) / leads;
	const [a, b] = [mean(card), mean(column)];
	let [together, ofCard, ofColumn] = [0, 0, 0];
	for (let c = 0; c < n.length; c++) {
		together += n[c] * (card[c] - a) * (column[c] - b);
		ofCard += n[c] * (card[c] - a) ** 2;
		ofColumn += n[c] * (column[c] - b) ** 2;
	}
	const value = together / Math.sqrt(ofCard * ofColumn);
	return { measured: true, value: Math.min(1, Math.max(-1, value)) };
}

function isConstant(values: Float64Array, n: Float64Array): boolean {
	const first = values[n.findIndex((leads) => leads > 0)];
	return values.every((value, c) => n[c] === 0 || value === first);
}
