import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leadCourse, type CourseOptions } from '#lib/domain/funnel/lead-course.ts';
import { courseRelation } from '#lib/domain/query/course-relation.ts';
import { duckdb } from '#lib/domain/query/dialect.ts';
import { parameterized, raw, sql } from '#lib/domain/query/sql.ts';
import { random } from '#lib/domain/random.ts';
import { DAY_MS } from '#lib/domain/units.ts';
import { numbersOf, numbersOrNull, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';

const STAGES = 4;
const DATA_DATE = '2026-06-30T12:00:00Z';

interface RandomLead {
	created: number | null;
	at: (number | null)[];
	lost: number | null;
}

const start = Date.UTC(2026, 0, 1);
const minute = 60_000;

function randomLeads(count: number, seed: number): RandomLead[] {
	const next = random(seed);
	const some = (share: number, days: number, from: number) =>
		next() < share ? from + Math.floor(next() * days * 1440) * minute : null;
	return Array.from({ length: count }, () => {
		const created = start + Math.floor(next() * 175 * 1440) * minute;
		const early = next() < 0.03 ? -5 * DAY_MS : 0;
		const at = [created, ...[0.7, 0.5, 0.4].map((share) => some(share, 60, created + early))];
		return { created: next() < 0.02 ? null : created, at, lost: some(0.3, 80, created) };
	});
}

const leads = randomLeads(4000, 11);
let engine: Engine;
beforeAll(async () => {
	engine = await openEngine({ directories: [], spillDirectory: tmpdir() });
	const time = (ms: number | null) => (ms === null ? 'NULL' : `make_timestamp(${ms}000)`);
	const rows = leads.map(({ created, at, lost }, i) => {
		return `(${[i, time(created), ...at.map(time), time(lost)].join(', ')})`;
	});
	await engine.run(
		`CREATE TABLE leads AS SELECT * FROM (VALUES ${rows.join(', ')}) AS t(row_number, created_at, t0, t1, t2, t3, gone_at)`
	);
}, 60_000);
afterAll(() => engine.close());

const stageTimes = ['t0', 't1', 't2', 't3'].map(raw);
const table = raw('leads');

describe('ways through the stages, by the engine', () => {
	const settings: CourseOptions[] = [
		{ order: 'any', windowDays: 45 },
		{ order: 'any', windowDays: null },
		{ order: 'strict', windowDays: 45 },
		{ order: 'any', windowDays: 60, stepWindowDays: [null, 20, null, 10] },
		{ order: 'strict', windowDays: null, stepWindowDays: [null, 30, 15, null] }
	];
	it.each(settings)('are those of each lead alone: %o', async (options) => {
		const plan = { ...options, stageTimes, lostAt: raw('gone_at'), dataDate: DATA_DATE };
		const found = await engine.run(
			parameterized(
				sql`SELECT * FROM ${courseRelation(table, plan, duckdb)} AS ways ORDER BY row_number`
			)
		);
		const [course, ended] = [textsOf(found, 'course'), textsOf(found, 'ended')];
		const reached = numbersOf(found, 'reached');
		const of = (name: string) =>
			Array.from({ length: STAGES }, (_, s) => numbersOrNull(found, `${name}_${s}`));
		const [days, skipped, reversed] = [of('day'), of('skipped'), of('reversed')];
		leads.forEach((lead, i) => {
			const expected = courseAlone(lead, options);
			if (typeof expected === 'string') return expect(course[i]).toBe(expected);
			expect([course[i], reached[i], ended[i]]).toEqual([
				'counted',
				expected.reached,
				expected.end
			]);
			const rounded = (day: number | null) => (day === null ? null : Number(day.toFixed(9)));
			expect(days.map((column) => rounded(column[i]))).toEqual(expected.day.map(rounded));
			expect(skipped.map((column) => column[i] === 1)).toEqual(expected.skipped);
			expect(reversed.map((column) => column[i] === 1)).toEqual(expected.reversed);
		});
	});

	it.each(settings)('say the same in whole numbers: %o', async (options) => {
		const plan = { ...options, stageTimes, lostAt: raw('gone_at'), dataDate: DATA_DATE };
		const found = await engine.run(
			parameterized(
				sql`SELECT * FROM ${courseRelation(table, plan, duckdb)} AS ways ORDER BY row_number`
			)
		);
		const [course, ended] = [textsOf(found, 'course'), textsOf(found, 'ended')];
		const number = (name: string) => numbersOrNull(found, name);
		const each = (name: string) => stageTimes.map((_, s) => number(`${name}_${s}`));
		const [reached, lost, followed] = ['reached', 'lost_day', 'followed'].map(number);
		const [way, seenTo, skips, reversals] = ['way', 'seen', 'skips', 'reversals'].map(number);
		const [decision, lostDays, followedDays, stood] = [
			'decision',
			'lost_days',
			'followed_days',
			'stood_days'
		].map(number);
		const standing = number('standing');
		const [day, seen, skipped, reversed] = ['day', 'seen', 'skipped', 'reversed'].map(each);
		const [entry, before, reach, wait, stay] = ['entry', 'before', 'reach', 'wait', 'stay'].map(
			each
		);
		const least = (values: (number | null)[]) =>
			values.reduce((a, b) => (a === null || (b !== null && b < a) ? b : a), null);
		const up = (value: number | null) => (value === null ? null : Math.ceil(value));
		const packed = (days: number, over: boolean) => days * 2 + (over ? 1 : 0);
		let strayed = 0;
		leads.forEach((_, i) => {
			const at = (columns: (number | null)[][]) => columns.map((column) => column[i]);
			const furthest = at(seen).findLastIndex((value) => value !== null);
			expect(seenTo[i]).toBe(furthest + 1);
			expect(lostDays[i]).toBe(lost[i] === null ? null : Math.floor(lost[i]));
			expect(followedDays[i]).toBe(followed[i] === null ? null : Math.floor(followed[i]));
			if (course[i] !== 'counted') {
				const left = ['immature', 'before-entry', 'undated', 'later'].indexOf(course[i] ?? '');
				return expect([way[i], skips[i], reversals[i]]).toEqual([-1 - left, 0, 0]);
			}
			expect(way[i]).toBe(3 * reached[i]! + ['open', 'dropped', 'arrived'].indexOf(ended[i] ?? ''));
			const sum = (marks: (number | null)[]) =>
				marks.reduce<number>((all, mark, s) => all + (mark ?? 0) * 2 ** s, 0);
			expect([skips[i], reversals[i]]).toEqual([sum(at(skipped)), sum(at(reversed))]);
			if (skips[i]! + reversals[i]! > 0) strayed++;
			expect(at(entry)).toEqual(at(day).map(up));
			const whole = followedDays[i]!;
			stageTimes.forEach((_, s) => {
				const last =
					at(day)
						.slice(0, s)
						.findLast((value) => value !== null) ?? null;
				const own = day[s][i];
				const since = own === null || last === null || own < last ? null : Math.ceil(own - last);
				expect(before[s][i]).toBe(since);
				const arrived = options.order === 'strict' ? own : least(at(day).slice(s));
				const reachedDay = reached[i]! > s ? up(arrived) : null;
				expect(reach[s][i]).toBe(reachedDay);
				const first = reachedDay === null ? null : Math.max(1, reachedDay);
				const within = first !== null && first <= whole;
				expect(wait[s][i]).toBe(packed(within ? first : whole, within));
				if (options.windowDays !== null) return;
				const from = seen[s][i];
				const left = least([...at(seen).slice(s + 1), lost[i]]);
				const stood =
					from === null
						? null
						: left === null
							? packed(Math.floor(followed[i]! - from), false)
							: packed(left <= from ? 1 : Math.ceil(left - from), true);
				expect(stay[s][i]).toBe(stood);
			});
			const decided = least([seen[STAGES - 1][i], lost[i]]);
			expect(decision[i]).toBe(
				decided === null ? packed(whole, false) : packed(decided < 1 ? 1 : Math.ceil(decided), true)
			);
			const place = standing[i];
			expect(stood[i]).toBe(place === null ? 0 : Math.floor(followed[i]! - seen[place][i]!));
		});
		expect(strayed).toBeGreaterThan(20);
	});

	it('take a stage on the day of creation for reached at creation, though days have no hours', async () => {
		const plan = {
			order: 'any' as const,
			windowDays: 10,
			stageTimes: [raw('created_at'), raw('stage_at')],
			lostAt: raw('CAST(NULL AS TIMESTAMP)'),
			dataDate: DATA_DATE
		};
		const lead = raw(
			`(SELECT TIMESTAMP '2026-03-01 10:00:00' AS created_at, TIMESTAMP '2026-03-01' AS stage_at)`
		);
		const found = await engine.run(
			parameterized(sql`SELECT course, day_1 FROM ${courseRelation(lead, plan, duckdb)} AS ways`)
		);
		expect([textsOf(found, 'course')[0], numbersOf(found, 'day_1')[0]]).toEqual(['counted', 0]);
	});

	it('count every lead where nothing has a date', async () => {
		const plan = {
			order: 'any' as const,
			windowDays: null,
			stageTimes: [raw('1'), raw('CASE WHEN t1 IS NULL THEN NULL ELSE 1 END')],
			lostAt: raw('gone_at'),
			dataDate: null
		};
		const found = await engine.run(
			parameterized(
				sql`SELECT CAST(COUNT(*) AS DOUBLE) AS n, CAST(SUM(CASE WHEN reached = 2 THEN 1 ELSE 0 END) AS DOUBLE) AS k FROM ${courseRelation(table, plan, duckdb)} AS ways WHERE course = 'counted'`
			)
		);
		const seen = leads.filter(({ at }) => at[1] !== null).length;
		expect([numbersOf(found, 'n')[0], numbersOf(found, 'k')[0]]).toEqual([leads.length, seen]);
	});
});

function courseAlone({ created, at, lost }: RandomLead, options: CourseOptions) {
	if (created === null) return 'undated';
	const now = Date.parse(DATA_DATE);
	if (created > now) return 'later';
	const day = (ms: number | null) => {
		if (ms === null || ms > now) return null;
		const sameDay = Math.floor(ms / DAY_MS) === Math.floor(created / DAY_MS);
		return ms < created && sameDay ? 0 : (ms - created) / DAY_MS;
	};
	const dates = {
		reachedDay: at.map(day),
		lostDay: day(lost),
		followedDays: (now - created) / DAY_MS
	};
	return leadCourse(dates, options);
}
