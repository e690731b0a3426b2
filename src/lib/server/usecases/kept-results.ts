/** Work that is remembered by name: how far it is, and how to end it. */
export interface Kept<T> {
	made: Promise<T>;
	/** 0..1. */
	share: number;
	state: 'running' | 'done' | 'failed';
	cancel(): void;
}

type Make<T> = (signal: AbortSignal, onShare: (share: number) => void) => Promise<T>;

/** Who waits for work: may end it, and is told how far it is. */
export interface Watch {
	signal: AbortSignal;
	onShare: (share: number) => void;
}

/** Waits for work that somebody else may wait for too; ended here, it ends for all. */
export async function followed<T>(kept: Kept<T>, { signal, onShare }: Watch): Promise<T> {
	const tell = setInterval(() => onShare(kept.share), 250);
	const cancel = () => kept.cancel();
	if (signal.aborted) cancel();
	signal.addEventListener('abort', cancel, { once: true });
	try {
		return await kept.made;
	} finally {
		clearInterval(tell);
		signal.removeEventListener('abort', cancel);
	}
}

/**
 * Results kept by name, the most recently used ones; the same name is worked out once. A failure is handed out
 * once, then forgotten, so that the next request tries again; work that was cancelled is forgotten at once.
 */
export class KeptResults<T> {
	readonly #most: number;
	readonly #kept = new Map<string, Kept<T>>();

	constructor(most: number) {
		this.#most = most;
	}

	get(name: string, make: Make<T>): Kept<T> {
		const kept = this.#kept.get(name) ?? this.#start(name, make);
		this.#kept.delete(name);
		if (kept.state !== 'failed') this.#kept.set(name, kept);
		for (const [oldest, { state }] of this.#kept) {
			if (this.#kept.size <= this.#most) break;
			if (state !== 'running') this.#kept.delete(oldest);
		}
		return kept;
	}

	/** A result that is there already; nothing is begun. */
	peek(name: string): Promise<T> | null {
		const kept = this.#kept.get(name);
		return kept?.state === 'done' ? kept.made : null;
	}

	/** Forgets every result: what they were made of has changed. Who waits for one gets it all the same. */
	clear(): void {
		this.#kept.clear();
	}

	#start(name: string, make: Make<T>): Kept<T> {
		const abort = new AbortController();
		const work = Promise.resolve().then(() => make(abort.signal, (share) => (kept.share = share)));
		const kept: Kept<T> = {
			made: work,
			share: 0,
			state: 'running',
			cancel: () => {
				abort.abort();
				if (kept.state === 'running' && this.#kept.get(name) === kept) this.#kept.delete(name);
			}
		};
		work.then(
			() => Object.assign(kept, { state: 'done', share: 1 }),
			() => Object.assign(kept, { state: 'failed' })
		);
		return kept;
	}
}
