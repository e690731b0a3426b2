import type { PressureBand } from '#lib/domain/funnel/contact-pressure.ts';
import { duckdb } from '#lib/domain/query/dialect.ts';
import { funnelPressureQuery, MANY_TOUCHES } from '#lib/domain/query/funnel-pressure-query.ts';
import type { Sql } from '#lib/domain/query/sql.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { runOnWays, type ReadWays } from '../kept-ways.ts';

const ALL_WEEKS = -1;

/** Weeks of leads and unsubscribes by touches from us in them; weeks without a touch are those that are left of all. */
export async function readPressure(
	engine: Engine,
	ways: ReadWays,
	touches: Sql,
	unsubscribes: string[],
	dataDate: string
): Promise<{ bands: PressureBand[]; touches: number }> {
	const query = (now: ReadWays) =>
		funnelPressureQuery(now, touches, unsubscribes, dataDate, duckdb);
	const result = await runOnWays(engine, ways, query, { deadlineMs: 120_000 });
	const [band, weeks, unsubscribed, ours] = ['band', 'weeks', 'unsubscribed', 'touches'].map(
		(name) => numbersOf(result, name)
	);
	const of = (number: number) => {
		const row = band.indexOf(number);
		return { leads: row < 0 ? 0 : weeks[row], unsubscribed: row < 0 ? 0 : unsubscribed[row] };
	};
	const touched = Array.from({ length: MANY_TOUCHES }, (_, i) => {
		const to = i + 1 < MANY_TOUCHES ? i + 2 : null;
		return { from: i + 1, to, ...of(i + 1) };
	});
	const all = of(ALL_WEEKS);
	const untouched = touched.reduce(
		(rest, each) => ({
			leads: rest.leads - each.leads,
			unsubscribed: rest.unsubscribed - each.unsubscribed
		}),
		all
	);
	const bands = [{ from: 0, to: 1, ...untouched }, ...touched];
	return { bands, touches: ours.reduce((sum, each) => sum + each, 0) };
}
