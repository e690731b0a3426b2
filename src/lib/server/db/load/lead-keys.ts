import type { LeadKey } from '#lib/domain/mapping/lead-key.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';
import { loadedRows, type LoadPlan } from './load-rows.ts';
import { timeOf } from './leads-view.ts';
import { plainText, pseudonym } from './pseudonym.ts';
import { idColumn } from './row-checks.ts';

/** The leads as far as rows of other files look for theirs among them. */
export interface FindableLeads {
	/** The attached database with the loaded rows. */
	database: string;
	plan: LoadPlan;
	/** Table `(rid)` of the rows that are no leads. */
	badRows: string;
	/** Table `(rid, into_rid)` of leads taken for another one; null where there are none. */
	mergedRows: string | null;
	/** Row number of a lead, as an expression over `leads.rid`, and the join it needs. */
	rowNumber: { expression: string; join: string };
	/** The key of pseudonyms, where columns have become them. */
	secret: Buffer | null;
}

/**
 * What rows of other files may name leads by, as a table `(key, rid, lead, leads, first_at)`: `lead` is the row number of the lead,
 * of several the one created first; `leads` how many share the key.
 *
 * @throws WorkbenchError key-without-column where the leads have no column to be named by
 */
export async function makeLeadKeys(
	engine: Engine,
	leads: FindableLeads,
	by: LeadKey['by'],
	table: string
): Promise<void> {
	const { database, plan, badRows, mergedRows, rowNumber } = leads;
	const into = mergedRows ? 'coalesce(merged.into_rid, loaded.rowid)' : 'loaded.rowid';
	const join = mergedRows ? `LEFT JOIN ${mergedRows} AS merged ON merged.rid = loaded.rowid` : '';
	const created = `coalesce(${timeOf('createdAt', plan)}, TIMESTAMP '9999-01-01')`;
	await engine.run(
		`CREATE OR REPLACE TABLE ${table} AS
		SELECT leads.key, leads.rid, ${rowNumber.expression} AS lead, leads.leads, leads.first_at FROM (
			SELECT key, arg_min(rid, first) AS rid, count(DISTINCT rid) AS leads, min(created) AS first_at FROM (
				SELECT ${keyOfLead(leads, by)} AS key, ${into} AS rid, row(${created}, loaded.rowid) AS first, ${created} AS created
				FROM ${loadedRows(database)} AS loaded ${join}
				WHERE loaded.rowid NOT IN (SELECT rid FROM ${badRows})
			) WHERE key IS NOT NULL GROUP BY key
		) AS leads ${rowNumber.join}`,
		{ deadlineMs: Infinity }
	);
}

function keyOfLead({ plan }: FindableLeads, by: LeadKey['by']): string {
	if (by === 'id') return idColumn(plan) ?? 'CAST(loaded.rowid + 1 AS VARCHAR)';
	const name = by === 'email' ? plan.mapping.email : by.column;
	const column = plan.columns.find((each) => each.name === name)?.column;
	if (!column) {
		throw new WorkbenchError('key-without-column', { by: by === 'email' ? 'email' : by.column });
	}
	return plainText(`CAST(${column} AS VARCHAR)`);
}

/** The text of another file's key as the leads have it. */
export function keyOfRow({ plan, secret }: FindableLeads, by: LeadKey['by'], text: string): string {
	const { mapping } = plan;
	const name = by === 'id' ? mapping.id : by === 'email' ? mapping.email : by.column;
	const hidden = secret && mapping.pseudonymise?.includes(name ?? '');
	if (hidden) return pseudonym(text, secret);
	return by === 'id' ? text : plainText(text);
}
