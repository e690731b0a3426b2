import type { Column, Columns } from './engine.ts';

/** A column of numbers without gaps. @throws Error if there is no such column, or a NULL in it */
export function numbersOf(result: Columns, name: string): Float64Array {
	const column = columnOf(result, name, 'number');
	if (column.nulls) throw new Error(`numbersOf: ${name} holds NULL`);
	return column.values;
}

/** A column of numbers with gaps. */
export function numbersOrNull(result: Columns, name: string): (number | null)[] {
	const { values, nulls } = columnOf(result, name, 'number');
	return Array.from(values, (value, i) => (nulls?.[i] ? null : value));
}

/** A column of texts; NULL stays null. */
export function textsOf(result: Columns, name: string): (string | null)[] {
	return columnOf(result, name, 'text').values;
}

/** A column of flags; NULL stays null. */
export function flagsOf(result: Columns, name: string): (boolean | null)[] {
	return columnOf(result, name, 'flag').values;
}

function columnOf<K extends Column['kind']>(
	result: Columns,
	name: string,
	kind: K
): Extract<Column, { kind: K }> {
	const column = result.columns[result.names.indexOf(name)];
	if (!column) throw new Error(`no column ${name} among ${result.names.join(', ')}`);
	if (column.kind !== kind) throw new Error(`column ${name} is ${column.kind}, not ${kind}`);
	return column as Extract<Column, { kind: K }>;
}
