import type { Cells } from '#lib/domain/cells/cells.ts';
import type { Rule } from '#lib/domain/scorecard/scorecard.ts';
import { packedKeys, packedStates } from './cells-query.ts';
import type { LeadPlan } from './lead-status.ts';
import { partsOfLeads, splitLeads, type LeadsTable, type SplitCut } from './leads-query.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/** Wins among training and test leads that share an account with another win; column shared, 0 where there is none. */
export function sharedWinsQuery(leads: LeadsTable, plan: LeadPlan, cut: SplitCut): Sql {
	const { from, where } = splitLeads(leads, plan, cut);
	return sql`SELECT CAST(COALESCE(SUM(CASE WHEN wins > 1 THEN wins ELSE 0 END), 0) AS DOUBLE) AS shared
FROM (SELECT account, SUM(won_state) AS wins FROM ${from}
	WHERE won_state = 1 AND account IS NOT NULL AND (${where}) GROUP BY account) AS wins_of_account`;
}

/**
 * Leads and wins by rule states, part and account; a lead without an account stands for itself. Columns: key_0.., test,
 * unit_number (first row of the account), n, k; sorted like the cells, so that the two can be read side by side.
 */
export function accountCountsQuery(
	rules: Rule[],
	leads: LeadsTable,
	plan: LeadPlan,
	cut: SplitCut
): Sql {
	const { packed, names } = packedStates(rules, leads.lookup, leads.dialect);
	const { from, train, test } = partsOfLeads(leads, plan, cut, true);
	const grouped = join([...names, raw('test'), raw('unit_number')], ', ');
	return sql`SELECT ${grouped}, CAST(COUNT(*) AS DOUBLE) AS n, CAST(SUM(won_state) AS DOUBLE) AS k
FROM (SELECT ${join([...packed, raw('test'), raw('unit_number'), raw('won_state')], ',\n\t')}
	FROM ${from} WHERE ${train} OR ${test}) AS states
GROUP BY ${grouped} ORDER BY ${grouped}`;
}

export interface AccountColumns {
	keys: ArrayLike<number>[];
	test: ArrayLike<number>;
	unit: ArrayLike<number>;
	n: ArrayLike<number>;
	k: ArrayLike<number>;
}

/** One entry for each account and cell that share leads. */
export interface AccountCounts {
	/** Account of the entry, from 0. */
	cluster: Uint32Array;
	/** Cell of the entry within its part. */
	cell: Uint32Array;
	n: Float64Array;
	k: Float64Array;
}

/**
 * Counts by account and cell of each part, the accounts numbered from 0 in every part.
 *
 * @param cells - of the calibration, sorted as `cellsQuery` sorts them
 * @throws Error where an entry has no cell
 */
export function accountCounts(
	rules: Rule[],
	cells: Cells,
	columns: AccountColumns
): { train: AccountCounts; test: AccountCounts } {
	const cell = cellOfRows(packedKeys(rules, cells), cells.test, columns);
	const within = indexInPart(cells.test);
	const [train, test] = [0, 1].map((part) => {
		const rows = [...cell.keys()].filter((at) => columns.test[at] === part);
		const numbers = new Map<number, number>();
		const cluster = rows.map((at) => {
			const number = numbers.get(columns.unit[at]) ?? numbers.size;
			numbers.set(columns.unit[at], number);
			return number;
		});
		return {
			cluster: Uint32Array.from(cluster),
			cell: Uint32Array.from(rows, (at) => within[cell[at]]),
			n: Float64Array.from(rows, (at) => columns.n[at]),
			k: Float64Array.from(rows, (at) => columns.k[at])
		};
	});
	return { train, test };
}

/** Both lists are in the same order, so one walk finds the cell of every row. */
function cellOfRows(
	cellKeys: Int32Array[],
	cellTest: Uint8Array,
	{ keys, test }: AccountColumns
): Uint32Array {
	let c = 0;
	return Uint32Array.from(test, (part, at) => {
		const isOf = () => cellTest[c] === part && cellKeys.every((key, i) => key[c] === keys[i][at]);
		while (c < cellTest.length && !isOf()) c++;
		if (c === cellTest.length) throw new Error(`accountCounts: entry ${at} has no cell`);
		return c;
	});
}

/** Position of each cell among the cells of its part. */
function indexInPart(test: Uint8Array): Uint32Array {
	const counted = [0, 0];
	return Uint32Array.from(test, (part) => counted[part]++);
}
