import { duckdb } from '#lib/domain/query/dialect.ts';
import { sourceJourneysQuery } from '#lib/domain/query/source-journeys-query.ts';
import { raw, sql } from '#lib/domain/query/sql.ts';
import type { AttributedWins } from '#lib/domain/roi/attribute-wins.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { keptTable } from '#lib/server/queries/kept-table.ts';
import { touchFacts } from '#lib/server/queries/sources/lead-touches.ts';
import { readCredits } from '#lib/server/queries/sources/read-credits.ts';
import type { FigureDesk } from './figure-desk.ts';
import type { SourceGroups } from './source-by.ts';
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
	groups: SourceGroups,
	halfLifeDays: number
): Promise<Measured<SourceAttribution>> {
	const { engine, source, stages, dataDate } = desk;
	const touched = desk.dated && dataDate !== null ? await touchFacts(engine, source) : null;
	if (!source.touches || !touched) return notMeasured('no-touch-file');
	const by = touched.channels ? 'channel' : 'type';
	const at = stages.findIndex(({ kind }) => kind === 'opportunity');
	const won = sql`${wonSoFar(desk)} AND won_at >= created_at`;
	const opportunity = at < 0 ? null : raw(`at_${at}`);
	const query = sourceJourneysQuery(
		groups.leads,
		desk.selected,
		won,
		source.touches.table,
		by,
		opportunity,
		duckdb
	);
	const journeys = await keptTable(engine, 'journeys', source.fileSha256, query, { most: 2 });
	const found = await readCredits(engine, journeys, halfLifeDays);
	if (!found.measured) return found;
	const { models } = found;
	return { measured: true, models, by, halfLifeDays, opportunities: at >= 0 };
}
