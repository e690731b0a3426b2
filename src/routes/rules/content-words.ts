import * as m from '#lib/paraglide/messages.js';
import { format } from '#lib/ui/format.ts';
import { personalWords } from '#lib/ui/personal-words.ts';
import type { ColumnContent } from './column-values.svelte.ts';

/** What a column holds, as a sentence for whoever chooses a value. */
export function contentWords(
	{ filled, rows, distinct, range, personal }: ColumnContent,
	values: { text: string; leads: number }[]
): string {
	const f = format();
	if (filled === 0) return m.rules_content_empty();
	if (personal) return personalWords(personal, f.count(distinct));
	const often = values
		.slice(0, 5)
		.map(({ text, leads }) => m.rules_content_value({ value: text, leads: f.count(leads) }))
		.join(', ');
	const counts = {
		filled: f.count(filled),
		rows: f.count(rows),
		distinct: f.count(distinct),
		often
	};
	if (!range) return m.rules_content_texts(counts);
	const number = (value: number) => f.decimal(value, Number.isInteger(value) ? 0 : 2);
	return m.rules_content_numbers({ ...counts, from: number(range[0]), to: number(range[1]) });
}
