import type { Cells } from './cells.ts';

/**
 * Throws unless the cells are what a count of leads can give: columns of one length, whole numbers, 0 <= k <= n.
 *
 * @param rules - rules of the card
 * @param caller - name of the function that was called, for the message
 * @throws Error `calibrate: ...` naming the first cell that is not
 * @example checkCells(cells, 12, 'calibrate')
 */
export function checkCells(cells: Cells, rules: number, caller: string): void {
	const { length, states, test, n, k } = cells;
	if (states.length !== rules) {
		throw new Error(`${caller}: ${rules} rules, ${states.length} state columns`);
	}
	for (const column of [...states, test, n, k]) {
		if (column.length !== length) {
			throw new Error(`${caller}: ${length} cells, a column of ${column.length}`);
		}
	}
	for (let c = 0; c < length; c++) {
		const whole = Number.isSafeInteger(n[c]) && Number.isSafeInteger(k[c]);
		if (whole && k[c] >= 0 && k[c] <= n[c]) continue;
		throw new Error(`${caller}: cell ${c} has n ${n[c]}, k ${k[c]}; needed whole 0 <= k <= n`);
	}
}
