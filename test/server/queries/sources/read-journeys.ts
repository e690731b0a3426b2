import { parameterized, sql, type Sql } from '#lib/domain/query/sql.ts';
import type { SourcedJourney } from '#lib/domain/roi/attribute-wins.ts';
import { numbersOf, numbersOrNull, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';

/** The ways of wins, one a win, from the rows of `sourceJourneysQuery`. */
export async function readJourneys(
	engine: Engine,
	query: Sql,
	opportunities: boolean
): Promise<SourcedJourney[]> {
	const ordered = sql`SELECT * FROM (${query}) AS touches ORDER BY lead, days DESC, channel`;
	const found = await engine.run(parameterized(ordered), { deadlineMs: 120_000 });
	const [lead, toLead, toOpportunity] = ['lead', 'to_lead', 'to_opportunity'].map((name) =>
		numbersOf(found, name)
	);
	const [value, days] = ['value', 'days'].map((name) => numbersOrNull(found, name));
	const channels = textsOf(found, 'channel');
	const journeys: (SourcedJourney & { daysBeforeWin: number[] })[] = [];
	lead.forEach((row, i) => {
		if (i === 0 || row !== lead[i - 1]) {
			journeys.push({
				sources: [],
				daysBeforeWin: [],
				wins: 1,
				revenueCents: value[i],
				leadTouch: null,
				opportunityTouch: null,
				winTouch: null
			});
		}
		const [channel, day] = [channels[i], days[i]];
		if (channel === null || day === null) return;
		const journey = journeys[journeys.length - 1];
		const at = journey.sources.push(channel) - 1;
		journey.daysBeforeWin.push(day);
		if (toLead[i] === 1) journey.leadTouch = at;
		if (opportunities && toOpportunity[i] === 1) journey.opportunityTouch = at;
		journey.winTouch = at;
	});
	return journeys;
}
