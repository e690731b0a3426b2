/**
 * Where NaN or an infinite number stands in a result, by its path: `JSON.stringify` writes null for all of them, and would
 * hide them.
 *
 * @example oddNumbers({ rates: [0.5, NaN] }) // ['rates.1 is NaN']
 */
export function oddNumbers(value: unknown, path: string[] = []): string[] {
	if (typeof value === 'number') {
		return Number.isFinite(value) ? [] : [`${path.join('.')} is ${value}`];
	}
	if (typeof value !== 'object' || value === null) return [];
	return entriesOf(value).flatMap(([key, each]) => oddNumbers(each, [...path, key]));
}

function entriesOf(value: object): [string, unknown][] {
	if (value instanceof Map) return [...value].map(([key, each]) => [String(key), each]);
	if (value instanceof Set) return [...value].map((each, i) => [String(i), each]);
	return Object.entries(value);
}
