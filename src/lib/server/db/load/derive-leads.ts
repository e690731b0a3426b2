import { isDated, isFlag, type Outcome } from '#lib/domain/mapping/mapping.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { quoteText } from '#lib/server/engine/quote.ts';
import { loadedRows, type LoadPlan } from './load-rows.ts';
import { leadEnds } from './leads-view.ts';

/** Columns of leads whose outcome is not read off their own row. */
export const DERIVED = [
	'derived_won',
	'derived_won_at',
	'derived_lost_at',
	'derived_value_cents',
	'derived_worked_at',
	'derived_accepted_at'
];

export interface DeriveOptions {
	database: string;
	plan: LoadPlan;
	badRows: string;
	mergedRows: string | null;
	/** Tables of deals and stages by `rid`, where they say something of the outcome. */
	deals: string | null;
	stages: string | null;
	/** Whether the value of a lead is that of its deals. */
	valueOfDeals: boolean;
}

/**
 * How each lead ended, by its own row, its deals or its stages, leads that were merged into it included: it is won when
 * any of them is, from the earliest date; open while any of them is and none won. A table `(rid, derived_…)`.
 */
export async function deriveLeads(
	engine: Engine,
	options: DeriveOptions,
	table: string
): Promise<void> {
	const { database, badRows, mergedRows } = options;
	const into = mergedRows ? 'coalesce(merged.into_rid, loaded.rowid)' : 'loaded.rowid';
	const join = mergedRows ? `LEFT JOIN ${mergedRows} AS merged ON merged.rid = loaded.rowid` : '';
	const { columns, joins } = ownEnds(options);
	await engine.run(
		`CREATE OR REPLACE TABLE ${table} AS SELECT rid,
			CASE WHEN bool_or(won) THEN true WHEN bool_or(open) THEN NULL ELSE false END AS derived_won,
			min(won_at) AS derived_won_at,
			CASE WHEN bool_or(won) OR bool_or(lost_at IS NULL) THEN NULL ELSE max(lost_at) END AS derived_lost_at,
			CAST(sum(value_cents) AS BIGINT) AS derived_value_cents,
			min(worked_at) AS derived_worked_at, min(accepted_at) AS derived_accepted_at
		FROM (
			SELECT ${into} AS rid, ${columns} FROM ${loadedRows(database)} AS loaded ${join} ${joins}
			WHERE loaded.rowid NOT IN (SELECT rid FROM ${badRows})
		) GROUP BY rid`,
		{ deadlineMs: Infinity }
	);
}

/** The end of every row before leads are merged. */
function ownEnds({ plan, deals, stages, valueOfDeals }: DeriveOptions) {
	const { outcome } = plan.mapping;
	const own = leadEnds(plan);
	const from = !isFlag(outcome) && !isDated(outcome) ? outcome.from : null;
	const side = from === 'deals' ? 'of_deals' : from === 'stages' ? 'of_stages' : null;
	const end = (name: string, ofLead: string) => (side ? `${side}.${name}` : ofLead);
	const won = side ? `coalesce(${side}.won, false)` : own.won;
	const open = from === 'deals' ? 'coalesce(of_deals.open, false)' : `${won} IS NULL`;
	const accepted =
		from === 'stages' && !plan.mapping.acceptedAt ? 'of_stages.accepted_at' : own.acceptedAt;
	const value = valueOfDeals ? 'of_deals.value_cents' : own.valueCents;
	const columns = [
		`${won} AS won`,
		`${open} AS open`,
		`${end('won_at', own.wonAt)} AS won_at`,
		`${end('lost_at', own.lostAt)} AS lost_at`,
		`${value} AS value_cents`,
		`${own.workedAt} AS worked_at`,
		`${accepted} AS accepted_at`
	].join(', ');
	const joins = [
		...(deals
			? [`LEFT JOIN (${endsOfDeals(deals)}) AS of_deals ON of_deals.rid = loaded.rowid`]
			: []),
		...(stages && from === 'stages'
			? [
					`LEFT JOIN (${endsOfStages(stages, outcome)}) AS of_stages ON of_stages.rid = loaded.rowid`
				]
			: [])
	];
	return { columns, joins: joins.join(' ') };
}

/** A deal that several leads share brings its value to the first of them alone (statistics 1). */
function endsOfDeals(deals: string): string {
	return `SELECT rid, bool_or(won IS TRUE) AS won, NOT bool_or(won IS TRUE) AND bool_or(won IS NULL) AS open,
		min(CASE WHEN won THEN closed_at END) AS won_at,
		CASE WHEN bool_or(won IS TRUE) OR bool_or(won IS NULL) THEN NULL ELSE max(closed_at) END AS lost_at,
		sum(CASE WHEN won AND credited THEN amount END) AS value_cents
		FROM ${deals} GROUP BY rid`;
}

/** A lead that went on to another stage after it was lost is not lost. */
function endsOfStages(stages: string, outcome: Outcome): string {
	if (!('from' in outcome) || outcome.from !== 'stages') throw new Error('derive: no stages');
	const isOneOf = (values: string[]) =>
		values.length > 0 ? `stage IN (${values.map(quoteText).join(', ')})` : 'false';
	const [won, lost, accepted] = [outcome.won, outcome.lost, outcome.accepted ?? []].map(isOneOf);
	return `SELECT rid, bool_or(${won}) AS won, min(CASE WHEN ${won} THEN "at" END) AS won_at,
		CASE WHEN bool_or(${won}) OR max(CASE WHEN NOT (${lost}) THEN "at" END) > max(CASE WHEN ${lost} THEN "at" END)
			THEN NULL ELSE max(CASE WHEN ${lost} THEN "at" END) END AS lost_at,
		min(CASE WHEN ${accepted} THEN "at" END) AS accepted_at
		FROM ${stages} GROUP BY rid`;
}
