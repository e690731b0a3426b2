import type { PaletteGroup, PaletteItem } from './palette-items.ts';

/** Shown without a word to look for: what a reader may not know is there. */
const AT_FIRST: PaletteGroup[] = ['pages', 'views', 'actions'];
const MOST_IN_GROUP = 8;

/**
 * The items all words of a text stand in, group by group, those that begin with it first. Upper and lower case, accents and
 * the way umlauts are written do not matter. Without a text pages, views and actions are shown.
 *
 * @example matchingItems(items, 'kali').map(({ label }) => label) // ['Kalibrieren']
 */
export function matchingItems(items: PaletteItem[], text: string): PaletteItem[] {
	const words = plain(text).split(' ').filter(Boolean);
	if (words.length === 0) return items.filter(({ group }) => AT_FIRST.includes(group));
	const found = items.filter(({ label, note = '', words: more = '' }) => {
		const all = plain(`${label} ${note} ${more}`);
		return words.every((word) => all.includes(word));
	});
	const begins = ({ label }: PaletteItem) => plain(label).startsWith(words.join(' '));
	const groups = [...new Set(items.map(({ group }) => group))];
	return groups.flatMap((group) => {
		const own = found.filter((item) => item.group === group);
		return [...own.filter(begins), ...own.filter((item) => !begins(item))].slice(0, MOST_IN_GROUP);
	});
}

function plain(text: string): string {
	return text
		.toLowerCase()
		.replace(/ä/g, 'ae')
		.replace(/ö/g, 'oe')
		.replace(/ü/g, 'ue')
		.replace(/ß/g, 'ss')
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/\s+/g, ' ')
		.trim();
}
