import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { openLiveCells, type LiveCells } from '#lib/live/live-cells.ts';
import type { LiveScore } from '#lib/live/rescore.ts';

const PAUSE_MS = 400;

export type LiveState = 'loading' | 'ready' | 'too-many' | 'failed' | 'no-rules';

/**
 * What cards would do to all leads that count: the card as it was opened, and the one on the desk. Cells are fetched
 * anew only when a condition, an exclusion or the time frame changes; points, bounds and thresholds are scored at once.
 */
export class LiveScores {
	readonly #url: string;
	#cells: LiveCells | null = null;
	#shape = '';
	#timer: ReturnType<typeof setTimeout> | undefined;
	#turn = 0;
	#opening = false;
	#wanted: Scorecard | null = null;

	before = $state.raw<LiveScore | null>(null);
	now = $state.raw<LiveScore | null>(null);
	state = $state<LiveState>('loading');

	constructor(url: string) {
		this.#url = url;
	}

	/** The card the numbers are held against. */
	async open(card: Scorecard): Promise<void> {
		this.#opening = true;
		await this.#load(card);
		this.before = this.now;
		this.#opening = false;
		if (this.#wanted) this.want(this.#wanted);
	}

	/** Scores a card; soon where its cells are at hand, else when they have come. */
	want(card: Scorecard): void {
		clearTimeout(this.#timer);
		this.#wanted = card;
		if (this.#opening) return;
		if (shapeOf(card) === this.#shape) return void this.#score(card);
		this.state = 'loading';
		this.#timer = setTimeout(() => void this.#load(card), PAUSE_MS);
	}

	close(): void {
		clearTimeout(this.#timer);
		this.#turn++;
		this.#cells?.close();
	}

	async #load(card: Scorecard): Promise<void> {
		const turn = ++this.#turn;
		const shape = shapeOf(card);
		if (rulesOf(card).length === 0) return this.#settle(shape, 'no-rules', null);
		this.state = 'loading';
		try {
			const cells = await openLiveCells(this.#url, card);
			if (turn !== this.#turn) return cells?.close();
			this.#settle(shape, cells ? 'ready' : 'too-many', cells);
			await this.#score(card);
		} catch {
			if (turn === this.#turn) this.#settle('', 'failed', null);
		}
	}

	#settle(shape: string, state: LiveState, cells: LiveCells | null): void {
		this.#cells?.close();
		this.#cells = cells;
		this.#shape = shape;
		this.state = state;
		if (!cells) this.now = null;
	}

	async #score(card: Scorecard): Promise<void> {
		const found = await this.#cells?.rescore(card);
		if (!found) return;
		this.now = found;
		this.state = 'ready';
	}
}

/** What the cells of a card depend on. */
function shapeOf(card: Scorecard): string {
	const { features, exclusions, signalWindowDays, horizonDays } = card;
	const looksFor = rulesOf(card).map((rule) => {
		const { decay, missing } = rule;
		return ['each' in rule ? rule.each : rule.when, decay, missing];
	});
	const out = exclusions.map(({ when }) => when);
	return JSON.stringify([looksFor, out, features, signalWindowDays, horizonDays]);
}
