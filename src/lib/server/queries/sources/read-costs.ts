import { parameterized, raw, sql } from '#lib/domain/query/sql.ts';
import type { BookedCost, CostKind } from '#lib/domain/roi/monthly-costs.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';

/** Costs as they were booked, those of equal days, source, campaign, kind and currency together; none without a file of costs. */
export async function readCosts(
	engine: Engine,
	{ costs }: Pick<LeadsSource, 'costs'>
): Promise<BookedCost[]> {
	if (!costs) return [];
	const text = (column: string) => raw(`NULLIF(trim(CAST(${column} AS VARCHAR)), '') AS ${column}`);
	const query = sql`SELECT day, COALESCE(until, day) AS until, ${text('source')}, ${text('campaign')}, ${text('kind')}, ${text('currency')},
	CAST(SUM(amount) AS DOUBLE) AS cents
FROM ${costs.table} WHERE amount IS NOT NULL AND day IS NOT NULL
GROUP BY ALL ORDER BY day, until, source, campaign, kind, currency`;
	const found = await engine.run(parameterized(query));
	const [day, until, cents] = ['day', 'until', 'cents'].map((name) => numbersOf(found, name));
	const [source, campaign, kind, currency] = ['source', 'campaign', 'kind', 'currency'].map(
		(name) => textsOf(found, name)
	);
	return Array.from(cents, (amount, i) => ({
		day: isoDay(day[i]),
		until: isoDay(Math.max(day[i], until[i])),
		source: source[i],
		campaign: campaign[i],
		kind: kind[i] as CostKind | null,
		cents: amount,
		currency: currency[i]
	}));
}

function isoDay(ms: number): string {
	return new Date(ms).toISOString().slice(0, 10);
}
