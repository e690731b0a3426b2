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

/** Cells of the training and test leads with other counts: cells without a lead are left out. */
export function countedCells(
	rules: Rule[],
	{ keys, part }: EvidenceColumns,
	n: ArrayLike<number>,
	k: ArrayLike<number>
): Cells {
	const rows = rowsWhere(part, (at) => part[at] < 2 && n[at] > 0);
	const pick = (values: ArrayLike<number>) => Float64Array.from(rows, (at) => values[at]);
	return cellsFromColumns(rules, {
		keys: keys.map(pick),
		test: pick(part),
		n: pick(n),
		k: pick(k)
	});
}

/** Cells of all usable leads cut at random: `random` counts the test leads of each row. */
export function randomCells(
	rules: Rule[],
	{ keys, part, n }: EvidenceColumns,
	k: ArrayLike<number>,
	random: { n: ArrayLike<number>; k: ArrayLike<number> }
): Cells {
	const first = rowsWhere(part, (at) => at === 0 || keys.some((key) => key[at] !== key[at - 1]));
	const summed = (values: ArrayLike<number>) =>
		first.map((from, i) => sumBetween(values, from, first[i + 1] ?? n.length));
	const [all, wins, testLeads, testWins] = [n, k, random.n, random.k].map(summed);
	const sides = first.flatMap((at, i) => [
		{ at, test: 0, n: all[i] - testLeads[i], k: wins[i] - testWins[i] },
		{ at, test: 1, n: testLeads[i], k: testWins[i] }
	]);
	const held = sides.filter((side) => side.n > 0);
	return cellsFromColumns(rules, {
		keys: keys.map((key) => held.map(({ at }) => key[at])),
		test: held.map(({ test }) => test),
		n: held.map((side) => side.n),
		k: held.map((side) => side.k)
	});
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

function rowsWhere(rows: ArrayLike<number>, holds: (at: number) => boolean): number[] {
	const found: number[] = [];
	for (let at = 0; at < rows.length; at++) if (holds(at)) found.push(at);
	return found;
}

function sumBetween(values: ArrayLike<number>, from: number, to: number): number {
	let sum = 0;
	for (let at = from; at < to; at++) sum += values[at];
	return sum;
}
