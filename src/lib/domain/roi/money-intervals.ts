import { drawPoisson } from '#lib/domain/draw-poisson.ts';
import { random } from '#lib/domain/random.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import {
	moneyFigures,
	type MoneyFigures,
	type MoneyOptions,
	type MoneySums
} from './money-figures.ts';

/** Leads alike in all that money is counted by. Values may be put into some hundred bands, with the mean of each. */
export interface LeadClass {
	n: number;
	mql: boolean;
	sql: boolean;
	won: boolean;
	/** Won value of each, cents; fractions where it is the mean of a band. */
	revenueCents: number;
}

/** Bounds of a figure; an upper bound of null is open: the wins may as well have been none. */
export interface MoneyInterval {
	lo: number;
	hi: number | null;
}

export type MoneyIntervals = Record<keyof MoneyFigures, Measured<MoneyInterval>>;

export interface MoneyIntervalOptions extends MoneyOptions {
	draws?: number;
	seed?: number;
	level?: number;
}

/** Wins below which samples of the wins say little of what might have been. */
const FEWEST_WINS = 10;

const BY_WINS: (keyof MoneyFigures)[] = [
	'costPerWin',
	'cacPaid',
	'cacFull',
	'roas',
	'roi',
	'roiFull'
];

/**
 * Bootstrap intervals of the money figures (statistics 23): every class of leads is drawn anew as a Poisson number
 * with its count as mean, which is the bootstrap of leads whose number varies as well; the cost was spent and stays.
 * Percentiles of the samples. Seeded: the same leads give the same interval. What hangs on wins has none under ten
 * wins.
 *
 * @param classes - all leads of the group; their counts must be those of `sums`, customers per win kept
 * @returns an interval is not measured where the figure is not, or `too-few-wins`
 * @throws Error for a level outside 0..1, no draws, or classes with other counts than the sums
 * @example moneyIntervals(sums, classes, { margin: 0.6 }).costPerWin // { measured: true, lo: 41_200, hi: 61_900 }
 */
export function moneyIntervals(
	sums: MoneySums,
	classes: LeadClass[],
	{ margin, draws = 1000, seed = 1, level = 0.95 }: MoneyIntervalOptions
): MoneyIntervals {
	if (!(level > 0 && level < 1 && draws >= 1)) {
		throw new Error(`moneyIntervals: level ${level}, ${draws} draws`);
	}
	checkCounts(sums, classes);
	const figures = moneyFigures(sums, { margin });
	const next = random(seed);
	const samples = Array.from({ length: draws }, () =>
		moneyFigures(sampleOf(sums, classes, next), { margin })
	);
	const names = Object.keys(figures) as (keyof MoneyFigures)[];
	return Object.fromEntries(
		names.map((name) => [name, intervalOf(name, figures, samples, sums.wins, level)])
	) as MoneyIntervals;
}

function checkCounts(sums: MoneySums, classes: LeadClass[]): void {
	const leads = classes.reduce((sum, { n }) => sum + n, 0);
	const wins = classes.reduce((sum, { n, won }) => (won ? sum + n : sum), 0);
	if (leads !== sums.leads || wins !== sums.wins) {
		throw new Error(
			`moneyIntervals: ${wins} wins of ${leads} leads, ${sums.wins} of ${sums.leads}`
		);
	}
}

function sampleOf(sums: MoneySums, classes: LeadClass[], next: () => number): MoneySums {
	const sample = { leads: 0, mqls: 0, sqls: 0, wins: 0, revenueCents: 0 };
	for (const { n, mql, sql, won, revenueCents } of classes) {
		const drawn = drawPoisson(next, n);
		sample.leads += drawn;
		if (mql) sample.mqls += drawn;
		if (sql) sample.sqls += drawn;
		if (won) sample.wins += drawn;
		sample.revenueCents += drawn * revenueCents;
	}
	return {
		...sums,
		...sample,
		mqls: sums.mqls === null ? null : sample.mqls,
		sqls: sums.sqls === null ? null : sample.sqls,
		customers: sums.wins === 0 ? 0 : (sample.wins * sums.customers) / sums.wins,
		revenueCents: sums.revenueCents === null ? null : sample.revenueCents
	};
}

function intervalOf(
	name: keyof MoneyFigures,
	figures: MoneyFigures,
	samples: MoneyFigures[],
	wins: number,
	level: number
): Measured<MoneyInterval> {
	const figure = figures[name];
	if (!figure.measured) return figure;
	if (BY_WINS.includes(name) && wins < FEWEST_WINS) {
		return notMeasured('too-few-wins', { wins, needed: FEWEST_WINS });
	}
	const values = Float64Array.from(samples, (sample) => valueOf(sample[name])).sort();
	const at = (share: number) => values[Math.max(0, Math.ceil(share * values.length) - 1)];
	const [lo, hi] = [at((1 - level) / 2), at((1 + level) / 2)];
	if (lo === Infinity) return notMeasured('too-few-wins', { wins, needed: FEWEST_WINS });
	return { measured: true, lo, hi: hi === Infinity ? null : hi };
}

/** A sample without anything to divide by costs without end for nothing. */
function valueOf(figure: MoneyFigures[keyof MoneyFigures]): number {
	if (!figure.measured) return Infinity;
	return 'cents' in figure ? figure.cents : figure.ratio;
}
