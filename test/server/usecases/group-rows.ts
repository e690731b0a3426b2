/** Rows by a key, in the order they were found. */
export function groupRows<K, V>(rows: V[], key: (row: V) => K): Map<K, V[]> {
	const found = new Map<K, V[]>();
	for (const row of rows) {
		const known = found.get(key(row));
		if (known) known.push(row);
		else found.set(key(row), [row]);
	}
	return found;
}

/** Sum of a number of each row. */
export function total<V>(rows: V[], of: (row: V) => number): number {
	return rows.reduce((sum, row) => sum + of(row), 0);
}
