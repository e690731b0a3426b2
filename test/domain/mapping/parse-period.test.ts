import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { parseMonth, parsePeriod } from '#lib/domain/mapping/parse-period.ts';

describe('a period in words', () => {
	it.each([
		['2026-03', '2026-03-01', '2026-03-31'],
		['03/2026', '2026-03-01', '2026-03-31'],
		['3.2026', '2026-03-01', '2026-03-31'],
		['202602', '2026-02-01', '2026-02-28'],
		['Feb 2024', '2024-02-01', '2024-02-29'],
		['Feb-24', '2024-02-01', '2024-02-29'],
		['März 2026', '2026-03-01', '2026-03-31'],
		['Mrz. 26', '2026-03-01', '2026-03-31'],
		['Dezember 2025', '2025-12-01', '2025-12-31'],
		['2025 Okt', '2025-10-01', '2025-10-31'],
		['Q1 2026', '2026-01-01', '2026-03-31'],
		['4. Quartal 2025', '2025-10-01', '2025-12-31'],
		['2 quarter 2025', '2025-04-01', '2025-06-30']
	])('%s is a month or a quarter', (text, day, until) => {
		expect(parsePeriod(text)).toEqual({ day, until });
	});

	it.each([
		'',
		'soon',
		'2026',
		'13/2026',
		'2026-00',
		'Q5 2026',
		'March',
		'1.3.2026',
		'Mayo 2026',
		'31-08-2023'
	])('"%s" is none', (text) => expect(parsePeriod(text)).toBeNull());

	it('of a quarter is no month', () => {
		expect(parseMonth('Q1 2026')).toBeNull();
		expect(parseMonth('Jän 26')).toBeNull();
		expect(parseMonth('Jan 26')).toBe('2026-01');
	});

	it('begins on the first and ends before the next one', () => {
		const month = fc.tuple(fc.integer({ min: 1900, max: 2099 }), fc.integer({ min: 1, max: 12 }));
		fc.assert(
			fc.property(month, ([year, number]) => {
				const period = parsePeriod(`${year}-${String(number).padStart(2, '0')}`)!;
				const next = new Date(`${period.until}T00:00:00Z`);
				next.setUTCDate(next.getUTCDate() + 1);
				expect(period.day.endsWith('-01')).toBe(true);
				expect(next.getUTCDate()).toBe(1);
				expect(next.getUTCMonth()).toBe(number % 12);
			})
		);
	});
});
