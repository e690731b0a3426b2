import { notMeasured, type Measured } from './units.ts';

/** Leads by whole days (or minutes, where a name says so), in any order; a day may stand there twice. */
export interface DayHistogram {
	day: ArrayLike<number>;
	n: ArrayLike<number>;
}

/** Leads below which no 90th percentile is told: it would be the slowest one or two. */
export const FEWEST_FOR_P90 = 10;

/** How long it took: whole days (or minutes). */
export interface Durations {
	n: number;
	median: number;
	/** Within so many days nine in ten were through. */
	p90: Measured<{ days: number }>;
	mean: number;
}

/** @example histogramTotal({ day: [1, 4], n: [2, 3] }) // 5 */
export function histogramTotal({ day, n }: DayHistogram): number {
	if (day.length !== n.length) throw new Error(`histogram: ${day.length} days, ${n.length} counts`);
	let total = 0;
	for (let i = 0; i < n.length; i++) {
		if (!(n[i] >= 0)) throw new Error(`histogram: ${n[i]} leads on day ${day[i]}`);
		total += n[i];
	}
	return total;
}

/**
 * The smallest day by which at least the share of all leads was through: the inverse of the empirical distribution
 * (Hyndman & Fan's type 1, R's `quantile(type = 1)`, SQL's `percentile_disc`). Always a day that occurred, so that
 * histograms lose nothing.
 *
 * @param share - above 0, at most 1
 * @returns null for an empty histogram
 * @throws Error for another share or a negative count
 * @example dayQuantile({ day: [1, 3, 9], n: [5, 4, 1] }, 0.5) // 1
 */
export function dayQuantile(histogram: DayHistogram, share: number): number | null {
	if (!(share > 0 && share <= 1)) throw new Error(`dayQuantile: share ${share}`);
	const total = histogramTotal(histogram);
	if (total === 0) return null;
	const { day, n } = histogram;
	const days = Array.from(day, (_, i) => i).sort((i, j) => day[i] - day[j]);
	let through = 0;
	// A share of 0.9 of 10 leads is 9 leads, though 0.9 * 10 need not be 9 in doubles.
	for (const i of days) if ((through += n[i]) >= share * total - 1e-9) return day[i];
	return day[days[days.length - 1]];
}

/**
 * Median, 90th percentile and mean of a histogram, see `dayQuantile`.
 *
 * @returns not measured: `no-leads`; the percentile: `too-few-leads` under ten
 * @example durations({ day: [1, 3], n: [9, 3] }) // { n: 12, median: 1, p90: { days: 3 }, mean: 1.5 }
 */
export function durations(histogram: DayHistogram): Measured<Durations> {
	const n = histogramTotal(histogram);
	const median = dayQuantile(histogram, 0.5);
	if (median === null) return notMeasured('no-leads');
	const sum = Array.from(histogram.day).reduce((all, day, i) => all + day * histogram.n[i], 0);
	const slowest = dayQuantile(histogram, 0.9) ?? median;
	const p90: Durations['p90'] =
		n < FEWEST_FOR_P90
			? notMeasured('too-few-leads', { leads: n, needed: FEWEST_FOR_P90 })
			: { measured: true, days: slowest };
	return { measured: true, n, median, p90, mean: sum / n };
}
