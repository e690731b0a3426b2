import * as m from '#lib/paraglide/messages.js';
import { format } from '#lib/ui/format.ts';
import type { StateKey } from '#lib/ui/links.ts';

export interface Chip {
	key: StateKey;
	text: string;
}

const texts: [StateKey, (value: string) => string][] = [
	['data-date', (date) => m.shell_data_date_set({ date: day(date) })],
	['horizon', (days) => m.shell_horizon({ days })],
	['window', (days) => m.shell_window({ days })],
	['split', (kind) => (kind === 'random' ? m.shell_split_random() : m.shell_split_time())],
	['min', (min) => m.shell_min({ min: min.replace('-', '−') })],
	['max', (max) => m.shell_max({ max: max.replace('-', '−') })]
];

/** The options the address sets, each of which a reader can take back. */
export function chipsOf(url: URL): Chip[] {
	return texts.flatMap(([key, text]) => {
		const value = url.searchParams.get(key);
		return value ? [{ key, text: text(value) }] : [];
	});
}

function day(date: string): string {
	return Number.isNaN(Date.parse(date)) ? date : format().date(date);
}
