import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayQuantile } from '#lib/domain/day-histogram.ts';
import { OFFICE_WEEK, openMinutes, openSpans } from '#lib/domain/funnel/business-hours.ts';
import { responseTime } from '#lib/domain/funnel/response-time.ts';
import { waitingTime } from '#lib/domain/funnel/waiting-time.ts';

describe('time in a stage', () => {
	const ends = fc.array(
		fc.record({ day: fc.integer({ min: 1, max: 40 }), n: fc.integer({ min: 1, max: 9 }) }),
		{ minLength: 5, maxLength: 30 }
	);

	it('is the plain quantile where nobody still waits', () => {
		fc.assert(
			fc.property(ends, (rows) => {
				const histogram = { day: rows.map(({ day }) => day), n: rows.map(({ n }) => n) };
				const found = waitingTime({ ...histogram, won: rows.map(() => 1) }, 1);
				expect(found.median).toMatchObject({ time: dayQuantile(histogram, 0.5) });
				expect(found.p90).toMatchObject({ time: dayQuantile(histogram, 0.9) });
			}),
			{ seed: 91 }
		);
	});

	it('is longer than that of those who are through, where some still wait', () => {
		const waits = { day: [5, 10, 50], won: [1, 1, 0], n: [30, 30, 60] };
		const found = waitingTime(waits);
		expect(found).toMatchObject({ leads: 120, through: 60, waiting: 60 });
		expect(found.median).toMatchObject({ time: 10, hi: null });
		expect(dayQuantile({ day: [5, 10], n: [30, 30] }, 0.5)).toBe(5);
	});

	it('says how far it got where fewer than half are through, and refuses a handful of leads', () => {
		const few = waitingTime({ day: [5, 50], won: [1, 0], n: [20, 80] });
		expect(few.median).toEqual({
			measured: false,
			reason: 'share-not-reached',
			params: { reachedRate: expect.closeTo(0.2, 12), time: 50 }
		});
		expect(waitingTime({ day: [5], won: [1], n: [9] }).median).toMatchObject({
			reason: 'too-few-leads'
		});
		expect(waitingTime({ day: [], won: [], n: [] }).median).toMatchObject({
			reason: 'too-few-leads'
		});
	});
});

describe('lead response time', () => {
	it('keeps leads without an answer among those who wait', () => {
		const found = responseTime({
			day: [3, 45, 2000, 4000],
			won: [1, 1, 1, 0],
			n: [20, 40, 20, 20]
		});
		expect(found.answered).toMatchObject({ wins: 80, leads: 100 });
		expect(found.median).toMatchObject({ time: 45 });
		expect(
			found.within.map(({ minutes, share }) => [minutes, share.measured && share.share])
		).toEqual([
			[5, expect.closeTo(0.2, 12)],
			[30, expect.closeTo(0.2, 12)],
			[60, expect.closeTo(0.6, 12)],
			[1440, expect.closeTo(0.6, 12)]
		]);
	});

	it('says nothing of a day where nobody was followed for one', () => {
		const found = responseTime({ day: [3, 90], won: [1, 0], n: [20, 20] });
		expect(found.within[3].share).toMatchObject({
			reason: 'followed-too-short',
			params: { until: 90 }
		});
	});
});

describe('business hours', () => {
	const utc = { timeZone: 'UTC', week: OFFICE_WEEK };
	const at = (text: string) => Date.parse(`${text}:00Z`);
	const spans = openSpans(utc, at('2026-01-01T00:00'), at('2026-12-31T23:00'));

	it('count only while sales is there', () => {
		// 2026-01-02 was a Friday.
		expect(openMinutes(spans, at('2026-01-02T16:00'), at('2026-01-05T10:00'))).toBe(120);
		expect(openMinutes(spans, at('2026-01-03T08:00'), at('2026-01-04T20:00'))).toBe(0);
		expect(openMinutes(spans, at('2026-01-05T09:00'), at('2026-01-05T17:00'))).toBe(480);
		expect(openMinutes(spans, at('2026-01-05T12:00'), at('2026-01-05T12:30'))).toBe(30);
	});

	it('follow the clocks of the zone when they change, and leave holidays out', () => {
		const berlin = {
			timeZone: 'Europe/Berlin',
			week: OFFICE_WEEK,
			holidays: ['2026-04-03', '2026-04-06']
		};
		const days = openSpans(berlin, at('2026-03-27T00:00'), at('2026-04-07T12:00'));
		const opening = Array.from(days.opens, (ms) => new Date(ms).toISOString().slice(5, 16));
		expect(opening).toEqual([
			'03-27T08:00',
			'03-30T07:00',
			'03-31T07:00',
			'04-01T07:00',
			'04-02T07:00',
			'04-07T07:00'
		]);
	});

	it('add up: from a to c is from a to b and from b to c', () => {
		const time = fc.integer({ min: at('2026-01-01T00:00'), max: at('2026-12-31T00:00') });
		fc.assert(
			fc.property(time, time, time, (x, y, z) => {
				const [a, b, c] = [x, y, z].sort((p, q) => p - q);
				const whole = openMinutes(spans, a, c);
				expect(openMinutes(spans, a, b) + openMinutes(spans, b, c)).toBeCloseTo(whole, 6);
				expect(whole).toBeGreaterThanOrEqual(0);
				expect(whole).toBeLessThanOrEqual((c - a) / 60_000 + 1e-6);
			}),
			{ seed: 92 }
		);
	});

	it('refuse a week of six days and an answer before the question', () => {
		expect(() => openSpans({ timeZone: 'UTC', week: [] }, 0, 1)).toThrow();
		expect(() => openMinutes(spans, 2, 1)).toThrow();
	});
});
