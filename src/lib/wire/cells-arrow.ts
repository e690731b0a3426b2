import { tableFromArrays, tableFromIPC, tableToIPC } from 'apache-arrow';
import type { Cells } from '#lib/domain/cells/cells.ts';

/**
 * Cells as an Arrow IPC stream: columns state_0, state_1, … and test (unsigned bytes), n and k (doubles).
 * What states are worth that is not their number stands in the metadata of the schema. Travels as a raw body, never through a
 * `load()` result.
 */
export function encodeCells(cells: Cells): Uint8Array {
	const states = cells.states.map((column, r) => [`state_${r}`, column] as const);
	const table = tableFromArrays({
		...Object.fromEntries(states),
		test: cells.test,
		n: cells.n,
		k: cells.k
	});
	if (cells.values) {
		const values = cells.values.map((each) => each && [...each]);
		table.schema.metadata.set(VALUES, JSON.stringify(values));
	}
	return tableToIPC(table, 'stream');
}

const VALUES = 'values';

function valuesIn(text: string | undefined): Cells['values'] {
	const values: (number[] | null)[] | undefined = text && JSON.parse(text);
	return values?.map((each) => each && Float64Array.from(each));
}

/**
 * Cells from the bytes of `encodeCells`.
 * @throws Error for bytes that are no such stream
 */
export function decodeCells(bytes: Uint8Array): Cells {
	const table = tableFromIPC(bytes);
	const column = <T>(name: string): T => {
		const found = table.getChild(name);
		if (!found) throw new Error(`decodeCells: no column ${name}`);
		return found.toArray() as T;
	};
	const values = valuesIn(table.schema.metadata.get(VALUES));
	const rules = table.schema.fields.filter((field) => field.name.startsWith('state_')).length;
	return {
		length: table.numRows,
		states: Array.from({ length: rules }, (_, r) => column<Uint8Array>(`state_${r}`)),
		...(values && { values }),
		test: column<Uint8Array>('test'),
		n: column<Float64Array>('n'),
		k: column<Float64Array>('k')
	};
}
