import { numbersOf } from '#lib/server/engine/columns.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import { MOST_LEVELS, type WantedColumn, type WholeColumn } from './profile-columns.ts';
import type { SampledColumn } from './sample-columns.ts';

/** Table with the levels of the first rows, as `profileWhole` makes one of all rows. */
const LEVELS = 'promised_levels';

/**
 * What the first rows promise of all rows: most files keep it, and are then read once instead of twice. Null where the first
 * rows leave something open: several readings, a column that a role reads otherwise than it looks, a column of levels in
 * which new ones still turn up, or a nameless column without values.
 *
 * @param unnamed indexes of columns without a name
 */
export async function promisedColumns(
	engine: Engine,
	sampled: SampledColumn[],
	wanted: WantedColumn[],
	unnamed: Set<number>
): Promise<WholeColumn[] | null> {
	const open = wanted.some(({ reading, others }, i) => {
		const { likely, filled } = sampled[i];
		return (
			others.length > 0 ||
			(reading !== 'text' && reading !== likely) ||
			(unnamed.has(i) && filled === 0)
		);
	});
	if (open) return null;
	const levels = wanted.flatMap((column, i) => (column.levels ? [i] : []));
	if (!(await levelsAreKnown(engine, levels))) return null;
	return wanted.map(({ reading, whole, levels: few }, index) => ({
		index,
		likely: reading,
		reading,
		others: [],
		rows: 0,
		filled: sampled[index].filled,
		readable: sampled[index].filled,
		placeholders: 0,
		separated: null,
		whole: whole && reading === 'point-number',
		levels: few ? LEVELS : null
	}));
}

/** Whether the second half of the first rows has no level that the first half has not. */
async function levelsAreKnown(engine: Engine, indexes: number[]): Promise<boolean> {
	if (indexes.length === 0) return true;
	const half = '(SELECT count(*) / 2 FROM sample)';
	const lists = indexes.map(
		(i) =>
			`list(DISTINCT c${i}) AS levels_${i}, count(DISTINCT c${i}) AS all_${i}, count(DISTINCT CASE WHEN rowid < ${half} THEN c${i} END) AS early_${i}`
	);
	await engine.run(`CREATE OR REPLACE TABLE ${LEVELS} AS SELECT ${lists.join(', ')} FROM sample`);
	const counts = indexes.map((i) => `all_${i}, early_${i}`);
	const found = await engine.run(`SELECT ${counts.join(', ')} FROM ${LEVELS}`);
	return indexes.every((i) => {
		const all = numbersOf(found, `all_${i}`)[0];
		return all <= MOST_LEVELS && all === numbersOf(found, `early_${i}`)[0];
	});
}

/** The promised columns once all rows were loaded as promised, counted. */
export async function keptPromises(
	engine: Engine,
	table: string,
	columns: WholeColumn[]
): Promise<WholeColumn[]> {
	const counts = columns.map(({ index }) => `count(c${index}) AS filled_${index}`);
	const found = await engine.run(`SELECT count(*) AS all_rows, ${counts.join(', ')} FROM ${table}`);
	const one = (name: string) => numbersOf(found, name)[0];
	return columns.map((column) => {
		const filled = one(`filled_${column.index}`);
		return { ...column, rows: one('all_rows'), filled, readable: filled };
	});
}
