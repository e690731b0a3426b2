import type { Exclusion, Rule, Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { SvelteMap } from 'svelte/reactivity';
import * as m from '#lib/paraglide/messages.js';

/** Leads on which a rule fires, wins among them, and leads on which it cannot be evaluated. */
export interface Count {
	leads: number;
	wins: number;
	missing: number;
}

/** What a rule looks for, without its name and points: what its count depends on. */
export type LooksFor =
	Pick<Extract<Rule, { when: unknown }>, 'when'> | Pick<Extract<Rule, { each: unknown }>, 'each'>;

/** What decides which leads count. */
export type Frame = Pick<Scorecard, 'signalWindowDays' | 'horizonDays'> & {
	exclusions: Exclusion[];
};

const PAUSE_MS = 350;

/** Counts behind conditions, asked for when they are new, once typing pauses. Points never ask. */
export class LiveCounts {
	readonly #url: string;
	readonly #known = new SvelteMap<string, Count | null>();
	#frame: string;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#running: AbortController | undefined;

	totals = $state.raw<{ leads: number; wins: number } | null>(null);
	waiting = $state(false);
	failed = $state.raw<{ message: string; hint?: string } | null>(null);

	constructor(
		url: string,
		frame: Frame,
		first: {
			rules: LooksFor[];
			counts: { leads: number; wins: number; rules: (Count | null)[] };
		} | null
	) {
		this.#url = url;
		this.#frame = frameKey(frame);
		if (!first) return;
		this.totals = { leads: first.counts.leads, wins: first.counts.wins };
		first.rules.forEach((rule, r) => this.#known.set(keyOf(rule), first.counts.rules[r]));
	}

	/** The count of a condition; undefined while it is not known. */
	of(rule: LooksFor): Count | null | undefined {
		return this.#known.get(keyOf(rule));
	}

	/** Sees to it that these conditions are counted. */
	want(frame: Frame, rules: LooksFor[]): void {
		const key = frameKey(frame);
		if (key !== this.#frame) this.#known.clear();
		const missing = rules.filter((rule) => !this.#known.has(keyOf(rule)));
		const settled = missing.length === 0 && key === this.#frame && this.totals !== null;
		this.#frame = key;
		this.stop();
		this.waiting = !settled;
		if (settled) this.failed = null;
		else this.#timer = setTimeout(() => void this.#count(frame, missing), PAUSE_MS);
	}

	/** Asks for nothing any more. */
	stop(): void {
		clearTimeout(this.#timer);
		this.#running?.abort();
		this.waiting = false;
	}

	async #count(frame: Frame, rules: LooksFor[]): Promise<void> {
		const run = (this.#running = new AbortController());
		try {
			const headers = { 'content-type': 'application/json' };
			const body = JSON.stringify(cardWith(frame, rules));
			const { signal } = run;
			const response = await fetch(this.#url, { method: 'POST', headers, body, signal });
			const answer = await response.json();
			if (!response.ok) throw Object.assign(new Error(answer.message), { hint: answer.hint });
			this.#take(rules, answer);
		} catch (error) {
			if (run.signal.aborted) return;
			const { message, hint } = error as Error & { hint?: string };
			this.failed = hint ? { message, hint } : { message: m.rules_counts_failed() };
		}
		this.waiting = false;
	}

	#take(rules: LooksFor[], answer: { leads: number; wins: number; rules: (Count | null)[] }) {
		this.totals = { leads: answer.leads, wins: answer.wins };
		rules.forEach((rule, r) => this.#known.set(keyOf(rule), answer.rules[r]));
		this.failed = null;
	}
}

function keyOf(rule: LooksFor): string {
	return JSON.stringify('each' in rule ? rule.each : rule.when);
}

/** What tells apart frames in which other leads count, whatever exclusions are called. */
function frameKey({ signalWindowDays, horizonDays, exclusions }: Frame): string {
	return JSON.stringify([signalWindowDays, horizonDays, exclusions.map(({ when }) => when)]);
}

/** A card of nothing but these conditions. */
function cardWith(frame: Frame, rules: LooksFor[]): Scorecard {
	const named = rules.map((rule, r) => {
		const head = { id: `r${r}`, label: 'rule', points: 0 };
		return 'each' in rule ? { ...head, each: rule.each } : { ...head, when: rule.when };
	});
	return {
		leadgauge: 1,
		name: 'counts',
		...frame,
		groups: [{ id: 'group', label: 'group', kind: 'fit', rules: named }],
		thresholds: { mql: null, sql: null }
	};
}
