import type { ProofWatch } from '#lib/domain/points/proof-watch.ts';

/** Longest time for a proof that was not asked for. */
const TRIED_FOR_MS = 10_000;
/** After this time a proof has to show that it is getting on. */
const DOUBTS_AFTER_MS = 3_000;
/** Share that has to be done by then. */
const LEAST_SHARE = 0.01;
/** Between two lines where there is no terminal to rewrite one on. */
const LINE_EVERY_MS = 2_000;

/** Keeps the time of a proof: up to ten seconds, or to its end with its progress shown. */
export function proofClock(
	stream: Pick<NodeJS.WriteStream, 'isTTY'> & { write(text: string): boolean },
	toTheEnd: boolean,
	now = () => performance.now()
) {
	let started: number | null = null;
	let shownAt = -Infinity;
	let shown = false;
	const watch: ProofWatch = ({ share }) => {
		const time = now();
		started ??= time;
		if (!toTheEnd) {
			const elapsed = time - started;
			return elapsed < TRIED_FOR_MS && (elapsed < DOUBTS_AFTER_MS || share >= LEAST_SHARE);
		}
		if (time - shownAt < (stream.isTTY ? 100 : LINE_EVERY_MS)) return true;
		shownAt = time;
		shown = true;
		const text = `proof ${(share * 100).toFixed(1)} %`;
		stream.write(stream.isTTY ? `\r${text}   ` : `${text}\n`);
		return true;
	};
	return {
		watch,
		/** Takes the line away. */
		end(): void {
			if (shown && stream.isTTY) stream.write('\r\x1b[K');
		}
	};
}
