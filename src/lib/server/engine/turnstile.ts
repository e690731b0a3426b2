/** Lets so many through at a time; the others wait in order. */
export class Turnstile {
	#free: number;
	#waiting: (() => void)[] = [];

	constructor(places: number) {
		this.#free = places;
	}

	/** Waits for a place. The returned function gives it back; to be called once. */
	async enter(signal?: AbortSignal): Promise<() => void> {
		signal?.throwIfAborted();
		if (this.#free > 0) this.#free--;
		else await this.#wait(signal);
		return () => this.#leave();
	}

	#leave(): void {
		const next = this.#waiting.shift();
		if (next) next();
		else this.#free++;
	}

	#wait(signal?: AbortSignal): Promise<void> {
		return new Promise((resolve, reject) => {
			const enter = () => {
				signal?.removeEventListener('abort', giveUp);
				resolve();
			};
			const giveUp = () => {
				this.#waiting = this.#waiting.filter((each) => each !== enter);
				reject(signal?.reason);
			};
			this.#waiting.push(enter);
			signal?.addEventListener('abort', giveUp, { once: true });
		});
	}
}
