import {
	BOOLEAN,
	DOUBLE,
	DuckDBTimestampValue,
	TIMESTAMP,
	VARCHAR,
	type DuckDBType,
	type DuckDBValue
} from '@duckdb/node-api';
import type { BoundValue } from './engine.ts';

/** Values with the type each is bound as: numbers always as DOUBLE, so that the text of a query alone decides its plan. */
export function bindValues(values: readonly BoundValue[]): {
	values: DuckDBValue[];
	types: DuckDBType[];
} {
	const bound = values.map(bindValue);
	return { values: bound.map(([value]) => value), types: bound.map(([, type]) => type) };
}

function bindValue(value: BoundValue): [DuckDBValue, DuckDBType] {
	if (value === null) return [null, VARCHAR];
	if (typeof value === 'string') return [value, VARCHAR];
	if (typeof value === 'boolean') return [value, BOOLEAN];
	if (typeof value === 'number') return [finite(value), DOUBLE];
	if (value.type === 'text') return [value.value, VARCHAR];
	if (value.type === 'number') return [finite(value.value), DOUBLE];
	return [new DuckDBTimestampValue(microseconds(value.value)), TIMESTAMP];
}

function microseconds(iso: string): bigint {
	const milliseconds = Date.parse(/T.*(Z|[+-]\d\d:?\d\d)$|^[^T]*$/.test(iso) ? iso : `${iso}Z`);
	if (Number.isNaN(milliseconds)) throw new Error(`bindValues: ${iso} is not an ISO 8601 time`);
	return BigInt(milliseconds) * 1000n;
}

function finite(value: number): number {
	if (Number.isFinite(value)) return value;
	throw new Error(`bindValues: ${value} is not a finite number`);
}
