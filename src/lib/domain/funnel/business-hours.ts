import { DAY_MS } from '#lib/domain/units.ts';

const MINUTE_MS = 60_000;

/** When sales is there. */
export interface BusinessCalendar {
	/** IANA name, e.g. `Europe/Berlin`; opening hours are local, also across the change of the clocks. */
	timeZone: string;
	/** Monday to Sunday: minutes after local midnight, or null where closed. */
	week: ({ opens: number; closes: number } | null)[];
	/** Local days that are closed, YYYY-MM-DD. */
	holidays?: string[];
}

/** Times during which sales is there: UTC milliseconds, ascending, without overlap; one row a day. */
export interface OpenSpans {
	opens: Float64Array;
	closes: Float64Array;
	/** Open minutes before each span, so that a query or a search needs no sum. */
	minutesBefore: Float64Array;
}

/** Monday to Friday, 9 to 17 o'clock. */
export const OFFICE_WEEK: BusinessCalendar['week'] = Array.from({ length: 7 }, (_, day) =>
	day < 5 ? { opens: 9 * 60, closes: 17 * 60 } : null
);

/**
 * A calendar unrolled into open times, one a day, from the local day of `fromMs` to that of `toMs`.
 *
 * @throws Error for a week that has not seven days, hours that close before they open, or a time zone nobody knows
 * @example openSpans({ timeZone: 'UTC', week: OFFICE_WEEK }, Date.UTC(2026, 0, 5), Date.UTC(2026, 0, 9)).opens.length // 5
 */
export function openSpans(calendar: BusinessCalendar, fromMs: number, toMs: number): OpenSpans {
	const { timeZone, week, holidays = [] } = calendar;
	if (week.length !== 7) throw new Error(`openSpans: a week of ${week.length} days`);
	for (const hours of week) {
		if (hours && !(hours.opens >= 0 && hours.closes > hours.opens && hours.closes <= 1440)) {
			throw new Error(`openSpans: open from minute ${hours.opens} to ${hours.closes}`);
		}
	}
	const offset = offsetOf(timeZone);
	const closed = new Set(holidays);
	const localDay = (ms: number) => Math.floor((ms + offset(ms)) / DAY_MS);
	const spans: [number, number][] = [];
	for (let day = localDay(fromMs); day <= localDay(toMs); day++) {
		const hours = week[(day + 3) % 7];
		if (!hours || closed.has(new Date(day * DAY_MS).toISOString().slice(0, 10))) continue;
		const at = (minutes: number) => instantOf(day * DAY_MS + minutes * MINUTE_MS, offset);
		spans.push([at(hours.opens), at(hours.closes)]);
	}
	return columnsOf(spans);
}

/**
 * Open minutes between two times. Before the first span and after the last nobody is there; a lead that comes and is
 * answered out of hours waited 0 minutes.
 *
 * @returns 0 or more; fractions where the times have them
 * @throws Error where the end lies before the beginning
 * @example openMinutes(spans, friday16h, monday10h) // 120
 */
export function openMinutes(spans: OpenSpans, fromMs: number, toMs: number): number {
	if (!(toMs >= fromMs)) throw new Error(`openMinutes: from ${fromMs} to ${toMs}`);
	return minutesUntil(spans, toMs) - minutesUntil(spans, fromMs);
}

/** Open minutes from the beginning of the spans up to a time. */
function minutesUntil({ opens, closes, minutesBefore }: OpenSpans, ms: number): number {
	let low = 0;
	let high = opens.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (opens[middle] <= ms) low = middle + 1;
		else high = middle;
	}
	if (low === 0) return 0;
	const last = low - 1;
	return minutesBefore[last] + (Math.min(ms, closes[last]) - opens[last]) / MINUTE_MS;
}

function columnsOf(spans: [number, number][]): OpenSpans {
	let sum = 0;
	const before = spans.map(([opens, closes]) => {
		const sofar = sum;
		sum += (closes - opens) / MINUTE_MS;
		return sofar;
	});
	return {
		opens: Float64Array.from(spans, ([opens]) => opens),
		closes: Float64Array.from(spans, ([, closes]) => closes),
		minutesBefore: Float64Array.from(before)
	};
}

/** The instant at which clocks of the zone show a local time, given as if it were UTC. */
function instantOf(localMs: number, offset: (ms: number) => number): number {
	const guess = localMs - offset(localMs);
	return localMs - offset(guess);
}

/** Milliseconds by which clocks of a zone are ahead of UTC at an instant. */
function offsetOf(timeZone: string): (ms: number) => number {
	const clock = new Intl.DateTimeFormat('en-GB', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit',
		second: '2-digit'
	});
	return (ms) => {
		const parts = new Map(clock.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
		const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
		const date = Date.UTC(part('year'), part('month') - 1, part('day'));
		const time = part('hour') * 3600 + part('minute') * 60 + part('second');
		return date + time * 1000 - Math.floor(ms / 1000) * 1000;
	};
}
