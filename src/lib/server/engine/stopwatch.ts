import type { DuckDBConnection } from '@duckdb/node-api';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import type { RunOptions } from './engine.ts';

const DEFAULT_DEADLINE_MS = 30_000;
const LOOK_EVERY_MS = 50;

/** Ends a statement at its deadline or when nobody waits for it any more, and tells how far it is. */
export class Stopwatch {
	readonly #controller = new AbortController();
	readonly #timer: NodeJS.Timeout | undefined;
	readonly #stopListening: () => void;
	readonly #onProgress: RunOptions['onProgress'];

	constructor({ signal, deadlineMs = DEFAULT_DEADLINE_MS, onProgress }: RunOptions) {
		const cancel = () => this.#controller.abort(new WorkbenchError('query-cancelled'));
		if (signal?.aborted) cancel();
		signal?.addEventListener('abort', cancel, { once: true });
		this.#stopListening = () => signal?.removeEventListener('abort', cancel);
		this.#onProgress = onProgress;
		if (Number.isFinite(deadlineMs)) {
			const late = new WorkbenchError('query-deadline', { seconds: deadlineMs / 1000 });
			this.#timer = setTimeout(() => this.#controller.abort(late), deadlineMs);
		}
	}

	get signal(): AbortSignal {
		return this.#controller.signal;
	}

	/** The result of the work, or the reason why it was ended. */
	async watch<T>(connection: DuckDBConnection, work: Promise<T>): Promise<T> {
		// An interrupt that comes before the engine has begun is lost, so it is repeated until the work ends.
		const looking = setInterval(() => this.#look(connection), LOOK_EVERY_MS);
		const end = () => connection.interrupt();
		this.signal.addEventListener('abort', end, { once: true });
		try {
			return await work;
		} catch (error) {
			throw this.signal.aborted ? this.signal.reason : error;
		} finally {
			clearInterval(looking);
			this.signal.removeEventListener('abort', end);
		}
	}

	stop(): void {
		clearTimeout(this.#timer);
		this.#stopListening();
	}

	#look(connection: DuckDBConnection): void {
		if (this.signal.aborted) connection.interrupt();
		if (!this.#onProgress) return;
		const { percentage } = connection.progress;
		if (percentage >= 0) this.#onProgress(Math.min(percentage / 100, 1));
	}
}
