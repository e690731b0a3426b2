import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDecimal, writeDecimal } from '../../../src/routes/rules/decimal-text.ts';

describe('a number in a field', () => {
	it.each([
		['en', '1,234.5', 1234.5],
		['en', '−3', -3],
		['en', ' 7 ', 7],
		['en', '1,5', null],
		['en', '12,34', null],
		['de', '1.234,5', 1234.5],
		['de', '-0,25', -0.25],
		['de', '1.5', null],
		['de', '1,234.5', null],
		['en', '', null],
		['en', '1 2', null],
		['en', '0x10', null],
		['en', '1e400', null],
		['en', 'Infinity', null]
	] as const)('is read as its language writes it: %s %j', (locale, text, value) => {
		expect(readDecimal(text, locale)).toBe(value);
	});

	it('is the same number after writing and reading', () => {
		const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0);
		fc.assert(
			fc.property(number, fc.constantFrom('en' as const, 'de' as const), (value, locale) => {
				expect(readDecimal(writeDecimal(value, locale), locale)).toBe(value);
			})
		);
	});

	it('has a true minus', () => {
		expect(writeDecimal(-1.5, 'de')).toBe('−1,5');
	});
});
