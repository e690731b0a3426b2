import { Worker } from 'node:worker_threads';
import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import { onShutdown } from '#lib/server/shutdown.ts';
import type { CountedLeads } from '#lib/server/usecases/calibrate-cells.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { calculatorEntry } from './job-entry.ts';

/** What the thread tells back. */
export type CalculatorReply =
	| { kind: 'progress'; share: number }
	| { kind: 'done'; calibration: Calibration }
	/** A defect of ours. */
	| { kind: 'defect'; message: string; stack: string };

export interface CalculatorOptions {
	/** Ends the calculation at once; the promise is rejected with `job-cancelled`. */
	signal?: AbortSignal;
	onStep?: (share: number) => void;
}

/** What a calculation of the largest dataset that comes here may take. */
const MOST_MEMORY_MB = 2_048;

/**
 * Calculates calibrations in a thread of its own, so that the pages are answered meanwhile. The thread stays, and with it
 * its warm code; calculations wait for one another. Datasets too large for this go into a process (`run-job.ts`).
 */
export class Calculator {
	#thread: Worker | null = null;
	#last: Promise<unknown> = Promise.resolve();

	/** @throws WorkbenchError `job-cancelled`, `out-of-memory` */
	calibrate(leads: CountedLeads, options: CalculatorOptions = {}): Promise<Calibration> {
		const turn = this.#last.then(() => this.#calibrate(leads, options));
		this.#last = turn.catch(() => {});
		return turn;
	}

	/** Ends the thread; the next calculation starts another one. */
	async close(): Promise<void> {
		const thread = this.#thread;
		this.#thread = null;
		await thread?.terminate();
	}

	#calibrate(leads: CountedLeads, { signal, onStep }: CalculatorOptions): Promise<Calibration> {
		if (signal?.aborted) throw new WorkbenchError('job-cancelled');
		const thread = (this.#thread ??= this.#start());
		return new Promise<Calibration>((resolve, reject) => {
			const end = (error: Error) => {
				settle();
				void this.close();
				reject(error);
			};
			const cancel = () => end(new WorkbenchError('job-cancelled'));
			const crash = (error: Error) => end(translated(error));
			const gone = () => end(new WorkbenchError('job-cancelled'));
			const hear = (reply: CalculatorReply) => {
				if (reply.kind === 'progress') return onStep?.(reply.share);
				settle();
				if (reply.kind === 'done') resolve(reply.calibration);
				else reject(Object.assign(new Error(reply.message), { stack: reply.stack }));
			};
			const settle = () => {
				signal?.removeEventListener('abort', cancel);
				thread.off('message', hear).off('error', crash).off('exit', gone);
			};
			signal?.addEventListener('abort', cancel, { once: true });
			thread.on('message', hear).on('error', crash).on('exit', gone);
			thread.postMessage(leads);
		});
	}

	/** The thread keeps no process alive that has nothing else to do. */
	#start(): Worker {
		const { script, code } = calculatorEntry();
		const resourceLimits = { maxOldGenerationSizeMb: MOST_MEMORY_MB };
		const thread = new Worker(code ?? script, { eval: code !== null, resourceLimits });
		const forget = onShutdown({ name: 'calculator', interrupt: () => this.close() });
		thread.once('exit', () => {
			forget();
			if (this.#thread === thread) this.#thread = null;
		});
		thread.on('error', () => {});
		return thread;
	}
}

function translated(error: Error): Error {
	const outOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
	return outOfMemory ? new WorkbenchError('out-of-memory', {}, { cause: error }) : error;
}
