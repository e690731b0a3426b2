import type { OpenSpans } from '#lib/domain/funnel/business-hours.ts';
import { DAY_MS } from '#lib/domain/units.ts';
import type { Dialect } from './dialect.ts';
import { join, raw, sql, timestamp, type Sql } from './sql.ts';

/** A day in UTC with the times sales is there; minutes, of the day where not said otherwise. */
export interface OpenDay {
	/** Days since 1970-01-01. */
	day: number;
	/** Open minutes before the day. */
	before: number;
	/** Up to two times: where midnight in UTC lies within the hours of a zone the day has an end and a beginning. */
	opens: [number, number];
	closes: [number, number];
}

/**
 * Open times by days in UTC, so that a join by day finds them.
 * @example openDays(openSpans(calendar, monday, friday))[0] // { day: 20458, before: 0, opens: [480, 0], closes: [960, 0] }
 */
export function openDays({ opens, closes, minutesBefore }: OpenSpans): OpenDay[] {
	if (opens.length === 0) return [];
	const dayOf = (ms: number) => Math.floor(ms / DAY_MS);
	const first = dayOf(opens[0]);
	const last = dayOf(closes[closes.length - 1] - 1);
	const days = Array.from({ length: last - first + 1 }, (_, i): OpenDay => {
		return { day: first + i, before: 0, opens: [0, 0], closes: [0, 0] };
	});
	const used = new Uint8Array(days.length);
	for (let i = 0; i < opens.length; i++) {
		for (let day = dayOf(opens[i]); day <= dayOf(closes[i] - 1); day++) {
			const begin = Math.max(opens[i], day * DAY_MS);
			const end = Math.min(closes[i], (day + 1) * DAY_MS);
			const place = used[day - first]++;
			days[day - first].opens[place] = (begin - day * DAY_MS) / 60_000;
			days[day - first].closes[place] = (end - day * DAY_MS) / 60_000;
		}
	}
	let before = minutesBefore[0];
	for (const day of days) {
		day.before = before;
		before += day.closes[0] - day.opens[0] + day.closes[1] - day.opens[1];
	}
	return days;
}

/** A relation with created_at and until, and beside them `minutes`: the open minutes between. Outside of the days nobody is there. */
export function openMinutesBetween(leads: Sql, days: OpenDay[], dialect: Dialect): Sql {
	if (days.length === 0) return sql`(SELECT *, 0.0 AS minutes FROM ${leads}) AS timed_answers`;
	const rows = days.map(({ day, before, opens, closes }) =>
		raw(`(${[day, before, opens[0], closes[0], opens[1], closes[1]].join(', ')})`)
	);
	const table = sql`(SELECT * FROM (VALUES ${join(rows, ', ')}) AS spans(day, before_it, opens_1, closes_1, opens_2, closes_2))`;
	const [first, last] = [days[0], days[days.length - 1]];
	const all = last.before + last.closes[0] - last.opens[0] + last.closes[1] - last.opens[1];
	const until = (at: string, spans: string) => {
		const day = dialect.dayNumber(raw(at));
		const minute = sql`(round(${dialect.daysBetween(timestamp('1970-01-01T00:00:00Z'), raw(at))} * 86400) / 60.0 - ${day} * 1440)`;
		const open = [1, 2].map((i) => {
			const [opens, closes] = [`${spans}.opens_${i}`, `${spans}.closes_${i}`].map(raw);
			return sql`CASE WHEN ${minute} <= ${opens} THEN 0 WHEN ${minute} >= ${closes} THEN ${closes} - ${opens} ELSE ${minute} - ${opens} END`;
		});
		return sql`CASE WHEN ${day} < ${raw(String(first.day))} THEN ${raw(String(first.before))} WHEN ${day} > ${raw(String(last.day))} THEN ${raw(String(all))}
		ELSE ${raw(`${spans}.before_it`)} + ${join(open, ' + ')} END`;
	};
	const joined = (name: string, at: string) =>
		sql`LEFT JOIN ${table} AS ${raw(name)} ON ${raw(`${name}.day`)} = ${dialect.dayNumber(raw(at))}`;
	return sql`(SELECT dated_answers.*, (${until('until', 'ends')}) - (${until('created_at', 'begins')}) AS minutes
	FROM ${leads} ${joined('begins', 'created_at')} ${joined('ends', 'until')}) AS timed_answers`;
}
