import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spellingVariants } from '#lib/domain/ingest/spelling-variants.ts';

const groups = (levels: Record<string, number>) =>
	spellingVariants(Object.entries(levels).map(([value, leads]) => ({ value, leads }))).map(
		({ how, values }) => [how, ...values.map(({ value }) => value)]
	);

describe('values that differ only in spelling', () => {
	it('are found whatever the case, the spaces, the accents or the punctuation between letters', () => {
		expect(groups({ Google: 2868, google: 5, Bing: 3 })).toEqual([['form', 'Google', 'google']]);
		expect(groups({ 'GTX Pro': 10, GTXPro: 1480 })).toEqual([['form', 'GTXPro', 'GTX Pro']]);
		expect(groups({ 'e-mail': 4, Email: 9, 'E Mail ': 1 })).toHaveLength(1);
		expect(groups({ Zürich: 4, Zurich: 9 })).toHaveLength(1);
		expect(groups({ 'full  time': 1, 'full time': 2 })).toHaveLength(1);
	});

	it('are found one letter apart where one is a slip for the other', () => {
		expect(groups({ technology: 300, technolgy: 12 })).toEqual([
			['letter', 'technology', 'technolgy']
		]);
		expect(groups({ Philippines: 300, Philipines: 20, Philippinse: 2 })[0]).toHaveLength(4);
	});

	it('are not where the difference may mean something', () => {
		expect(groups({ A: 5, 'A+': 5, 'A-': 5 })).toEqual([]);
		expect(groups({ '1.5': 5, '15': 5 })).toEqual([]);
		expect(groups({ '10 1': 5, '101': 5 })).toEqual([]);
		expect(groups({ north: 500, south: 5 })).toEqual([]);
		expect(groups({ campaign1: 500, campaign2: 5 })).toEqual([]);
		expect(groups({ inbound: 500, unbound: 400 })).toEqual([]);
	});

	it('hold every value once, in groups of two or more, in an order of their own', () => {
		const level = fc.record({
			value: fc.stringMatching(/^[aAbB -]{1,5}$/),
			leads: fc.integer({ min: 1, max: 1000 })
		});
		fc.assert(
			fc.property(fc.uniqueArray(level, { selector: ({ value }) => value }), (levels) => {
				const found = spellingVariants(levels);
				const values = found.flatMap((group) => group.values.map(({ value }) => value));
				expect(new Set(values).size).toBe(values.length);
				for (const group of found) expect(group.values.length).toBeGreaterThan(1);
				expect(spellingVariants(levels.toReversed())).toEqual(found);
			}),
			{ seed: 21 }
		);
	});
});
