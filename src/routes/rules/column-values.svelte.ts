import { SvelteMap } from 'svelte/reactivity';
import type { PersonalKind } from '#lib/domain/mapping/personal-kind.ts';

/** What a column holds in these leads. */
export interface ColumnContent {
	filled: number;
	rows: number;
	distinct: number;
	range: [number, number] | null;
	values: { value: string | number; leads: number }[];
	/** What it says about people; its values are then not shown. */
	personal: PersonalKind | null;
}

/** Contents of columns, fetched when somebody is about to choose a value. */
export class ColumnValues {
	readonly #url: (field: string) => string;
	readonly #known = new SvelteMap<string, ColumnContent | 'waiting' | 'failed'>();

	constructor(url: (field: string) => string) {
		this.#url = url;
	}

	/** What is known of a column. */
	of(field: string): ColumnContent | 'waiting' | 'failed' | undefined {
		return this.#known.get(field);
	}

	async want(field: string): Promise<void> {
		if (this.#known.has(field)) return;
		this.#known.set(field, 'waiting');
		try {
			const response = await fetch(this.#url(field));
			this.#known.set(field, response.ok ? await response.json() : 'failed');
		} catch {
			this.#known.set(field, 'failed');
		}
	}
}
