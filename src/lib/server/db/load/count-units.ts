import type { UnitRecord } from '#lib/server/db/dataset-manifest.ts';
import type { Unit } from '#lib/domain/mapping/mapping.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { mergeLeads, possibleUnits } from './merge-leads.ts';
import { loadedRows, type LoadPlan } from './load-rows.ts';
import { plainText } from './pseudonym.ts';

export interface CountUnitsOptions {
	database: string;
	work: string;
	plan: LoadPlan;
	badRows: string;
	/** Rows `(rid, won)` of leads that were won, each by its own. */
	won: string;
	/** The deals with their leads as a SELECT; null where there are none. */
	deals: string | null;
}

/** Leads and wins that each choice of what a lead is would give, and deals that several leads share (statistics 1). */
export async function countUnits(
	engine: Engine,
	options: CountUnitsOptions
): Promise<Omit<UnitRecord, 'applied'>> {
	const choices: UnitRecord['choices'] = [];
	for (const unit of possibleUnits(options.plan)) {
		choices.push({ unit, ...(await countUnit(engine, unit, options)) });
	}
	return { choices, sharedDeals: options.deals ? await sharedDeals(engine, options.deals) : null };
}

async function countUnit(
	engine: Engine,
	unit: Unit,
	options: CountUnitsOptions
): Promise<{ leads: number; won: number }> {
	const { database, work, plan, badRows, won } = options;
	if (unit === 'account') return countAccounts(engine, options);
	const merged = `${work}.counted_unit`;
	await mergeLeads(engine, database, plan, badRows, unit, merged);
	const found = await engine.run(
		`SELECT (SELECT count(*) FROM ${loadedRows(database)}) - (SELECT count(*) FROM ${badRows}) - (SELECT count(*) FROM ${merged}) AS leads,
			(SELECT count(DISTINCT coalesce(merged.into_rid, winners.rid)) FROM (${won}) AS winners
				LEFT JOIN ${merged} AS merged ON merged.rid = winners.rid) AS won`,
		{ deadlineMs: Infinity }
	);
	await engine.run(`DROP TABLE ${merged}`);
	return { leads: numbersOf(found, 'leads')[0], won: numbersOf(found, 'won')[0] };
}

/** Accounts need no order in time: each is one, and leads without one stay alone. */
async function countAccounts(
	engine: Engine,
	{ database, plan, badRows, won }: CountUnitsOptions
): Promise<{ leads: number; won: number }> {
	const column = plan.columns.find(({ name }) => name === plan.mapping.account)?.column;
	const count = async (from: string) => {
		const found = await engine.run(
			`SELECT count(DISTINCT ${plainText('account')}) + coalesce(CAST(sum(CASE WHEN ${plainText('account')} IS NULL THEN n END) AS BIGINT), 0) AS n
			FROM (SELECT CAST(${column} AS VARCHAR) AS account, count(*) AS n FROM ${from} GROUP BY ${column})`,
			{ deadlineMs: Infinity }
		);
		return numbersOf(found, 'n')[0];
	};
	const rows = loadedRows(database);
	return {
		leads: await count(`${rows} WHERE rowid NOT IN (SELECT rid FROM ${badRows})`),
		won: await count(`${rows} WHERE rowid IN (SELECT rid FROM (${won}))`)
	};
}

async function sharedDeals(engine: Engine, deals: string) {
	const found = await engine.run(
		`SELECT count(*) AS deals, coalesce(CAST(sum(n) AS BIGINT), 0) AS leads FROM (
			SELECT count(DISTINCT lead) AS n FROM (${deals}) WHERE deal IS NOT NULL GROUP BY deal HAVING count(DISTINCT lead) > 1
		)`,
		{ deadlineMs: Infinity }
	);
	return { deals: numbersOf(found, 'deals')[0], leads: numbersOf(found, 'leads')[0] };
}
