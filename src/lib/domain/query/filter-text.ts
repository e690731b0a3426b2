import type { ColumnFilter } from './lead-selection.ts';

/**
 * A filter as it stands in an address: a column and one of its values, empty for leads without one.
 *
 * @example filterText('source', 'trade fair') // 'source:trade fair'
 */
export function filterText(field: string, value: string): string {
	return `${escapedField(field)}:${value}`;
}

/**
 * Filters from an address: values of one column are alternatives, columns stand in the order in which they are first named.
 *
 * @returns the first text that names no column in place of the filters
 * @example readFilters(['source:fair', 'source:web']) // [{ field: 'source', values: ['fair', 'web'] }]
 */
export function readFilters(texts: string[]): ColumnFilter[] | { unreadable: string } {
	const values = new Map<string, Set<string>>();
	for (const each of texts.filter(Boolean)) {
		const at = each.indexOf(':');
		if (at < 1) return { unreadable: each };
		const field = unescapedField(each.slice(0, at));
		values.set(field, (values.get(field) ?? new Set()).add(each.slice(at + 1)));
	}
	return [...values].map(([field, some]) => ({ field, values: [...some] }));
}

/** The name of a column as it stands before a colon. @example escapedField('a:b') // 'a%3Ab' */
export function escapedField(field: string): string {
	return escaped(field, /[%:]/g);
}

/** @example unescapedField('a%3Ab') // 'a:b' */
export function unescapedField(text: string): string {
	return unescaped(text);
}

/** Stages as they stand in an address. @example stagesText(['lead', 'MQL']) // 'lead~MQL' */
export function stagesText(ids: string[]): string {
	return ids.map((id) => escaped(id, /[%~]/g)).join('~');
}

/** @example readStages('lead~MQL') // ['lead', 'MQL'] */
export function readStages(text: string): string[] {
	return text.split('~').filter(Boolean).map(unescaped);
}

function escaped(text: string, marks: RegExp): string {
	return text.replace(marks, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function unescaped(text: string): string {
	return text.replace(/%(?:3A|25|7E)/g, decodeURIComponent);
}
