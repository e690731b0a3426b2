import {
	DuckDBTypeId,
	type DuckDBDataChunk,
	type DuckDBResult,
	type DuckDBVector
} from '@duckdb/node-api';
import type { Column, Columns } from './engine.ts';

/** The chunks of a result as columns of plain JavaScript values. */
export function readColumns(result: DuckDBResult, chunks: DuckDBDataChunk[]): Columns {
	const length = chunks.reduce((rows, chunk) => rows + chunk.rowCount, 0);
	const names = result.columnNames();
	const columns = names.map((_, c) => readColumn(result.columnTypeId(c), chunks, c, length));
	return { names, columns, length };
}

function readColumn(type: DuckDBTypeId, chunks: DuckDBDataChunk[], c: number, length: number) {
	if (type === DuckDBTypeId.BOOLEAN) return flagColumn(chunks, c);
	if (type === DuckDBTypeId.VARCHAR || type === DuckDBTypeId.ENUM) return textColumn(chunks, c);
	const toNumber = numberReaders.get(type);
	if (!toNumber) throw new Error(`readColumns: cannot read ${DuckDBTypeId[type]}`);
	return numberColumn(chunks, c, length, toNumber);
}

function numberColumn(
	chunks: DuckDBDataChunk[],
	c: number,
	length: number,
	toNumber: (value: never) => number
): Column {
	const values = new Float64Array(length);
	let nulls: Uint8Array | null = null;
	let row = 0;
	for (const chunk of chunks) {
		const vector = chunk.getColumnVector(c);
		const numbers = toNumber === asIs ? gaplessNumbers(vector) : null;
		if (numbers) {
			values.set(numbers, row);
			row += numbers.length;
			continue;
		}
		for (let i = 0; i < chunk.rowCount; i++, row++) {
			const value = vector.getItem(i);
			if (value === null) (nulls ??= new Uint8Array(length))[row] = 1;
			else values[row] = toNumber(value as never);
		}
	}
	return { kind: 'number', values, nulls };
}

function textColumn(chunks: DuckDBDataChunk[], c: number): Column {
	return { kind: 'text', values: items<string>(chunks, c) };
}

/**
 * The numbers of a vector without NULL as they lie in memory, null where they cannot be had so. The client asks its
 * validity mask bit by bit with BigInt, which costs more than the query on columns that could hold NULL but do not; a
 * client that keeps its vectors differently is read value by value.
 */
function gaplessNumbers(vector: DuckDBVector): Float64Array | Int32Array | null {
	const { items, validity } = vector as { items?: unknown; validity?: { data?: unknown } };
	if (!(items instanceof Float64Array || items instanceof Int32Array)) return null;
	const mask = validity?.data;
	if (mask === null) return items;
	if (!(mask instanceof BigUint64Array) || mask.length * 64 < items.length) return null;
	const full = Math.floor(items.length / 64);
	for (let word = 0; word < full; word++) if (mask[word] !== ALL_VALID) return null;
	const rest = (1n << BigInt(items.length % 64)) - 1n;
	return rest === 0n || (mask[full] & rest) === rest ? items : null;
}

const ALL_VALID = 0xffff_ffff_ffff_ffffn;

function flagColumn(chunks: DuckDBDataChunk[], c: number): Column {
	return { kind: 'flag', values: items<boolean>(chunks, c) };
}

function items<T>(chunks: DuckDBDataChunk[], c: number): (T | null)[] {
	return chunks.flatMap((chunk) => {
		const vector = chunk.getColumnVector(c);
		return Array.from({ length: chunk.rowCount }, (_, i) => vector.getItem(i) as T | null);
	});
}

const asIs = (value: number) => value;
const wholeNumber = (value: bigint) => safe(Number(value));
const microseconds = ({ micros }: { micros: bigint }) => Number(micros) / 1000;
const DAY_MS = 86_400_000;

const numberReaders = new Map<DuckDBTypeId, (value: never) => number>([
	[DuckDBTypeId.TINYINT, asIs],
	[DuckDBTypeId.SMALLINT, asIs],
	[DuckDBTypeId.INTEGER, asIs],
	[DuckDBTypeId.UTINYINT, asIs],
	[DuckDBTypeId.USMALLINT, asIs],
	[DuckDBTypeId.UINTEGER, asIs],
	[DuckDBTypeId.FLOAT, asIs],
	[DuckDBTypeId.DOUBLE, asIs],
	[DuckDBTypeId.BIGINT, wholeNumber],
	[DuckDBTypeId.UBIGINT, wholeNumber],
	[DuckDBTypeId.HUGEINT, wholeNumber],
	[DuckDBTypeId.DECIMAL, (value: { toDouble(): number }) => value.toDouble()],
	[DuckDBTypeId.TIMESTAMP, microseconds],
	[DuckDBTypeId.TIMESTAMP_TZ, microseconds],
	[DuckDBTypeId.DATE, ({ days }: { days: number }) => days * DAY_MS]
] as [DuckDBTypeId, (value: never) => number][]);

function safe(value: number): number {
	if (Number.isSafeInteger(value)) return value;
	throw new Error(`readColumns: ${value} is beyond the whole numbers a double can hold`);
}
