/** Leads, wins and losses behind a set of cells or score groups. */
export interface Totals {
	leads: number;
	wins: number;
	losses: number;
}

/**
 * Sums leads and wins of cells.
 *
 * @example totals({ n: Float64Array.of(3, 2), k: Float64Array.of(1, 0) }) // { leads: 5, wins: 1, losses: 4 }
 */
export function totals({ n, k }: { n: Float64Array; k: Float64Array }): Totals {
	let leads = 0;
	let wins = 0;
	for (let c = 0; c < n.length; c++) {
		leads += n[c];
		wins += k[c];
	}
	return { leads, wins, losses: leads - wins };
}
