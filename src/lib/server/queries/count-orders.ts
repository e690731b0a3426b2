import type { ImpossibleOrder } from '#lib/domain/ingest/data-quality.ts';
import { isDated, knowsWhen, type Mapping } from '#lib/domain/mapping/mapping.ts';
import { duckdb } from '#lib/domain/query/dialect.ts';
import { join, parameterized, raw, sql } from '#lib/domain/query/sql.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { LeadsSource } from './leads-source.ts';

type Dates = ImpossibleOrder['later'] | ImpossibleOrder['earlier'];

const COLUMNS: Record<Dates, string> = {
	createdAt: 'created_at',
	workedAt: 'worked_at',
	acceptedAt: 'accepted_at',
	wonAt: 'won_at',
	lostAt: 'lost_at'
};

/** What cannot come before what. */
const ORDERS: Pick<ImpossibleOrder, 'later' | 'earlier'>[] = [
	{ later: 'workedAt', earlier: 'createdAt' },
	{ later: 'acceptedAt', earlier: 'createdAt' },
	{ later: 'wonAt', earlier: 'createdAt' },
	{ later: 'lostAt', earlier: 'createdAt' },
	{ later: 'wonAt', earlier: 'workedAt' },
	{ later: 'wonAt', earlier: 'acceptedAt' }
];

/** Leads whose dates stand in an order that cannot be, for every pair of roles that the mapping names. */
export async function countOrders(
	engine: Engine,
	{ table, mapping }: LeadsSource
): Promise<ImpossibleOrder[]> {
	const named = ORDERS.filter(({ later, earlier }) => has(mapping, later) && has(mapping, earlier));
	if (named.length === 0) return [];
	const counts = named.flatMap(({ later, earlier }, i) => {
		const day = (role: Dates) => duckdb.dayNumber(raw(COLUMNS[role]));
		const count = (condition: ReturnType<typeof sql>, name: string) =>
			sql`CAST(COUNT(CASE WHEN ${condition} THEN 1 ELSE NULL END) AS DOUBLE) AS ${raw(`${name}_${i}`)}`;
		const both = raw(`${COLUMNS[later]} IS NOT NULL AND ${COLUMNS[earlier]} IS NOT NULL`);
		return [count(both, 'both'), count(sql`${day(later)} < ${day(earlier)}`, 'wrong')];
	});
	const found = await engine.run(parameterized(sql`SELECT ${join(counts, ', ')} FROM ${table}`));
	const one = (name: string) => numbersOf(found, name)[0];
	return named.map((order, i) => ({ ...order, both: one(`both_${i}`), wrong: one(`wrong_${i}`) }));
}

function has({ outcome, ...mapping }: Mapping, role: Dates): boolean {
	if (role !== 'wonAt' && role !== 'lostAt') return Boolean(mapping[role]);
	return isDated(outcome) ? Boolean(outcome[role]) : knowsWhen(outcome);
}
