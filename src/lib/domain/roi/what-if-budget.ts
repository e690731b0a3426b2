import { normalReach } from '#lib/domain/intervals/normal-interval.ts';
import { rateOf, type Share } from '#lib/domain/intervals/rate.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';

/** What a source cost and brought in a month. */
export interface SpentMonth {
	month: string;
	/** Marketing cost, cents. */
	cents: number;
	leads: number;
}

export interface Range {
	lo: number;
	hi: number;
}

/** What another monthly budget of a source might bring. */
export interface BudgetOutlook {
	/** Budget, leads and wins of a mean month so far. */
	today: { cents: number; leads: number; wins: number };
	cents: number;
	leads: Range;
	/** Leads that become customers by the age the rate is measured at. */
	wins: Range;
	/** Cost of a win at the ends of the range; an open end is null. */
	centsPerWin: { lo: number; hi: number | null };
	/** What the range takes for granted. */
	assumptions: BudgetAssumption[];
}

export type BudgetAssumption =
	/** Between the square root of the budget (ever fewer leads for more money) and in proportion to it. */
	| 'leads-by-root-or-in-proportion'
	/** New leads are as good as those so far. */
	| 'win-rate-stays'
	/** Nothing else changes: prices, seasons, competitors. */
	| 'all-else-equal';

const ASSUMPTIONS: BudgetAssumption[] = [
	'leads-by-root-or-in-proportion',
	'win-rate-stays',
	'all-else-equal'
];

/** Months with a cost below which a mean month is not known. */
const FEWEST_MONTHS = 6;

/**
 * What another budget might bring: a range, no promise. Leads of a mean month grow somewhere between the square root
 * of the budget and in proportion to it; both ends are widened by the 95 % interval of the mean month, wins also by
 * that of the win rate.
 *
 * @param months - with a known cost above 0
 * @param mature - wins of mature leads of the source
 * @param cents - monthly budget asked for
 * @returns not measured: `too-few-months` under six; `budget-beyond-data` where the source never cost so little or so much
 * in a month; `no-leads` where no lead is mature
 * @throws Error for a month with a cost not above 0
 * @example whatIfBudget(months, { wins: 60, leads: 900 }, 500_000) // { wins: { lo: 2.1, hi: 4.9 }, … }
 */
export function whatIfBudget(
	months: SpentMonth[],
	mature: Share,
	cents: number
): Measured<BudgetOutlook> {
	const free = months.find((month) => !(month.cents > 0));
	if (free) throw new Error(`whatIfBudget: ${free.month} cost ${free.cents} cents`);
	if (months.length < FEWEST_MONTHS) {
		return notMeasured('too-few-months', { months: months.length, needed: FEWEST_MONTHS });
	}
	const spent = months.map((month) => month.cents);
	const [lowest, highest] = [Math.min(...spent), Math.max(...spent)];
	if (!(cents >= lowest && cents <= highest))
		return notMeasured('budget-beyond-data', { lowestCents: lowest, highestCents: highest });
	const rate = rateOf(mature.wins, mature.leads);
	if (!rate.measured) return rate;
	const month = meanOf(months.map(({ leads }) => leads));
	const budget = spent.reduce((sum, each) => sum + each, 0) / months.length;
	const growth = [cents / budget, Math.sqrt(cents / budget)];
	const leads = { lo: month.lo * Math.min(...growth), hi: month.hi * Math.max(...growth) };
	const wins = { lo: leads.lo * rate.lo, hi: leads.hi * rate.hi };
	return {
		measured: true,
		today: { cents: budget, leads: month.mean, wins: month.mean * rate.rate },
		cents,
		leads,
		wins,
		centsPerWin: { lo: cents / wins.hi, hi: wins.lo > 0 ? cents / wins.lo : null },
		assumptions: ASSUMPTIONS
	};
}

/**
 * Mean of monthly counts with its interval, from how much months differ but never narrower than chance alone
 * (Poisson).
 */
function meanOf(counts: number[]): Range & { mean: number } {
	const n = counts.length;
	const mean = counts.reduce((sum, count) => sum + count, 0) / n;
	const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (n - 1);
	const reach = normalReach() * Math.sqrt(Math.max(variance, mean) / n);
	return { mean, lo: Math.max(0, mean - reach), hi: mean + reach };
}
