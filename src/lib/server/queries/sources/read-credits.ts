import {
	creditColumns,
	PARTS_OF_WIN,
	sourceCreditsQuery
} from '#lib/domain/query/source-credits-query.ts';
import { parameterized, type Sql } from '#lib/domain/query/sql.ts';
import type { AttributedWins } from '#lib/domain/roi/attribute-wins.ts';
import { ATTRIBUTION_MODELS } from '#lib/domain/roi/attribution.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';

/**
 * What `attributeWins` says of the ways of wins, by every model, worked out by the engine: millions of touches stay there.
 *
 * @param credits - `winCreditsQuery`
 * @param leads - the selected ones, by `row_number`
 * @returns not measured: `no-wins`, `no-touches`, `single-touch-data`
 */
export async function readCredits(
	engine: Engine,
	credits: Sql,
	leads: Sql
): Promise<Measured<{ models: AttributedWins[] }>> {
	const query = parameterized(sourceCreditsQuery(credits, leads));
	const found = await engine.run(query, { deadlineMs: 120_000 });
	const all = (name: string) => numbersOf(found, name).reduce((sum, value) => sum + value, 0);
	const [wins, touched] = [all('wins'), all('touched')];
	if (wins === 0) return notMeasured('no-wins');
	if (touched === 0) return notMeasured('no-touches', { wins });
	if (all('mixed') === 0) return notMeasured('single-touch-data', { wins: touched });
	const channels = textsOf(found, 'channel');
	const [revenue, unvalued] = [all('revenue'), all('unvalued')];
	const models = ATTRIBUTION_MODELS.map((model): AttributedWins => {
		const { parts, cents } = creditColumns(model);
		const [share, own] = [numbersOf(found, parts), numbersOf(found, cents)];
		const credits = channels.map((source, i) => ({
			source: source ?? '',
			wins: share[i] / PARTS_OF_WIN,
			revenueCents: own[i]
		}));
		return {
			model,
			credits: credits
				.filter((credit) => credit.wins > 0 || credit.revenueCents !== 0)
				.sort((a, b) => b.wins - a.wins || (a.source < b.source ? -1 : 1)),
			wins: touched,
			withoutTouch: wins - touched,
			revenueCents: revenue,
			withoutValue: unvalued
		};
	});
	return { measured: true, models };
}
