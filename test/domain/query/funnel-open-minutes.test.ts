import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OFFICE_WEEK, openMinutes, openSpans } from '#lib/domain/funnel/business-hours.ts';
import { duckdb } from '#lib/domain/query/dialect.ts';
import { openDays, openMinutesBetween } from '#lib/domain/query/funnel-open-minutes.ts';
import { parameterized, sql, timestamp } from '#lib/domain/query/sql.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { openEngine } from '#lib/server/engine/open-engine.ts';

let engine: Engine;
beforeAll(async () => {
	engine = await openEngine({ directories: [], spillDirectory: tmpdir() });
});
afterAll(() => engine.close());

const [first, last] = [Date.UTC(2026, 2, 20), Date.UTC(2026, 3, 10)];
const minute = fc.integer({ min: -3000, max: 34_000 }).map((each) => first + each * 60_000);

describe('open minutes by a query', () => {
	it.each(['Europe/Berlin', 'America/Los_Angeles', 'Asia/Kolkata', 'Pacific/Auckland'])(
		'are those of the calendar, also where the clocks change and midnight lies within the hours: %s',
		async (timeZone) => {
			const spans = openSpans({ timeZone, week: OFFICE_WEEK }, first, last);
			const days = openDays(spans);
			await fc.assert(
				fc.asyncProperty(minute, minute, async (a, b) => {
					const [from, to] = [Math.min(a, b), Math.max(a, b)];
					const iso = (ms: number) => timestamp(new Date(ms).toISOString());
					const lead = sql`(SELECT ${iso(from)} AS created_at, ${iso(to)} AS until) AS dated_answers`;
					const query = sql`SELECT CAST(minutes AS DOUBLE) AS minutes FROM ${openMinutesBetween(lead, days, duckdb)}`;
					const [found] = numbersOf(await engine.run(parameterized(query)), 'minutes');
					expect(found).toBeCloseTo(openMinutes(spans, from, to), 6);
				}),
				{ numRuns: 60, seed: 12 }
			);
		}
	);
});
