import type { ColumnLevels } from '#lib/domain/leakage/column-levels.ts';

/** Levels from rows of [label, train n, train k, test n, test k]; label null is the empty field. */
export function levelsOf(rows: [string | null, number, number, number, number][]): ColumnLevels {
	const column = (pick: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, pick);
	return {
		kind: rows.map(([label]) => (label === null ? 'empty' : label === '(rare)' ? 'rare' : 'value')),
		label: rows.map(([label]) => (label === '(rare)' ? null : label)),
		trainN: column((row) => row[1]),
		trainK: column((row) => row[2]),
		testN: column((row) => row[3]),
		testK: column((row) => row[4]),
		n: column((row) => row[1] + row[3]),
		k: column((row) => row[2] + row[4])
	};
}
