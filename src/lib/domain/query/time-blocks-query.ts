import type { Cells } from '#lib/domain/cells/cells.ts';
import type { Rule } from '#lib/domain/scorecard/scorecard.ts';
import { cellsFromColumns, packedStates } from './cells-query.ts';
import type { LeadPlan } from './lead-status.ts';
import { splitLeads, type LeadsTable, type SplitCut } from './leads-query.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/** Blocks of training and of test leads: with 30 % of the leads for the test all ten are about equally large. */
export const BLOCKS = { train: 7, test: 3 };

/**
 * Training and test leads by rule states and time block. Blocks hold about equally many leads, never cut a split key in two
 * and never mix training with test leads. Columns: key_0.., test, block, n, k; sorted by the keys, then the part and block.
 * Where many leads share a key there are fewer blocks, and their numbers have gaps.
 */
export function timeBlocksQuery(
	rules: Rule[],
	leads: LeadsTable,
	plan: LeadPlan,
	cut: SplitCut
): Sql {
	const { packed, names } = packedStates(rules, leads.lookup, leads.dialect);
	const { from, where } = splitLeads(leads, plan, cut);
	const { columns, ends } = blockEnds(leads);
	const begun = ends.map((end) => sql`CASE WHEN split_key > ${end} THEN 1 ELSE 0 END`);
	const block = sql`test * ${raw(String(BLOCKS.train))} + ${join(begun, ' + ')} AS block`;
	const grouped = join([...names, raw('test'), raw('block')], ', ');
	return sql`SELECT ${grouped}, CAST(COUNT(*) AS DOUBLE) AS n, CAST(SUM(won_state) AS DOUBLE) AS k
FROM (SELECT ${join([...packed, raw('test'), block, raw('won_state')], ',\n\t')}
	FROM ${from} CROSS JOIN (SELECT ${join(columns, ', ')} FROM ${from} WHERE ${where}) AS ends WHERE ${where}) AS states
GROUP BY ${grouped} ORDER BY ${grouped}`;
}

/** The last split keys of all but the last block of either part. */
function blockEnds({ dialect }: LeadsTable): { columns: Sql[]; ends: Sql[] } {
	const columns: Sql[] = [];
	const ends: Sql[] = [];
	for (const [test, blocks] of [
		[0, BLOCKS.train],
		[1, BLOCKS.test]
	]) {
		const keys = sql`CASE WHEN test = ${raw(String(test))} THEN split_key END`;
		for (let i = 1; i < blocks; i++) {
			const name = raw(`end_${test}_${i}`);
			columns.push(sql`${dialect.quantile(keys, i / blocks)} AS ${name}`);
			ends.push(sql`CASE WHEN test = ${raw(String(test))} THEN ${name} END`);
		}
	}
	return { columns, ends };
}

/** Cells and their blocks from the columns of `timeBlocksQuery`, in its order; blocks numbered from 0 without gaps. */
export function timeBlocks(
	rules: Rule[],
	columns: {
		keys: ArrayLike<number>[];
		test: ArrayLike<number>;
		block: ArrayLike<number>;
		n: ArrayLike<number>;
		k: ArrayLike<number>;
	}
): { cells: Cells; block: Uint8Array } {
	const found = [...new Set(Array.from(columns.block))].sort((a, b) => a - b);
	const numbers = new Map(found.map((block, number) => [block, number]));
	const block = Uint8Array.from(columns.block, (each) => numbers.get(each) as number);
	return { cells: cellsFromColumns(rules, columns), block };
}
