import type { CohortMonth } from '#lib/domain/funnel/cohort-map.ts';
import { monthText } from '#lib/domain/query/month-text.ts';
import { funnelMonthDaysQuery, funnelMonthsQuery } from '#lib/domain/query/funnel-months-query.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { runOnWays, type ReadWays } from '../kept-ways.ts';

/** Cohorts by month of creation with the days on which their leads reached a stage. */
export async function readMonths(
	engine: Engine,
	ways: ReadWays,
	stage: number
): Promise<CohortMonth[]> {
	const months = await runOnWays(engine, ways, funnelMonthsQuery);
	const days = await runOnWays(engine, ways, (now) => funnelMonthDaysQuery(now, stage));
	const [dayMonth, day, n] = ['month', 'day', 'n'].map((name) => numbersOf(days, name));
	const [month, leads, youngest, oldest] = ['month', 'leads', 'youngest', 'oldest'].map((name) =>
		numbersOf(months, name)
	);
	return Array.from(month, (number, i) => {
		const rows = Array.from(dayMonth, (_, row) => row).filter((row) => dayMonth[row] === number);
		return {
			month: monthText(number),
			leads: leads[i],
			youngestFollowedDays: youngest[i],
			oldestFollowedDays: oldest[i],
			reached: { day: rows.map((row) => day[row]), n: rows.map((row) => n[row]) }
		};
	});
}
