import { isDated, isFlag, type Mapping } from '#lib/domain/mapping/mapping.ts';
import type { UnitRecord } from '#lib/server/db/dataset-manifest.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { quoteText } from '#lib/server/engine/quote.ts';
import type { JudgedLeads } from './build-dataset.ts';
import { countUnits } from './count-units.ts';
import type { LoadedLeads } from './load-leads.ts';
import { loadedRows } from './load-rows.ts';
import type { LoadedSides } from './load-sides.ts';
import { leadEnds } from './leads-view.ts';

/** What the choices of what a lead is would give, by the outcome that the mapping asks for. */
export async function unitRecord(
	engine: Engine,
	mapping: Mapping,
	{ plan }: LoadedLeads,
	{ badRows, findable }: JudgedLeads,
	{ selects }: LoadedSides
): Promise<UnitRecord> {
	const { outcome } = mapping;
	const rows = `${loadedRows(findable.database)} AS loaded`;
	const own = `SELECT loaded.rowid AS rid FROM ${rows}
		WHERE ${leadEnds(plan).won} AND loaded.rowid NOT IN (SELECT rid FROM ${badRows})`;
	const together = (tables: string[] = []) =>
		tables.length > 0 ? tables.join(' UNION ALL ') : null;
	const deals = together(selects.deals);
	const stages = together(selects.stages);
	const fromDeals = `SELECT rid FROM (${deals}) WHERE won`;
	const elsewhere = !isFlag(outcome) && !isDated(outcome);
	const fromStages =
		elsewhere && outcome.from === 'stages'
			? `SELECT rid FROM (${stages}) WHERE stage IN (${outcome.won.map(quoteText).join(', ')})`
			: null;
	const won = elsewhere ? (fromStages ?? fromDeals) : own;
	const where = { database: findable.database, work: 'work', plan, badRows };
	const counted = await countUnits(engine, { ...where, won, deals });
	return { applied: mapping.unit ?? 'lead', ...counted };
}
