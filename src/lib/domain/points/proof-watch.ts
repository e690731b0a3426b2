/** How far a proof is. */
export interface ProofProgress {
	/** Share done, 0..1; by what is left to look at, not by time. */
	share: number;
	/** Operations so far, roughly: the same on every machine. */
	work: number;
}

/** Told now and then how far a proof is; returns false to give it up. */
export type ProofWatch = (progress: ProofProgress) => boolean;

/** Operations between two calls of a watch, some hundredths of a second. */
const OFTEN = 1 << 19;

/**
 * A watch that gives a proof up after so much work, so that the outcome does not depend on the speed of the machine.
 *
 * @param most - operations; 3e7 take a second or two
 * @example workLimit(3e7)({ share: 0.5, work: 4e7 }) // false
 */
export function workLimit(most: number): ProofWatch {
	return ({ work }) => work < most;
}

/** Counts the work of a proof and asks its watch whether to go on. */
export class ProofWork {
	/** Whether the watch gave the proof up. */
	stopped = false;
	#watch: ProofWatch;
	#work = 0;
	#told = 0;

	constructor(watch: ProofWatch) {
		this.#watch = watch;
	}

	/**
	 * @param operations - of the step that comes next
	 * @param share - asked for only where the watch is told
	 */
	add(operations: number, share: () => number): void {
		this.#work += operations;
		if (this.#work - this.#told < OFTEN || this.stopped) return;
		this.#told = this.#work;
		this.stopped = !this.#watch({ share: share(), work: this.#work });
	}
}
