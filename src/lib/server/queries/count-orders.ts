import type { ImpossibleOrder, Moment, MomentRole } from '#lib/domain/ingest/data-quality.ts';
import { datasetStages } from '#lib/domain/funnel/dataset-stages.ts';
import { isDated, knowsWhen, type Mapping } from '#lib/domain/mapping/mapping.ts';
import { duckdb } from '#lib/domain/query/dialect.ts';
import { join, parameterized, raw, sql, type Sql } from '#lib/domain/query/sql.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { LeadsSource } from './leads-source.ts';
import { leadsWithStages, stageNames } from './stage-dates.ts';

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
 * Leads whose dates stand in an order that cannot be: for every pair of roles that the mapping names; for the stages that
 * have columns of their own, each after creation and after the one that the mapping names before it; and for those of a
 * file of stages, by the first time at each: after creation, after the known one before it in the usual order of a funnel,
 * and none after the win.
 */
export async function countOrders(engine: Engine, source: LeadsSource): Promise<ImpossibleOrder[]> {
	const { leads, stages } = await namedStages(engine, source);
	const pairs = [...pairsOf(source), ...pairsOfStages(source, stages)];
	if (pairs.length === 0) return [];
	const counts = pairs.flatMap(([later, earlier], i) => {
		const count = (condition: Sql, name: string) =>
			sql`CAST(COUNT(CASE WHEN ${condition} THEN 1 ELSE NULL END) AS DOUBLE) AS ${raw(`${name}_${i}`)}`;
		const both = sql`${later.date} IS NOT NULL AND ${earlier.date} IS NOT NULL`;
		const wrong = sql`${duckdb.dayNumber(later.date)} < ${duckdb.dayNumber(earlier.date)}`;
		return [count(both, 'both'), count(wrong, 'wrong')];
	});
	const query = sql`SELECT ${join(counts, ', ')} FROM ${leads} AS leads`;
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

/** The leads with the first time at each stage that a file of stages names, in the usual order. */
async function namedStages(
	engine: Engine,
	source: LeadsSource
): Promise<{ leads: Sql; stages: Dated[] }> {
	const { stages, mapping, table } = source;
	if (!stages) return { leads: table, stages: [] };
	const names = stages.names ?? (await stageNames(engine, stages.table));
	const { outcome } = mapping;
	const lost = 'from' in outcome && outcome.from === 'stages' ? outcome.lost : [];
	const { usual, waysOut } = datasetStages({ names, lost, accepted: false, timeColumns: [] });
	const own = (mapping.stages ?? []).map(({ stage }) => stage);
	const known = usual.filter(({ id, from, kind }) => {
		return from === 'named' && kind !== 'other' && !own.includes(id);
	});
	return {
		leads: await leadsWithStages(engine, source, names, waysOut),
		stages: known.map(({ id }) => {
			return { moment: { stage: id }, date: raw(`stage_${names.indexOf(id)}`) };
		})
	};
}

function pairsOfStages(
	{ mapping }: LeadsSource,
	stages: Dated[]
): [later: Dated, earlier: Dated][] {
	const role = (moment: MomentRole): Dated[] =>
		has(mapping, moment) ? [{ moment, date: raw(COLUMNS[moment]) }] : [];
	const [created, won] = [role('createdAt'), role('wonAt')];
	return [
		...stages.flatMap((stage) => created.map((first): [Dated, Dated] => [stage, first])),
		...stages.slice(1).map((stage, i): [Dated, Dated] => [stage, stages[i]]),
		...stages.flatMap((stage) => won.map((last): [Dated, Dated] => [last, stage]))
	];
}

function has({ outcome, ...mapping }: Mapping, role: MomentRole): boolean {
	if (role !== 'wonAt' && role !== 'lostAt') return Boolean(mapping[role]);
	return isDated(outcome) ? Boolean(outcome[role]) : knowsWhen(outcome);
}
