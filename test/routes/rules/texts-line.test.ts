import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textsFrom, textsLine } from '../../../src/routes/rules/texts-line.ts';

describe('texts in one line', () => {
	it('come back as they were, whatever stands in them', () => {
		const text = fc.string({ minLength: 1 }).filter((each) => each.trim() === each);
		fc.assert(
			fc.property(fc.array(text), (texts) => {
				expect(textsFrom(textsLine(texts))).toEqual(texts);
			})
		);
	});

	it('are what a person types, spaces and empty places aside', () => {
		expect(textsFrom(' page view ,, "a, b",')).toEqual(['page view', 'a, b']);
		expect(textsFrom('')).toEqual([]);
	});
});
