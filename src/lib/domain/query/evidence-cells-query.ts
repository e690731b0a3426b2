import type { Cells } from '#lib/domain/cells/cells.ts';
import type { Rule } from '#lib/domain/scorecard/scorecard.ts';
import { cellsFromColumns, packedStates } from './cells-query.ts';
import { acceptedState, workedState, type LeadPlan } from './lead-status.ts';
import { partsOfLeads, type LeadsTable, type SplitCut } from './leads-query.ts';
import { seededDraw } from './split-key.ts';
import { join, raw, sql, type Sql } from './sql.ts';

/** What can be counted about the leads of each cell in one pass. */
export interface CountedBeside {
	worked: boolean;
	accepted: boolean;
	/** Smallest draw of a test lead when the same leads are cut at random; null: not counted. */
	firstRandomDraw: number | null;
	value: boolean;
}

/**
 * The cells of all usable leads with what is counted beside their outcome: one pass over the leads for several parts of the
 * evidence. Columns: key_0.., part (0 training, 1 test, 2 left out for the split), n, k and, where wanted,
 * worked_n, worked_k, accepted_k, random_n, random_k, value_n, value_cents (of won training leads). Sorted by the keys.
 */
export function evidenceCellsQuery(
	rules: Rule[],
	leads: LeadsTable,
	plan: LeadPlan,
	cut: SplitCut,
	counted: CountedBeside
): Sql {
	const { packed, names } = packedStates(rules, leads.lookup, leads.dialect);
	const { from, train, test } = partsOfLeads(leads, plan, cut, counted.firstRandomDraw !== null);
	const part = sql`CASE WHEN ${train} THEN 0 WHEN ${test} THEN 1 ELSE 2 END AS part`;
	const columns = countedColumns(plan, cut, counted, leads);
	const inner = [...packed, part, raw('won_state'), ...columns.map((each) => each.of)];
	const sums = columns.flatMap((each) => each.sums);
	const grouped = join([...names, raw('part')], ', ');
	return sql`SELECT ${join([...names, raw('part'), raw('CAST(COUNT(*) AS DOUBLE) AS n'), total('won_state', 'k'), ...sums], ', ')}
FROM (SELECT ${join(inner, ',\n\t')}
	FROM ${from}) AS states
GROUP BY ${grouped} ORDER BY ${grouped}`;
}

/** Columns of `evidenceCellsQuery` in the order it gave them. */
export interface EvidenceColumns {
	keys: ArrayLike<number>[];
	part: ArrayLike<number>;
	n: ArrayLike<number>;
}

/**
 * Cells of the training and test leads, in the order of `cellsQuery`, with counts of `evidenceCellsQuery`: cells without a
 * lead are left out.
 */
export function countedCells(
	rules: Rule[],
	{ keys, part }: EvidenceColumns,
	n: ArrayLike<number>,
	k: ArrayLike<number>
): Cells {
	const rows: number[] = [];
	for (let at = 0; at < n.length; at++) if (part[at] < 2 && n[at] > 0) rows.push(at);
	return cellsFromColumns(rules, {
		keys: keys.map((key) => picked(key, rows)),
		test: picked(part, rows),
		n: picked(n, rows),
		k: picked(k, rows)
	});
}

/** Cells of all usable leads cut at random: `random` counts the test leads of each row. */
export function randomCells(
	rules: Rule[],
	{ keys, n }: EvidenceColumns,
	k: ArrayLike<number>,
	random: { n: ArrayLike<number>; k: ArrayLike<number> }
): Cells {
	const rows: number[] = [];
	const counts = { test: [] as number[], n: [] as number[], k: [] as number[] };
	const add = (at: number, test: number, leads: number, wins: number) => {
		if (leads === 0) return;
		rows.push(at);
		counts.test.push(test);
		counts.n.push(leads);
		counts.k.push(wins);
	};
	for (let at = 0; at < n.length;) {
		let [leads, wins, testLeads, testWins] = [0, 0, 0, 0];
		const first = at;
		while (at < n.length && keys.every((key) => key[at] === key[first])) {
			leads += n[at];
			wins += k[at];
			testLeads += random.n[at];
			testWins += random.k[at];
			at++;
		}
		add(first, 0, leads - testLeads, wins - testWins);
		add(first, 1, testLeads, testWins);
	}
	return cellsFromColumns(rules, { keys: keys.map((key) => picked(key, rows)), ...counts });
}

interface CountedColumn {
	of: Sql;
	sums: Sql[];
}

function countedColumns(
	plan: LeadPlan,
	{ seed }: SplitCut,
	{ worked, accepted, firstRandomDraw, value }: CountedBeside,
	{ dialect }: LeadsTable
): CountedColumn[] {
	const columns: CountedColumn[] = [];
	if (worked) {
		const sums = [total('worked', 'worked_n'), total('worked * won_state', 'worked_k')];
		columns.push({ of: sql`${workedState(plan, dialect)} AS worked`, sums });
	}
	if (accepted) {
		const sums = [total('accepted', 'accepted_k')];
		columns.push({ of: sql`${acceptedState(plan, dialect)} AS accepted`, sums });
	}
	if (firstRandomDraw !== null) {
		const draw = seededDraw(raw('unit_number'), seed);
		const sums = [total('drawn', 'random_n'), total('drawn * won_state', 'random_k')];
		columns.push({
			of: sql`CASE WHEN ${draw} >= ${firstRandomDraw} THEN 1 ELSE 0 END AS drawn`,
			sums
		});
	}
	if (value) {
		const paid = 'CASE WHEN part = 0 AND won_state = 1';
		const sums = [
			total(`${paid} AND value_cents IS NOT NULL THEN 1 ELSE 0 END`, 'value_n'),
			total(`${paid} THEN COALESCE(value_cents, 0) ELSE 0 END`, 'value_cents')
		];
		columns.push({ of: raw('value_cents'), sums });
	}
	return columns;
}

function total(of: string, name: string): Sql {
	return raw(`CAST(SUM(${of}) AS DOUBLE) AS ${name}`);
}

function picked(values: ArrayLike<number>, rows: number[]): Float64Array {
	const found = new Float64Array(rows.length);
	for (let i = 0; i < rows.length; i++) found[i] = values[rows[i]];
	return found;
}
