import { notMeasured, type Measured } from '#lib/domain/units.ts';

/** Leads by cell and week of their decision time: a sparse table, one entry a pair that holds leads. */
export interface CellWeeks {
	cell: ArrayLike<number>;
	/** Number of the week, counted from any start, whole. */
	week: ArrayLike<number>;
	n: ArrayLike<number>;
}

/** What passes a gate week by week. */
export interface WeeklyVolume {
	/** First to last, weeks without a lead included. */
	weeks: { week: number; leads: number }[];
	/** Leads a week on average, and half of the weeks at most. */
	mean: number;
	median: number;
	/** The three fullest weeks, fullest first. */
	peaks: { week: number; leads: number }[];
	/** Weeks with more leads than capacity; null where none was given. */
	overCapacity: number | null;
}

export interface WeeklyVolumeOptions {
	/** The last whole week; by default the last one in the table. */
	lastWeek?: number;
	/** Weeks to look back. */
	weeks?: number;
	/** Leads sales can work in a week. */
	capacity?: number;
}

/**
 * Weekly volume above a threshold over the last 26 weeks, with its peaks: an average week says nothing about the week after
 * a fair. Looks back no further than the table does.
 *
 * @param table - leads by cell and week
 * @param score - of each cell
 * @param threshold - lowest score that passes
 * @returns not measured where no lead came in until the last week (`no-weeks`)
 * @throws Error for columns of different length, or a cell without a score
 * @example weeklyVolume(table, score, 50).peaks[0] // { week: 2841, leads: 97 }
 */
export function weeklyVolume(
	table: CellWeeks,
	score: ArrayLike<number>,
	threshold: number,
	{ lastWeek, weeks = 26, capacity }: WeeklyVolumeOptions = {}
): Measured<WeeklyVolume> {
	const { cell, week, n } = table;
	if (week.length !== cell.length || n.length !== cell.length) {
		throw new Error(`weeklyVolume: ${cell.length} cells, ${week.length} weeks, ${n.length} n`);
	}
	const [first, newest] = span(week);
	const last = lastWeek ?? newest;
	if (!(first <= last)) return notMeasured('no-weeks');
	const from = Math.max(first, last - weeks + 1);
	const leads = new Float64Array(last - from + 1);
	for (let i = 0; i < cell.length; i++) {
		if (score[cell[i]] === undefined) throw new Error(`weeklyVolume: no score for cell ${cell[i]}`);
		if (week[i] < from || week[i] > last || score[cell[i]] < threshold) continue;
		leads[week[i] - from] += n[i];
	}
	const byWeek = Array.from(leads, (count, i) => ({ week: from + i, leads: count }));
	return {
		measured: true,
		weeks: byWeek,
		mean: leads.reduce((sum, count) => sum + count, 0) / leads.length,
		median: medianOf(leads),
		peaks: [...byWeek].sort((a, b) => b.leads - a.leads || a.week - b.week).slice(0, 3),
		overCapacity:
			capacity === undefined ? null : byWeek.filter((each) => each.leads > capacity).length
	};
}

function span(week: ArrayLike<number>): [number, number] {
	let first = Infinity;
	let last = -Infinity;
	for (let i = 0; i < week.length; i++) {
		first = Math.min(first, week[i]);
		last = Math.max(last, week[i]);
	}
	return [first, last];
}

function medianOf(values: Float64Array): number {
	const sorted = values.slice().sort();
	const middle = sorted.length >> 1;
	return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
