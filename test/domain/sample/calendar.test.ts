import { describe, expect, it } from 'vitest';
import {
	date,
	DAY,
	DAYS,
	END,
	monthName,
	monthOf,
	timestamp,
	weekday
} from '#lib/domain/sample/calendar.ts';
import { officeHours } from '#lib/domain/sample/office-hours.ts';

const realDay = (day: number) => new Date(Date.UTC(2024, 9, 1 + day));

describe('the calendar of the sample', () => {
	it('names 730 days as the real calendar does, from 2024-10-01 to 2026-09-30', () => {
		for (let day = 0; day < DAYS; day++) {
			const iso = realDay(day).toISOString();
			expect(date(day * DAY)).toBe(iso.slice(0, 10));
			expect(monthName(monthOf(day * DAY))).toBe(iso.slice(0, 7));
			expect(weekday(day)).toBe((realDay(day).getUTCDay() + 6) % 7);
		}
		expect(date(END - 1)).toBe('2026-09-30');
	});

	it('writes minutes as ISO 8601 in UTC', () => {
		expect(timestamp(9 * 60 + 12)).toBe('2024-10-01T09:12:00Z');
		expect(timestamp(END - 1)).toBe('2026-09-30T23:59:00Z');
	});
});

describe('office hours', () => {
	it('are 07:00 to 17:00 of a weekday, in the order of the minutes of the day', () => {
		expect(timestamp(officeHours(0, 0, END))).toBe('2024-10-01T07:00:00Z');
		expect(timestamp(officeHours(DAY / 2, 0, END))).toBe('2024-10-01T12:00:00Z');
		expect(timestamp(officeHours(DAY - 1, 0, END))).toBe('2024-10-01T16:59:00Z');
	});

	it('move a weekend to Monday', () => {
		expect(timestamp(officeHours(4 * DAY, 0, END))).toBe('2024-10-07T07:00:00Z');
		expect(timestamp(officeHours(5 * DAY, 0, END))).toBe('2024-10-07T07:00:00Z');
	});

	it('never leave the span', () => {
		expect(officeHours(0, 0, 100)).toBe(100);
		expect(officeHours(0, 500, DAY)).toBe(500);
	});
});
