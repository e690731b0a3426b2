/**
 * Leads and wins behind cells.
 *
 * @example leadTotals({ n: Float64Array.of(3, 2), k: Float64Array.of(1, 0) }) // { leads: 5, wins: 1 }
 */
export function leadTotals({ n, k }: { n: Float64Array; k: Float64Array }) {
	let leads = 0;
	let wins = 0;
	for (let c = 0; c < n.length; c++) {
		leads += n[c];
		wins += k[c];
	}
	return { leads, wins };
}
