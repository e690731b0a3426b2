import { sparseRows, type SparseRows } from './sparse-rows.ts';

/**
 * Rows in runs: neighbours that agree in every head column share one entry of `head`, so that whatever the head columns
 * say is looked at once a run and not once a row. Cells come sorted by their packed states, so runs are long.
 */
export interface RunRows {
	rows: number;
	/** First row of each run, then the number of rows. */
	first: Uint32Array;
	/** The head columns, a row a run. */
	head: SparseRows;
	/** All other columns, a row a row; none where they are `dense`. */
	tail: SparseRows;
	/** All other columns row by row, every value, where they are so few that this is faster; else null. */
	dense: Float64Array | null;
	/** Which column each column of `head` is. */
	headColumns: Uint16Array;
	/** Which column each column of `tail` is. */
	tailColumns: Uint16Array;
}

/** Pairs of neighbours that are looked at to choose the head columns, in blocks of neighbours. */
const PAIRS = 4096;
const BLOCK = 64;
/** Tail columns up to which all their values are multiplied, zeros too: steps of equal length are faster than few steps. */
const MOST_DENSE = 4;

/**
 * Columns as rows in runs.
 *
 * @param columns - columns of equal length
 * @param rows - their length, needed where there is no column
 * @throws Error for more than 65,535 columns
 * @example runRows([Float64Array.of(1, 1, 0), Float64Array.of(0, 1, 1)], 3).rows // 3
 */
export function runRows(columns: readonly Float64Array[], rows: number): RunRows {
	const heads = headColumnsOf(columns, rows);
	const headColumns = Uint16Array.from(heads);
	const tailColumns = Uint16Array.from([...columns.keys()].filter((j) => !heads.includes(j)));
	const first = firstRows(
		heads.map((j) => columns[j]),
		rows
	);
	const runs = first.length - 1;
	const ofRuns = heads.map((j) => {
		const values = new Float64Array(runs);
		for (let r = 0; r < runs; r++) values[r] = columns[j][first[r]];
		return values;
	});
	const ofRows = Array.from(tailColumns, (j) => columns[j]);
	const few = ofRows.length <= MOST_DENSE;
	return {
		rows,
		first,
		head: sparseRows(ofRuns, runs),
		tail: sparseRows(few ? [] : ofRows, rows),
		dense: few ? denseRows(ofRows, rows) : null,
		headColumns,
		tailColumns
	};
}

function denseRows(columns: Float64Array[], rows: number): Float64Array {
	const width = columns.length;
	const dense = new Float64Array(rows * width);
	columns.forEach((column, j) => {
		for (let c = 0; c < rows; c++) dense[c * width + j] = column[c];
	});
	return dense;
}

function firstRows(columns: Float64Array[], rows: number): Uint32Array {
	const changed = new Uint8Array(rows);
	if (rows > 0) changed[0] = 1;
	for (const column of columns) {
		for (let c = 1; c < rows; c++) if (column[c] !== column[c - 1]) changed[c] = 1;
	}
	let runs = 0;
	for (let c = 0; c < rows; c++) runs += changed[c];
	const first = new Uint32Array(runs + 1);
	let run = 0;
	for (let c = 0; c < rows; c++) if (changed[c]) first[run++] = c;
	first[runs] = rows;
	return first;
}

/** The columns that change so seldom from row to row that a pass is cheapest with them as heads; ascending. */
function headColumnsOf(columns: readonly Float64Array[], rows: number): number[] {
	const look = neighbours(rows);
	if (look.length === 0) return [];
	const changes = columns.map((column) => shareOf(look, (c) => column[c] !== column[c - 1]));
	const filled = columns.map((column) => shareOf(look, (c) => column[c] !== 0));
	const bySteadiness = [...columns.keys()].sort((a, b) => changes[a] - changes[b] || a - b);
	const runs = runsByHeads(bySteadiness, columns, look);
	let best = { cost: Infinity, heads: 0 };
	let inHead = 0;
	const all = filled.reduce((sum, share) => sum + share, 0);
	for (let heads = 0; heads <= columns.length; heads++) {
		if (heads > 0) inHead += filled[bySteadiness[heads - 1]];
		const cost = costOfPass(runs[heads], inHead, all - inHead, columns.length - heads);
		if (cost < best.cost) best = { cost, heads };
	}
	return bySteadiness.slice(0, best.heads).sort((a, b) => a - b);
}

/** Arithmetic of a pass for each row: what its tail costs, and its share of what a run costs. */
function costOfPass(runs: number, inHead: number, inTail: number, tails: number): number {
	const ofRun = inHead ** 2 / 2 + 2 * inHead + tails * (1 + inHead / 2);
	const ofRow = tails <= MOST_DENSE ? (tails ** 2 + 5 * tails) / 4 : inTail ** 2 / 2 + 5 * inTail;
	return ofRow + runs * ofRun;
}

/** Rows whose difference from the row before is looked at: all, or even blocks of them. */
function neighbours(rows: number): number[] {
	if (rows <= PAIRS) return Array.from({ length: Math.max(0, rows - 1) }, (_, i) => i + 1);
	const blocks = PAIRS / BLOCK;
	return Array.from({ length: PAIRS }, (_, i) => {
		const start = Math.floor((Math.floor(i / BLOCK) * (rows - BLOCK - 1)) / (blocks - 1));
		return start + 1 + (i % BLOCK);
	});
}

function shareOf(look: number[], is: (row: number) => boolean): number {
	return look.reduce((count, c) => count + (is(c) ? 1 : 0), 0) / look.length;
}

/** Runs a row, by how many of the steadiest columns are heads. */
function runsByHeads(
	bySteadiness: number[],
	columns: readonly Float64Array[],
	look: number[]
): number[] {
	const firstChange = new Float64Array(columns.length + 1);
	for (const c of look) {
		const rank = bySteadiness.findIndex((j) => columns[j][c] !== columns[j][c - 1]);
		firstChange[rank === -1 ? columns.length : rank]++;
	}
	let runs = 0;
	return Array.from({ length: columns.length + 1 }, (_, heads) => {
		if (heads > 0) runs += firstChange[heads - 1] / look.length;
		return runs;
	});
}
