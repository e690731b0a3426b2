import type { SideMappings } from '#lib/domain/mapping/dataset-mapping.ts';
import type { KeyMatches } from '#lib/server/db/dataset-manifest.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { findPositions } from './find-positions.ts';
import { makeLeadKeys, type FindableLeads } from './lead-keys.ts';
import { sameAsFirst } from './load-lookups.ts';
import type { LoadedSide } from './load-side.ts';
import { findBadRows } from './row-checks.ts';
import type { SidePlan } from './side-plan.ts';
import { sideSelect } from './side-select.ts';
import { writeRejects } from './write-rejects.ts';

/** A side whose rows have found their leads. */
export interface MatchedSide extends LoadedSide {
	badRows: string;
	/** Its good rows, see `sideSelect`. */
	select: string;
	keys: KeyMatches | null;
}

/**
 * Finds the lead of every row and rejects the rows that cannot be used or have none. Rows of one deal and lead that say the
 * same are one, those that contradict the first are rejected.
 */
export async function matchSide<R extends SidePlan['role']>(
	engine: Engine,
	side: LoadedSide,
	role: R,
	mapping: SideMappings[R],
	options: { leads: FindableLeads; leadCount: number; rejects: string; secret: boolean }
): Promise<MatchedSide> {
	const { plan, rows, parts } = side;
	const [badRows, keys, positions] = ['bad', 'keys', 'positions'].map((each) => `${rows}_${each}`);
	const id =
		plan.id && plan.key ? `(CASE WHEN ${plan.id} IS NOT NULL THEN row(${plan.id}, key) END)` : null;
	await findBadRows(engine, rows, badRows, side.checks, id);
	if (id) await sameAsFirst(engine, rows, badRows);
	const checks = [...side.checks];
	let matches: KeyMatches | null = null;
	if (plan.key) {
		await makeLeadKeys(engine, options.leads, plan.key.by, keys);
		matches = await countMatches(engine, plan.key, rows, badRows, keys, options.leadCount);
		checks.push({
			code: 'unmatched-lead',
			column: plan.key.column,
			condition: 'false',
			found: 'key'
		});
		if (matches.unmatchedRows > 0) {
			await engine.run(
				`INSERT INTO ${badRows} SELECT loaded.rowid, ${checks.length - 1}, NULL FROM ${rows} AS loaded
				ANTI JOIN ${keys} AS leads ON leads.key = loaded.key
				WHERE loaded.rowid NOT IN (SELECT rid FROM ${badRows})`,
				{ deadlineMs: Infinity }
			);
		}
	}
	const only = `rowid IN (SELECT rid FROM ${badRows} UNION ALL SELECT first_rid FROM ${badRows})`;
	await findPositions(engine, rows, positions, parts, only);
	const idOfRow = id && plan.fields.find(({ as }) => as === plan.id);
	await writeRejects(engine, options.rejects, {
		role,
		parts,
		rows,
		badRows,
		positions,
		checks,
		id: idOfRow ? { name: idOfRow.column, column: `CAST(${plan.id} AS VARCHAR)` } : null,
		secret: options.secret
	});
	const select = sideSelect(role, mapping, { plan, rows, badRows, keys });
	return { ...side, checks, badRows, select, keys: matches };
}

async function countMatches(
	engine: Engine,
	{ column, by }: NonNullable<SidePlan['key']>,
	rows: string,
	badRows: string,
	keys: string,
	leadCount: number
): Promise<KeyMatches> {
	const found = await engine.run(
		`SELECT count(leads.lead) AS matched, count(*) - count(leads.lead) AS unmatched,
			coalesce(CAST(sum(CASE WHEN leads.lead IS NULL THEN used.n END) AS BIGINT), 0) AS unmatched_rows,
			count(DISTINCT leads.lead) AS leads_matched,
			count(CASE WHEN leads.leads > 1 THEN 1 END) AS shared
		FROM (
			SELECT key, count(*) AS n FROM ${rows} WHERE rowid NOT IN (SELECT rid FROM ${badRows}) GROUP BY key
		) AS used LEFT JOIN ${keys} AS leads ON leads.key = used.key`,
		{ deadlineMs: Infinity }
	);
	const one = (name: string) => numbersOf(found, name)[0];
	return {
		column,
		by: typeof by === 'string' ? by : by.column,
		matched: one('matched'),
		unmatched: one('unmatched'),
		unmatchedRows: one('unmatched_rows'),
		leadsMatched: one('leads_matched'),
		leadsUnmatched: leadCount - one('leads_matched'),
		shared: one('shared')
	};
}
