import type { Table } from '#lib/charts/table.ts';

/** Sources the example names where the data has none. */
const MADE_UP = ['trade fair', 'paid search'];

/**
 * An example of a costs file with sources and months of the data at hand, so that only the amounts have to be changed.
 * Its last lines are for no source: sales and tools.
 *
 * @example costsExample(['webinar'], ['2026-08'], 'EUR').rows[0] // ['2026-08', 'webinar', '', 'marketing', 1200, 'EUR']
 */
export function costsExample(sources: string[], months: string[], currency: string): Table {
	const named = sources.length > 0 ? sources.slice(0, 3) : MADE_UP;
	const columns = ['month', 'source', 'campaign', 'kind'];
	const rowsOf = (month: string) => [
		...named.map((source, i) => [month, source, '', 'marketing', 1200 + 450 * i, currency]),
		[month, '', '', 'sales', 6500, currency],
		[month, '', '', 'tool', 480, currency]
	];
	return {
		columns: [
			...columns.map((label) => ({ label, kind: 'text' as const })),
			{ label: 'amount', kind: 'decimal', digits: 2 },
			{ label: 'currency', kind: 'text' }
		],
		rows: months.slice(-2).flatMap(rowsOf)
	};
}
