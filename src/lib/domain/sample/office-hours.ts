import { DAY, weekday } from './calendar.ts';

const OPENS = 7 * 60;
const OPEN_MINUTES = 10 * 60;

/**
 * A minute of any day and hour moved into office hours (07:00 to 17:00 UTC) of that weekday, or of the Monday
 * after a weekend, but never out of [from, to].
 *
 * @example officeHours(0, 0, 1440) // 420
 */
export function officeHours(at: number, from: number, to: number): number {
	const day = Math.floor(at / DAY);
	const weekend = weekday(day) > 4 ? 7 - weekday(day) : 0;
	const open = OPENS + Math.floor(((at % DAY) * OPEN_MINUTES) / DAY);
	return Math.min(to, Math.max(from, (day + weekend) * DAY + open));
}
