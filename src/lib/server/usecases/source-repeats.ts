import { duckdb } from '#lib/domain/query/dialect.ts';
import { monthText } from '#lib/domain/query/month-text.ts';
import {
	customerDealsQuery,
	repeatRevenueQuery,
	secondDealsQuery
} from '#lib/domain/query/source-deals-query.ts';
import { parameterized } from '#lib/domain/query/sql.ts';
import { convertCents, type RateTable } from '#lib/domain/roi/exchange-rates.ts';
import {
	repeatCustomers,
	type ProductStep,
	type RepeatCustomers,
	type SourceCustomers
} from '#lib/domain/sources/repeat-customers.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { numbersOf, numbersOrNull, textsOf } from '#lib/server/engine/columns.ts';
import { keptTable } from '#lib/server/queries/kept-table.ts';
import type { FigureDesk } from './figure-desk.ts';
import type { SourceGroups } from './source-by.ts';

/** Customers of the selected leads who bought again. @returns not measured: `no-deal-file`, `no-customers` */
export async function sourceRepeats(
	desk: FigureDesk,
	groups: SourceGroups,
	rates: RateTable
): Promise<Measured<RepeatCustomers>> {
	const { engine, source, selected, dataDate } = desk;
	if (!source.deals) return notMeasured('no-deal-file');
	const query = customerDealsQuery(groups.leads, selected, source.deals.table, dataDate);
	const deals = await keptTable(engine, 'customer_deals', source.fileSha256, query, { most: 2 });
	const sources = await customersBySource(desk, repeatRevenueQuery(deals), rates);
	const found = await engine.run(parameterized(secondDealsQuery(deals, duckdb)));
	const [day, n] = ['day', 'n'].map((name) => numbersOf(found, name));
	const [before, after] = ['before', 'after'].map((name) => textsOf(found, name) as string[]);
	const steps = new Map<string, ProductStep>();
	before.forEach((product, i) => {
		if (product === '' && after[i] === '') return;
		const key = JSON.stringify([product, after[i]]);
		const step = steps.get(key) ?? { before: product, after: after[i], customers: 0 };
		step.customers += n[i];
		steps.set(key, step);
	});
	return repeatCustomers(sources, { day, n }, [...steps.values()]);
}

async function customersBySource(
	{ engine }: FigureDesk,
	query: ReturnType<typeof repeatRevenueQuery>,
	rates: RateTable
): Promise<SourceCustomers[]> {
	const found = await engine.run(parameterized(query));
	const [group, currency] = ['grp', 'currency'].map((name) => textsOf(found, name));
	const [first, month, deals, seconds] = ['first', 'month', 'deals', 'seconds'].map((name) =>
		numbersOf(found, name)
	);
	const amounts = numbersOrNull(found, 'cents');
	const sources = new Map<string, SourceCustomers>();
	first.forEach((isFirst, i) => {
		const name = group[i] ?? '';
		const known = sources.get(name) ?? {
			source: name,
			customers: 0,
			repeaters: 0,
			firstCents: 0,
			laterCents: 0
		};
		const converted = convertCents(amounts[i] ?? 0, currency[i], monthText(month[i]), rates);
		const add = (sum: number | null) =>
			sum === null || !converted.measured ? null : sum + converted.cents;
		if (isFirst === 1) {
			known.customers += deals[i];
			known.firstCents = add(known.firstCents);
		} else {
			known.repeaters += seconds[i];
			known.laterCents = add(known.laterCents);
		}
		sources.set(name, known);
	});
	return [...sources.values()];
}
