import type { ImpossibleOrder, Moment, MomentRole } from '#lib/domain/ingest/data-quality.ts';
import { isDated, knowsWhen, type Mapping } from '#lib/domain/mapping/mapping.ts';
import { duckdb } from '#lib/domain/query/dialect.ts';
import { join, parameterized, raw, sql, type Sql } from '#lib/domain/query/sql.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { LeadsSource } from './leads-source.ts';

const COLUMNS: Record<MomentRole, string> = {
	createdAt: 'created_at',
	workedAt: 'worked_at',
	acceptedAt: 'accepted_at',
	wonAt: 'won_at',
	lostAt: 'lost_at'
};

/** What cannot come before what. */
const ORDERS: { later: MomentRole; earlier: MomentRole }[] = [
	{ later: 'workedAt', earlier: 'createdAt' },
	{ later: 'acceptedAt', earlier: 'createdAt' },
	{ later: 'wonAt', earlier: 'createdAt' },
	{ later: 'lostAt', earlier: 'createdAt' },
	{ later: 'acceptedAt', earlier: 'workedAt' },
	{ later: 'wonAt', earlier: 'workedAt' },
	{ later: 'wonAt', earlier: 'acceptedAt' }
];

interface Dated {
	moment: Moment;
	date: Sql;
}

/**
 * Leads whose dates stand in an order that cannot be: for every pair of roles that the mapping names, and for the stages
 * that have columns of their own, each after creation and after the one that the mapping names before it.
 */
export async function countOrders(engine: Engine, source: LeadsSource): Promise<ImpossibleOrder[]> {
	const pairs = pairsOf(source);
	if (pairs.length === 0) return [];
	const counts = pairs.flatMap(([later, earlier], i) => {
		const count = (condition: Sql, name: string) =>
			sql`CAST(COUNT(CASE WHEN ${condition} THEN 1 ELSE NULL END) AS DOUBLE) AS ${raw(`${name}_${i}`)}`;
		const both = sql`${later.date} IS NOT NULL AND ${earlier.date} IS NOT NULL`;
		const wrong = sql`${duckdb.dayNumber(later.date)} < ${duckdb.dayNumber(earlier.date)}`;
		return [count(both, 'both'), count(wrong, 'wrong')];
	});
	const query = sql`SELECT ${join(counts, ', ')} FROM ${source.table}`;
	const found = await engine.run(parameterized(query));
	const one = (name: string) => numbersOf(found, name)[0];
	return pairs.map(([later, earlier], i) => ({
		later: later.moment,
		earlier: earlier.moment,
		both: one(`both_${i}`),
		wrong: one(`wrong_${i}`)
	}));
}

function pairsOf(source: LeadsSource): [later: Dated, earlier: Dated][] {
	const { mapping } = source;
	const role = (moment: MomentRole): Dated => ({ moment, date: raw(COLUMNS[moment]) });
	const roles = ORDERS.filter(({ later, earlier }) => has(mapping, later) && has(mapping, earlier));
	const stages = stagesOf(source);
	const created = has(mapping, 'createdAt') ? [role('createdAt')] : [];
	return [
		...roles.map(({ later, earlier }): [Dated, Dated] => [role(later), role(earlier)]),
		...stages.flatMap((stage) => created.map((first): [Dated, Dated] => [stage, first])),
		...stages.slice(1).map((stage, i): [Dated, Dated] => [stage, stages[i]])
	];
}

function stagesOf({ mapping, columns }: LeadsSource): Dated[] {
	return (mapping.stages ?? []).flatMap(({ stage, column }) => {
		const found = columns.find(({ name }) => name === column);
		return found?.type === 'timestamp' ? [{ moment: { stage }, date: raw(found.column) }] : [];
	});
}

function has({ outcome, ...mapping }: Mapping, role: MomentRole): boolean {
	if (role !== 'wonAt' && role !== 'lostAt') return Boolean(mapping[role]);
	return isDated(outcome) ? Boolean(outcome[role]) : knowsWhen(outcome);
}
