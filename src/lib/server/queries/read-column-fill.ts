import type { FillCounts } from '#lib/domain/leakage/fill-counts.ts';
import { columnFillQuery, KNOWN } from '#lib/domain/query/column-fill-query.ts';
import type { LeadPlan } from '#lib/domain/query/lead-status.ts';
import { parameterized, raw } from '#lib/domain/query/sql.ts';
import { numbersOf, textsOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { leadsTable, type LeadsSource, type SourceColumn } from './leads-source.ts';

const GROUPS = { [KNOWN.lost]: 'lost', [KNOWN.won]: 'won', [KNOWN.open]: 'open' } as const;

/** How often each column is filled, by source and by what is known of the leads. */
export async function readColumnFill(
	engine: Engine,
	source: LeadsSource,
	plan: LeadPlan,
	columns: SourceColumn[]
): Promise<FillCounts[]> {
	const values = columns.map(({ column }) => raw(column));
	const query = columnFillQuery(values, leadsTable(source), plan);
	const found = await engine.run(parameterized(query));
	const known = Array.from(numbersOf(found, 'known'), (code) => GROUPS[code as 0 | 1 | 2]);
	const kind = textsOf(found, 'source');
	const n = numbersOf(found, 'n');
	return columns.map((_, i) => ({
		kind,
		group: known,
		n,
		filled: numbersOf(found, `filled_${i}`)
	}));
}
