import type { SqlValue } from '#lib/domain/query/sql.ts';

/** What can stand for a `$1`. Numbers are doubles unless they are whole; timestamps travel as `SqlValue`. */
export type BoundValue = SqlValue | string | number | boolean | null;

/** SQL text with numbered parameters; `parameterized()` of `domain/query` makes one. */
export interface Query {
	text: string;
	values: readonly BoundValue[];
}

/** Columns of equal length, in the order of the SELECT. Never row objects: names may come from a file. */
export interface Columns {
	names: string[];
	columns: Column[];
	/** Number of rows. */
	length: number;
}

/** Whole numbers of any width, decimals, doubles; timestamps and dates as milliseconds since 1970 UTC. */
export interface NumberColumn {
	kind: 'number';
	values: Float64Array;
	/** 1 where the value is NULL; null where nothing is. */
	nulls: Uint8Array | null;
}

export interface TextColumn {
	kind: 'text';
	values: (string | null)[];
}

export interface FlagColumn {
	kind: 'flag';
	values: (boolean | null)[];
}

export type Column = NumberColumn | TextColumn | FlagColumn;

export interface RunOptions {
	/** Ends the query; the promise is rejected with `query-cancelled`. */
	signal?: AbortSignal;
	/** Ends the query after this time, waiting for its turn included: `query-deadline`. Default 30 s. */
	deadlineMs?: number;
	/** Share done, 0..1, where the engine knows it. */
	onProgress?: (share: number) => void;
}

/** All an engine has to do: aggregate. Every other calculation is done in `domain`. */
export interface Engine {
	/** Runs one statement and brings its whole result. */
	run(query: Query | string, options?: RunOptions): Promise<Columns>;
	/** Runs one query on a connection of its own and brings its result piece by piece. */
	stream(query: Query | string, options?: RunOptions): AsyncGenerator<Columns>;
	/** Ends everything that is running. */
	interrupt(): void;
	/** Ends everything and lets go of all files. */
	close(): Promise<void>;
}
