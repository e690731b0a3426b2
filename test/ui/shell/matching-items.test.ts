import { describe, expect, it } from 'vitest';
import { matchingItems } from '#lib/ui/shell/matching-items.ts';
import type { PaletteGroup, PaletteItem } from '#lib/ui/shell/palette-items.ts';

const item = (label: string, group: PaletteGroup, more: Partial<PaletteItem> = {}): PaletteItem => {
	return { id: `${group}-${label}`, group, label, does: { go: '/' }, ...more };
};
const items = [
	item('Overview', 'pages'),
	item('Kalibrieren', 'pages'),
	item('Two months', 'views', { note: 'for the board' }),
	item('Dark colours', 'actions', { words: 'Colours' }),
	item('Größe über 500', 'rules', { note: 'Fit' }),
	item('Café', 'rules'),
	item('Demo', 'rules')
];
const found = (text: string) => matchingItems(items, text).map(({ label }) => label);

describe('matching items', () => {
	it('are pages, views and actions while nothing is typed', () => {
		expect(found('')).toEqual(['Overview', 'Kalibrieren', 'Two months', 'Dark colours']);
		expect(found('  ')).toEqual(found(''));
	});

	it('hold every word, in any order, in the label, the note or the further words', () => {
		expect(found('months two')).toEqual(['Two months']);
		expect(found('board')).toEqual(['Two months']);
		expect(found('dark overview')).toEqual([]);
	});

	it('are found however umlauts, accents and capitals are written', () => {
		for (const text of ['größe', 'groesse', 'GRÖSSE', 'uber', 'ueber']) {
			expect(found(text), text).toEqual(text === 'uber' ? [] : ['Größe über 500']);
		}
		expect(found('cafe')).toEqual(['Café']);
	});

	it('stand in their groups, those that begin with the text first, eight of a group at most', () => {
		expect(found('o')[0]).toBe('Overview');
		const many = Array.from({ length: 20 }, (_, i) => item(`Rule ${i}`, 'rules'));
		const some = matchingItems([...many, item('ule', 'rules'), item('Rules', 'pages')], 'ule');
		expect(some.map(({ label }) => label).slice(0, 2)).toEqual(['ule', 'Rule 0']);
		expect(some.filter(({ group }) => group === 'rules')).toHaveLength(8);
		expect(some.at(-1)?.label).toBe('Rules');
	});
});
