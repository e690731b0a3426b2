import type { Exclusion, Rule, Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import * as m from '#lib/paraglide/messages.js';

/** Leads on which a rule fires, wins among them, and leads on which it cannot be evaluated. */
export interface Count {
	leads: number;
	wins: number;
	missing: number;
}

/** Counts of a card, or why there are none. */
export interface Counts {
	leads: number;
	wins: number;
	/** In order of the card; null for a rule on a column that is not there. */
	rules: (Count | null)[];
	refused?: { message: string; hint?: string } | null;
}

/** What a rule looks for, without its name and points: what its count depends on. */
export type LooksFor = (
	Pick<Extract<Rule, { when: unknown }>, 'when'> | Pick<Extract<Rule, { each: unknown }>, 'each'>
) &
	Pick<Rule, 'decay' | 'missing'>;

/** What decides which leads count. */
export type Frame = Pick<Scorecard, 'signalWindowDays' | 'horizonDays' | 'features'> & {
	exclusions: Exclusion[];
};

const PAUSE_MS = 350;
const RULES_A_REQUEST = 100;

/** Counts behind conditions, asked for when they are new, once typing pauses. Points never ask. */
export class LiveCounts {
	readonly #url: string;
	readonly #known = new SvelteMap<string, Count | null>();
	/** Conditions that are on their way. */
	readonly #asked = new SvelteSet<string>();
	#frame: string;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#running: AbortController | undefined;

	totals = $state.raw<{ leads: number; wins: number } | null>(null);
	waiting = $state(false);
	failed = $state.raw<{ message: string; hint?: string } | null>(null);

	/** @param first - what the server counted already, or why it could not */
	constructor(url: string, frame: Frame, first: { rules: LooksFor[]; counts: Counts } | null) {
		this.#url = url;
		this.#frame = frameKey(frame);
		if (first?.counts.refused) this.failed = first.counts.refused;
		else if (first) this.#take(first.rules, first.counts);
	}

	/** The count of a condition; undefined while it is not known. */
	of(rule: LooksFor): Count | null | undefined {
		return this.#known.get(keyOf(rule));
	}

	/** Sees to it that these conditions are counted; what is on its way is waited for. */
	want(frame: Frame, rules: LooksFor[]): void {
		const key = frameKey(frame);
		const sameLeads = key === this.#frame;
		if (!sameLeads) this.#known.clear();
		this.#frame = key;
		const missing = rules.filter((rule) => !this.#known.has(keyOf(rule)));
		if (sameLeads && missing.length > 0 && missing.every((rule) => this.#asked.has(keyOf(rule)))) {
			return;
		}
		this.stop();
		if (sameLeads && missing.length === 0 && this.totals !== null) {
			this.failed = null;
			return;
		}
		this.waiting = true;
		for (const rule of missing) this.#asked.add(keyOf(rule));
		this.#timer = setTimeout(() => void this.#count(frame, missing), PAUSE_MS);
	}

	/** Asks for nothing any more. */
	stop(): void {
		clearTimeout(this.#timer);
		this.#running?.abort();
		this.#asked.clear();
		this.waiting = false;
	}

	/** A part at a time, so that a card of hundreds of rules fills up before one's eyes. */
	async #count(frame: Frame, rules: LooksFor[]): Promise<void> {
		const run = (this.#running = new AbortController());
		try {
			for (let from = 0; from === 0 || from < rules.length; from += RULES_A_REQUEST) {
				const answered = await this.#ask(
					frame,
					rules.slice(from, from + RULES_A_REQUEST),
					run.signal
				);
				if (!answered) break;
			}
		} catch {
			if (run.signal.aborted) return;
			this.failed = { message: m.rules_counts_failed() };
		}
		this.waiting = false;
		this.#asked.clear();
	}

	async #ask(frame: Frame, rules: LooksFor[], signal: AbortSignal): Promise<boolean> {
		const headers = { 'content-type': 'application/json' };
		const body = JSON.stringify(cardWith(frame, rules));
		const response = await fetch(this.#url, { method: 'POST', headers, body, signal });
		const answer = await response.json();
		if (response.ok) this.#take(rules, answer);
		else this.failed = answer;
		return response.ok;
	}

	#take(rules: LooksFor[], answer: Counts) {
		this.totals = { leads: answer.leads, wins: answer.wins };
		rules.forEach((rule, r) => this.#known.set(keyOf(rule), answer.rules[r]));
		this.failed = null;
	}
}

function keyOf(rule: LooksFor): string {
	const { decay, missing } = rule;
	return JSON.stringify(['each' in rule ? rule.each : rule.when, decay, missing]);
}

/** What tells apart frames in which other leads count, whatever exclusions are called. */
function frameKey({ signalWindowDays, horizonDays, features, exclusions }: Frame): string {
	const out = exclusions.map(({ when }) => when);
	return JSON.stringify([signalWindowDays, horizonDays, features, out]);
}

/** A card of nothing but these conditions. */
function cardWith(frame: Frame, rules: LooksFor[]): Scorecard {
	const named = rules.map((rule, r) => {
		const { decay, missing } = rule;
		const head = { id: `r${r}`, label: 'rule', points: 0, decay, missing };
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
