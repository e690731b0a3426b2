import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GainPoint } from '#lib/domain/calibration/calibration.ts';
import { sameWins } from '#lib/domain/report/same-wins.ts';
import { notMeasured } from '#lib/domain/units.ts';

/** 1,000 leads, 100 wins; the best 200 leads hold 60 of them, the next 300 hold 30. */
const gains: GainPoint[] = [
	{ shareOfLeads: 0, shareOfWins: 0, threshold: null },
	{ shareOfLeads: 0.2, shareOfWins: 0.6, threshold: 50 },
	{ shareOfLeads: 0.5, shareOfWins: 0.9, threshold: 20 },
	{ shareOfLeads: 1, shareOfWins: 1, threshold: 0 }
];
const all = { leads: 1000, wins: 100 };
const unknown = notMeasured('worked-unknown');
const at = (wins: number, ci: [number, number]) => ({
	leads: 200,
	today: 45,
	asObserved: { wins, ci },
	asWorked: unknown
});

describe('the same wins from fewer calls', () => {
	it('are found where the calibrated curve holds as many wins as pass today', () => {
		const found = sameWins({ gains, all, moreWins: at(60, [54, 66]) });
		if (!found.measured) throw new Error(found.reason);
		// 45 of 60 wins within 200 leads: 150 leads.
		expect(found.needed).toBeCloseTo(150);
		expect(found.wins).toBe(45);
		// A curve 66/60 as high needs 45 x 60/66 of it, one 54/60 as high 45 x 60/54.
		expect(found.range[0]).toBeCloseTo((45 * 60) / 66 / 0.3);
		expect(found.range[1]).toBeCloseTo((45 * 60) / 54 / 0.3);
	});

	it('widen to both assumptions about those who newly pass', () => {
		const asWorked = { measured: true as const, wins: 72, ci: [66, 78] as [number, number] };
		const found = sameWins({
			gains,
			all,
			moreWins: { ...at(60, [54, 66]), asWorked: { ...asWorked, workedLeads: 80 } }
		});
		if (!found.measured) throw new Error(found.reason);
		expect(found.range[0]).toBeCloseTo((45 * 60) / 78 / 0.3);
		expect(found.range[1]).toBeCloseTo((45 * 60) / 54 / 0.3);
	});

	it('take more calls where the calibrated points catch less', () => {
		const found = sameWins({ gains, all, moreWins: { ...at(60, [50, 70]), today: 75 } });
		if (!found.measured) throw new Error(found.reason);
		expect(found.needed).toBeCloseTo(350);
	});

	it('are refused without a win today, and where the curve may never hold so many', () => {
		expect(sameWins({ gains, all, moreWins: { ...at(60, [54, 66]), today: 0 } })).toMatchObject({
			reason: 'no-wins'
		});
		expect(sameWins({ gains, all, moreWins: at(60, [20, 90]) })).toMatchObject({
			reason: 'wins-not-reached'
		});
		expect(sameWins({ gains, all, moreWins: at(60, [0, 90]) })).toMatchObject({
			reason: 'wins-not-reached'
		});
	});

	it('stand within their range, and the range within all leads', () => {
		const wins = fc.integer({ min: 46, max: 60 });
		fc.assert(
			fc.property(wins, fc.integer({ min: 0, max: 4 }), (middle, reach) => {
				const found = sameWins({
					gains,
					all,
					moreWins: at(60, [60 - reach * 2, middle + reach * 5 + 15])
				});
				if (!found.measured) return;
				expect(found.range[0]).toBeLessThanOrEqual(found.needed);
				expect(found.range[1]).toBeGreaterThanOrEqual(found.needed);
				expect(found.range[1]).toBeLessThanOrEqual(1000);
			})
		);
	});
});
