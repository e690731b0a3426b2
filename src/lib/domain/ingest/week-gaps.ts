import { DAY_MS } from '#lib/domain/units.ts';

/** Weeks in a row without a lead. */
export interface WeekGap {
	/** Monday of the first, ISO 8601 UTC. */
	from: string;
	/** Sunday of the last. */
	to: string;
	weeks: number;
}

/** 1970-01-05, the first Monday, as days since 1970-01-01. */
const FIRST_MONDAY = 4;

/**
 * Whole weeks without a lead between the first and the last week with one.
 *
 * @param weeks - weeks with leads, as weeks since that of Monday 1970-01-05; any order
 * @returns in order of time
 * @example weekGaps([0, 3]) // [{ from: '1970-01-12T00:00:00.000Z', to: '1970-01-25T00:00:00.000Z', weeks: 2 }]
 */
export function weekGaps(weeks: ArrayLike<number>): WeekGap[] {
	const sorted = [...new Set(Array.from(weeks))].sort((a, b) => a - b);
	return sorted.slice(1).flatMap((week, i) => {
		const before = sorted[i];
		const gap = week - before - 1;
		if (gap === 0) return [];
		return [{ from: dayOf(before + 1, 0), to: dayOf(week - 1, 6), weeks: gap }];
	});
}

function dayOf(week: number, weekday: number): string {
	return new Date((FIRST_MONDAY + 7 * week + weekday) * DAY_MS).toISOString();
}
