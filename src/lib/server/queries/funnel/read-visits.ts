import { duckdb } from '#lib/domain/query/dialect.ts';
import { funnelPartsQuery } from '#lib/domain/query/funnel-parts-query.ts';
import { funnelVisitsQuery, visitedSourcesQuery } from '#lib/domain/query/funnel-visits-query.ts';
import { parameterized } from '#lib/domain/query/sql.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { FigureDesk } from '#lib/server/usecases/figure-desk.ts';

/**
 * Visits in the period of the selected leads, where every source they came from has visits.
 *
 * @returns not measured: `no-visits`, `visits-unfiltered` (leads are filtered by more than their source),
 * `visits-of-some-sources` with one that has none, `visits-cut` (the period begins or ends within a month)
 */
export async function readVisits(desk: FigureDesk): Promise<Measured<{ visits: number }>> {
	const { engine, source, settings, lookup, ways, selected } = desk;
	if (!source.costs || !source.mapping.source) return notMeasured('no-visits');
	const { from, to, filters } = settings.selection;
	const costs = source.costs.table;
	const visited = await engine.run(parameterized(visitedSourcesQuery({ costs })));
	const known = new Set(textsOf(visited, 'source'));
	if (known.size === 0) return notMeasured('no-visits');
	const column = source.mapping.source;
	const other = filters.find(({ field }) => field !== column);
	if (other) return notMeasured('visits-unfiltered', { column: other.field });
	const query = funnelPartsQuery(ways.leads, selected, lookup(column), 1000, duckdb);
	const parts = await engine.run(parameterized(query));
	const sources = textsOf(parts, 'part').map((name) => name ?? '');
	const without = sources.find((name) => !known.has(name));
	if (without !== undefined) return notMeasured('visits-of-some-sources', { source: without });
	const plan = { costs, from, to, sources: filters.length > 0 ? sources : null };
	const result = await engine.run(parameterized(funnelVisitsQuery(plan)));
	const one = (name: string) => numbersOf(result, name)[0];
	if (one('rows_cut') > 0) return notMeasured('visits-cut');
	if (one('rows_in') === 0) return notMeasured('no-visits');
	return { measured: true, visits: one('visits') };
}
