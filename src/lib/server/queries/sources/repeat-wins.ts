import { sql, type Sql } from '#lib/domain/query/sql.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { keptTable } from '#lib/server/queries/kept-table.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';

/**
 * Won leads whose account had won before: they are wins, but no new customers. Null where the data names no accounts.
 */
export async function repeatWins(engine: Engine, source: LeadsSource): Promise<Sql | null> {
	if (!source.mapping.account) return null;
	const account = sql`CAST(account AS VARCHAR)`;
	const nth = sql`ROW_NUMBER() OVER (PARTITION BY ${account} ORDER BY won_at, row_number)`;
	return keptTable(
		engine,
		'repeat_wins',
		source.fileSha256,
		sql`SELECT lead FROM (SELECT row_number AS lead, ${nth} AS nth FROM ${source.table} AS leads
		WHERE won AND account IS NOT NULL AND ${account} <> '') AS won_leads WHERE nth > 1`
	);
}
