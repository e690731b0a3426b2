import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Answer, Request } from './cells-worker.ts';
import type { LiveScore } from './rescore.ts';

/** Cells held by a worker beside the page. */
export interface LiveCells {
	cells: number;
	/** What the card would do; only the newest request of several is answered, the others resolve to null. */
	rescore(scorecard: Scorecard): Promise<LiveScore | null>;
	close(): void;
}

/**
 * Loads cells (Arrow) into a worker; null where they are too many to travel.
 *
 * @param card - sent along where the cells wanted are those of a card that is not saved
 * @throws Error where they cannot be loaded
 */
export async function openLiveCells(url: string, card?: Scorecard): Promise<LiveCells | null> {
	const worker = new Worker(new URL('./cells-worker.ts', import.meta.url), { type: 'module' });
	const waiting = new Map<number, (answer: Answer) => void>();
	let last = 0;
	worker.onmessage = ({ data }: MessageEvent<Answer>) => {
		waiting.get(data.id)?.(data);
		waiting.delete(data.id);
	};
	worker.onerror = ({ message }) => {
		for (const [id, answer] of waiting) answer({ id, failed: message });
		waiting.clear();
	};
	const ask = (request: Omit<Request, 'id'> & object) =>
		new Promise<Answer>((resolve) => {
			const id = ++last;
			waiting.set(id, resolve);
			worker.postMessage({ ...request, id });
		});
	const loaded = await ask({ kind: 'load', url, card: card && JSON.stringify(card) } as Request);
	if (!('cells' in loaded) || loaded.cells === null) {
		worker.terminate();
		if ('cells' in loaded) return null;
		throw new Error('failed' in loaded ? loaded.failed : 'no cells');
	}
	return {
		cells: loaded.cells,
		async rescore(scorecard) {
			const mine = last + 1;
			const answer = await ask({ kind: 'rescore', scorecard } as Request);
			if ('failed' in answer) throw new Error(answer.failed);
			return mine === last && 'score' in answer ? answer.score : null;
		},
		close: () => worker.terminate()
	};
}
