import { LEAD_STATUS, type LeadPlan } from '#lib/domain/query/lead-status.ts';
import { statusQuery } from '#lib/domain/query/leads-query.ts';
import { parameterized } from '#lib/domain/query/sql.ts';
import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { leadsTable, type LeadsSource } from './leads-source.ts';

export type StatusCounts = Record<keyof typeof LEAD_STATUS, { leads: number; wins: number }>;

/** Leads and wins by what they count as; every lead has exactly one status. */
export async function countByStatus(
	engine: Engine,
	source: LeadsSource,
	plan: LeadPlan
): Promise<StatusCounts> {
	const result = await engine.run(parameterized(statusQuery(leadsTable(source), plan)));
	const [status, n, k] = ['status', 'n', 'k'].map((name) => numbersOf(result, name));
	const of = (code: number) => {
		const row = status.indexOf(code);
		return row === -1 ? { leads: 0, wins: 0 } : { leads: n[row], wins: k[row] };
	};
	return {
		usable: of(LEAD_STATUS.usable),
		exclusion: of(LEAD_STATUS.exclusion),
		immature: of(LEAD_STATUS.immature),
		decidedBefore: of(LEAD_STATUS.decidedBefore),
		outcomeUnknown: of(LEAD_STATUS.outcomeUnknown)
	};
}
