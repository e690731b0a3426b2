import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { bindValues } from './bind-values.ts';
import { isFatal, translateEngineError } from './engine-error.ts';
import type { Columns, Engine, Query, RunOptions } from './engine.ts';
import { createLocked, type LockdownOptions, type LockedInstance } from './lockdown.ts';
import { readColumns } from './read-columns.ts';
import { Stopwatch } from './stopwatch.ts';
import { Turnstile } from './turnstile.ts';

export interface DuckDbOptions extends LockdownOptions {
	/** Called once on an error after which the instance is of no use; the process should end. */
	onFatal?: (error: WorkbenchError) => void;
}

/** DuckDB inside this process: one locked-down instance, few connections, every statement with a deadline. */
export class DuckDbEngine implements Engine {
	readonly #instance: DuckDBInstance;
	readonly #turnstile: Turnstile;
	readonly #idle: DuckDBConnection[];
	readonly #busy = new Set<DuckDBConnection>();
	readonly #onFatal: (error: WorkbenchError) => void;
	#closed = false;

	static async open(options: DuckDbOptions): Promise<DuckDbEngine> {
		return new DuckDbEngine(await createLocked(options), options.onFatal);
	}

	private constructor(
		{ instance, connections }: LockedInstance,
		onFatal: DuckDbOptions['onFatal'] = () => {}
	) {
		this.#instance = instance;
		this.#idle = connections;
		this.#turnstile = new Turnstile(connections.length);
		this.#onFatal = onFatal;
	}

	async run(query: Query | string, options: RunOptions = {}): Promise<Columns> {
		return this.#use(options, async (connection) => {
			const { text, values, types } = prepared(query);
			const result = values.length
				? await connection.run(text, values, types)
				: await connection.run(text);
			return readColumns(result, await result.fetchAllChunks());
		});
	}

	async *stream(query: Query | string, options: RunOptions = {}): AsyncGenerator<Columns> {
		const { text, values, types } = prepared(query);
		const held = await this.#hold(options);
		try {
			const result = await held.watch(held.connection.stream(text, values, types));
			for (;;) {
				const chunk = await held.watch(result.fetchChunk());
				if (!chunk || chunk.rowCount === 0) return;
				yield readColumns(result, [chunk]);
			}
		} finally {
			held.release();
		}
	}

	interrupt(): void {
		for (const connection of this.#busy) connection.interrupt();
	}

	async close(): Promise<void> {
		this.#closed = true;
		while (this.#busy.size > 0) {
			this.interrupt();
			await new Promise((resolve) => setTimeout(resolve, 10));
		}
		for (const connection of this.#idle.splice(0)) connection.closeSync();
		this.#instance.closeSync();
	}

	async #use<T>(options: RunOptions, work: (connection: DuckDBConnection) => Promise<T>) {
		const held = await this.#hold(options);
		try {
			return await held.watch(work(held.connection));
		} finally {
			held.release();
		}
	}

	/** A connection for one statement, and a watch that ends the statement in time. */
	async #hold(options: RunOptions) {
		const stopwatch = new Stopwatch(options);
		try {
			const leave = await this.#turnstile.enter(stopwatch.signal);
			const connection = this.#takeConnection(leave);
			this.#busy.add(connection);
			const watch = <T>(work: Promise<T>) => stopwatch.watch(connection, work);
			const release = () => {
				stopwatch.stop();
				this.#busy.delete(connection);
				this.#idle.push(connection);
				leave();
			};
			return { connection, release, watch: <T>(work: Promise<T>) => this.#told(watch(work)) };
		} catch (error) {
			stopwatch.stop();
			throw translateEngineError(error);
		}
	}

	/** There is one for everybody who was let through, unless the engine has been closed meanwhile. */
	#takeConnection(leave: () => void): DuckDBConnection {
		const connection = this.#closed ? undefined : this.#idle.pop();
		if (connection) return connection;
		leave();
		throw new WorkbenchError('engine-closed');
	}

	async #told<T>(work: Promise<T>): Promise<T> {
		try {
			return await work;
		} catch (caught) {
			const error = translateEngineError(caught);
			if (isFatal(error)) this.#onFatal(error as WorkbenchError);
			throw error;
		}
	}
}

function prepared(query: Query | string) {
	if (typeof query === 'string') return { text: query, values: [], types: [] };
	return { text: query.text, ...bindValues(query.values) };
}
