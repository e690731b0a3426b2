import type { Cells } from '#lib/domain/cells/cells.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { decodeCells } from '#lib/wire/cells-arrow.ts';
import { rescore, type LiveScore } from './rescore.ts';

/** What the page asks of the worker. */
export type Request =
	| { id: number; kind: 'load'; url: string; card?: string }
	| { id: number; kind: 'rescore'; scorecard: Scorecard };

/** `cells` is null where they are too many to travel. */
export type Answer =
	| { id: number; cells: number | null }
	| { id: number; score: LiveScore }
	| { id: number; failed: string };

let cells: Cells | null = null;

self.onmessage = async ({ data }: MessageEvent<Request>) => {
	const answer = await answerTo(data).catch((error: unknown): Answer => ({
		id: data.id,
		failed: String(error)
	}));
	self.postMessage(answer);
};

async function answerTo(request: Request): Promise<Answer> {
	if (request.kind === 'load') {
		cells = await load(request.url, request.card);
		return { id: request.id, cells: cells && cells.length };
	}
	if (!cells) throw new Error('rescore: no cells loaded');
	return { id: request.id, score: rescore(cells, request.scorecard) };
}

async function load(url: string, card: string | undefined): Promise<Cells | null> {
	const headers = { 'content-type': 'application/json' };
	const response = await fetch(url, card ? { method: 'POST', headers, body: card } : {});
	if (response.status === 204) return null;
	if (!response.ok) throw new Error(`${response.status} ${url}`);
	return decodeCells(new Uint8Array(await response.arrayBuffer()));
}
