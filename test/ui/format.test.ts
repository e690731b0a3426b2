import { describe, expect, it } from 'vitest';
import { format } from '#lib/ui/format.ts';

describe('what a page writes', () => {
	it('dates by the day in UTC, as the language wants them', () => {
		expect(format('de').date('2026-11-21T23:30:00Z')).toBe('21.11.2026');
		expect(format('en').date('2026-11-21T23:30:00Z')).toBe('21 Nov 2026');
	});

	it('money with its sign where the language puts it', () => {
		expect(format('de').money(123456)).toBe('1.234,56\u00A0€');
		expect(format('en').money(-123456)).toBe('\u2212€1,234.56');
	});

	it('sizes of files in units of a thousand', () => {
		expect(format('en').bytes(812)).toBe('812 B');
		expect(format('de').bytes(34_100)).toBe('34,1 kB');
		expect(format('en').bytes(3_400_000)).toBe('3.4 MB');
	});

	it('lists with the last word joined', () => {
		expect(format('en').list(['a', 'b', 'c'])).toBe('a, b and c');
		expect(format('de').list(['a', 'b'])).toBe('a und b');
	});
});
