import { cellsAt } from '#lib/domain/cells/cells-at.ts';
import type { Cells } from '#lib/domain/cells/cells.ts';
import type { LaterLeads } from '#lib/domain/comparison/compare-scores.ts';
import type { ScoredParts } from '#lib/domain/comparison/contenders-of.ts';
import type { ClusterCounts } from '#lib/domain/logistic/cluster-covariance.ts';
import { STAMPED } from '#lib/domain/query/compared-leads-query.ts';
import type { Rule } from '#lib/domain/scorecard/scorecard.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { countSharedWins } from '#lib/server/queries/read-accounts.ts';
import { readComparedLeads, type ComparedLeads } from '#lib/server/queries/read-compared-leads.ts';
import type { PlannedLeads } from './plan-leads.ts';
import { SHARED_WINS_THAT_MATTER } from './read-evidence.ts';

/** Leads of a comparison, and those left out of it. */
export interface LeadsToCompare {
	/** All training and test leads. */
	cells: Cells;
	/** Values of each score column in each of these cells; NaN where the lead has none. */
	values: Float64Array[];
	/** Whether they were written in time, a value of `STAMPED`; of no meaning without a time stamp. */
	stamped: Uint8Array;
	/** Those that are compared. */
	parts: ScoredParts;
	later: LaterLeads;
	leftOut: LeftOut;
}

/** Leads without a score that could have been known, by the first reason that fits; all 0 without a time stamp. */
export interface LeftOut {
	/** No value in a score column. */
	noScore: number;
	/** No time stamp. */
	noStamp: number;
	/** Time stamp after the decision time. */
	lateStamp: number;
}

/** Reads the leads and parts those that have every compared score by their decision time from the others. */
export async function leadsToCompare(
	engine: Engine,
	source: LeadsSource,
	{ plan, cut }: PlannedLeads,
	rules: Rule[],
	columns: string[],
	stamp: string | null
): Promise<LeadsToCompare> {
	const { mapping } = source;
	const wanted = {
		scores: columns,
		stamp,
		worked: Boolean(mapping.workedAt),
		accepted: Boolean(mapping.acceptedAt)
	};
	const read = (accounts: boolean) =>
		readComparedLeads(engine, source, plan, cut, rules, { ...wanted, accounts });
	const found = await read(false);
	const wins = found.cells.k.reduce((sum, value) => sum + value, 0);
	const shared =
		mapping.account && wins > 0 ? (await countSharedWins(engine, source, plan, cut)) / wins : 0;
	return parted(shared > SHARED_WINS_THAT_MATTER ? await read(true) : found, stamp !== null);
}

function parted(leads: ComparedLeads, stamped: boolean): LeadsToCompare {
	const { cells, scores } = leads;
	const why = Array.from(leads.stamped, (state, c): keyof LeftOut | null => {
		if (!stamped) return null;
		if (scores.some((column) => !Number.isFinite(column[c]))) return 'noScore';
		if (state === STAMPED.never) return 'noStamp';
		return state === STAMPED.late ? 'lateStamp' : null;
	});
	const kept = (test: number) =>
		[...why.keys()].filter((c) => why[c] === null && cells.test[c] === test);
	const [train, test] = [kept(0), kept(1)];
	const count = (reason: keyof LeftOut) =>
		cells.n.reduce((sum, n, c) => (why[c] === reason ? sum + n : sum), 0);
	const { worked, accepted, account } = leads;
	const later = rowsOf(cells, test);
	return {
		cells,
		values: scores,
		stamped: leads.stamped,
		parts: {
			train: rowsOf(cells, train),
			test: later,
			trainValues: scores.map((column) => at(column, train)),
			testValues: scores.map((column) => at(column, test))
		},
		later: {
			n: later.n,
			k: later.k,
			worked: worked && { n: at(worked.n, test), k: at(worked.k, test) },
			accepted: accepted && at(accepted, test),
			accounts: account ? accountsOf(at(account, test), later) : undefined
		},
		leftOut: {
			noScore: count('noScore'),
			noStamp: count('noStamp'),
			lateStamp: count('lateStamp')
		}
	};
}

function rowsOf(cells: Cells, rows: number[]): Cells {
	return cellsAt(cells, rows);
}

function at(column: Float64Array, rows: number[]): Float64Array {
	return Float64Array.from(rows, (c) => column[c]);
}

/** Cells are told apart by account, so each is one entry; accounts are numbered as they come. */
function accountsOf(units: Float64Array, { n, k }: Cells): ClusterCounts {
	const numbers = new Map<number, number>();
	for (const unit of units) if (!numbers.has(unit)) numbers.set(unit, numbers.size);
	return {
		cluster: Uint32Array.from(units, (unit) => numbers.get(unit) as number),
		cell: Uint32Array.from(units.keys()),
		n,
		k
	};
}
