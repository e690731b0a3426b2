import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shiftedPeriod } from '#lib/domain/funnel/shifted-period.ts';
import { DAY_MS } from '#lib/domain/units.ts';

const days = ({ from, to }: { from: string; to: string }) =>
	(Date.parse(to) - Date.parse(from)) / DAY_MS + 1;

describe('an earlier period', () => {
	it('of whole months is one of whole months', () => {
		const quarter = { from: '2026-04-01', to: '2026-06-30' };
		expect(shiftedPeriod(quarter, { lengths: 1 })).toEqual({
			from: '2026-01-01',
			to: '2026-03-31'
		});
		expect(shiftedPeriod(quarter, { lengths: 2 })).toEqual({
			from: '2025-10-01',
			to: '2025-12-31'
		});
		expect(shiftedPeriod(quarter, { years: 1 })).toEqual({ from: '2025-04-01', to: '2025-06-30' });
		const february = { from: '2023-02-01', to: '2023-02-28' };
		expect(shiftedPeriod({ from: '2024-02-01', to: '2024-02-29' }, { years: 1 })).toEqual(february);
		expect(shiftedPeriod({ from: '2025-02-01', to: '2025-02-28' }, { years: 1 })).toEqual({
			from: '2024-02-01',
			to: '2024-02-29'
		});
	});

	it('of single days has as many days and ends the day before', () => {
		const day = fc.integer({ min: 0, max: 20_000 });
		fc.assert(
			fc.property(day, fc.integer({ min: 0, max: 400 }), (first, length) => {
				const iso = (at: number) => new Date(at * DAY_MS).toISOString().slice(0, 10);
				const period = { from: iso(first), to: iso(first + length) };
				const before = shiftedPeriod(period, { lengths: 1 });
				expect(Date.parse(period.from) - Date.parse(before.to)).toBe(DAY_MS);
				const whole = period.from.endsWith('-01') && iso(first + length + 1).endsWith('-01');
				if (!whole) expect(days(before)).toBe(days(period));
			}),
			{ seed: 3 }
		);
	});

	it('never turns round', () => {
		expect(() => shiftedPeriod({ from: '2026-02-01', to: '2026-01-01' }, { years: 1 })).toThrow();
		expect(shiftedPeriod({ from: '2024-02-29', to: '2024-02-29' }, { years: 1 })).toEqual({
			from: '2023-02-28',
			to: '2023-02-28'
		});
	});
});
