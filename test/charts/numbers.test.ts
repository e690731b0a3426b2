import { describe, expect, it } from 'vitest';
import { numbersIn } from '#lib/charts/numbers.ts';

const en = numbersIn('en');
const de = numbersIn('de');

describe('numbers of the screens', () => {
	it('use the separators of the language', () => {
		expect(en.count(9012)).toBe('9,012');
		expect(de.count(9012)).toBe('9.012');
		expect(en.decimal(0.8123, 3)).toBe('0.812');
		expect(de.decimal(0.8123, 3)).toBe('0,812');
	});

	it('write percent with the space the language wants and a digit where it matters', () => {
		expect(en.percent(0.143)).toBe('14%');
		expect(de.percent(0.143)).toBe('14\u00A0%');
		expect(en.percent(0.0143)).toBe('1.4%');
		expect(en.percent(0.0996)).toBe('10%');
	});

	it('write minus as a minus and never minus zero', () => {
		expect(en.points(-10)).toBe('\u221210');
		expect(de.signed(-2.5, 1)).toBe('\u22122,5');
		expect(en.signed(8)).toBe('+8');
		expect(en.points(-0)).toBe('0');
		expect(en.decimal(-0.001)).toBe('0.00');
	});

	it('write small differences with two digits that count, down to a millionth', () => {
		expect(en.significant(0.00123)).toBe('0.0012');
		expect(de.significant(0.00000034)).toBe('< 0,000001');
		expect(en.significant(0)).toBe('0');
	});

	it('write a lift as a multiple and an interval in words', () => {
		expect(en.times(6.13)).toBe('6.1×');
		expect(de.times(12.4)).toBe('12×');
		expect(en.interval([0.79, 0.83], en.decimal)).toBe('0.79 to 0.83');
		expect(de.interval([1, 2], de.count)).toBe('1 bis 2');
	});
});
