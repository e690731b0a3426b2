import { known } from '#lib/domain/query/course-plan.ts';
import { duckdb } from '#lib/domain/query/dialect.ts';
import { winCreditsQuery } from '#lib/domain/query/source-credits-query.ts';
import { sourceJourneysQuery } from '#lib/domain/query/source-journeys-query.ts';
import { sql } from '#lib/domain/query/sql.ts';
import type { AttributedWins } from '#lib/domain/roi/attribute-wins.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { keptTable } from '#lib/server/queries/kept-table.ts';
import { touchFacts } from '#lib/server/queries/sources/lead-touches.ts';
import { readCredits } from '#lib/server/queries/sources/read-credits.ts';
import type { FigureDesk } from './figure-desk.ts';
import { wonSoFar } from './source-conditions.ts';

/** Wins credited to channels, one model beside the other. */
export interface SourceAttribution {
	/** In the order of `ATTRIBUTION_MODELS`. */
	models: AttributedWins[];
	/** What names the channel of a touch. */
	by: 'channel' | 'type';
	halfLifeDays: number;
	/** Whether the time of opportunities is known: W and full path leave out what is not. */
	opportunities: boolean;
}

/**
 * The wins of the selected leads credited to the channels of the touches before them, by every model.
 *
 * @returns not measured: `no-touch-file`, and the reasons of `readCredits`
 */
export async function sourceAttribution(
	desk: FigureDesk,
	halfLifeDays: number
): Promise<Measured<SourceAttribution>> {
	const { engine, source, stages, dataDate } = desk;
	const touched = desk.dated && dataDate !== null ? await touchFacts(engine, source) : null;
	if (!source.touches || !touched) return notMeasured('no-touch-file');
	const by = touched.channels ? 'channel' : 'type';
	const at = stages.findIndex(({ kind }) => kind === 'opportunity');
	const won = sql`${wonSoFar(desk)} AND won_at >= created_at`;
	const { leads, stageTimes, nothingLater } = desk.ways;
	const opportunity = at < 0 ? null : known(stageTimes[at], { dataDate, nothingLater });
	const journeys = sourceJourneysQuery(leads, won, source.touches.table, by, opportunity, duckdb);
	const query = winCreditsQuery(journeys, halfLifeDays);
	const credits = await keptTable(engine, 'credits', source.fileSha256, query, { most: 2 });
	const selected = sql`(SELECT row_number FROM ${leads} AS leads WHERE ${desk.selected})`;
	const found = await readCredits(engine, credits, selected);
	if (!found.measured) return found;
	const { models } = found;
	return { measured: true, models, by, halfLifeDays, opportunities: at >= 0 };
}
