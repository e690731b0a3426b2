import quantile from '@stdlib/stats-base-dists-normal-quantile';

/**
 * Leads by the day on which their wait ended: the day of the win, counted from 1 (won within the first 24 hours after the
 * decision time), or the last whole day up to the data date for leads not won by then, lost ones among them. Rows of
 * equal length; any order.
 */
export interface Waits {
	day: ArrayLike<number>;
	/** 1 where the wait ended with a win, else 0. */
	won: ArrayLike<number>;
	n: ArrayLike<number>;
}

/** The curve on a day on which somebody was won, or on which it ends. */
export interface IncidencePoint {
	day: number;
	/** Leads followed for the whole day and not won before it. */
	atRisk: number;
	/** Won on that day. */
	wins: number;
	/** Share of leads won within so many days. */
	share: number;
	ci: [number, number];
}

export interface Incidence {
	leads: number;
	wins: number;
	/** Ascending by day; empty where no day has enough leads at risk. */
	points: IncidencePoint[];
	/** Last day with enough leads at risk; 0 where there is none. */
	lastDay: number;
}

/** Leads at risk below which the curve ends (statistics 21). */
const FEWEST_AT_RISK = 30;

/**
 * Cumulative incidence of the first win by days since the decision time (statistics 21).
 *
 * Lost leads stay at risk until the data date: a lost lead can be reopened, and losses often have no date. Censoring is the
 * data date alone and known for every lead, so the subdistribution estimate is the product-limit one (Kaplan & Meier 1958;
 * Fine & Gray 1999 for the risk set): share(t) = 1 - product over days of (1 - wins / at risk). Days are whole: a lead counts
 * at risk on the days it was followed to the end, so that without censoring share(t) is exactly the share of leads won
 * within t days. 95 % interval from Greenwood's variance on the log-log scale, cut nowhere: it stays within 0 and 1.
 *
 * @param fewestAtRisk - the curve ends before the first day with fewer leads at risk
 * @throws Error for columns of different length, a negative day or count
 * @example cumulativeIncidence({ day: [1, 3, 3], won: [1, 1, 0], n: [1, 1, 1] }, 1).points[1].share // 0.6667
 */
export function cumulativeIncidence(waits: Waits, fewestAtRisk = FEWEST_AT_RISK): Incidence {
	const days = byDay(waits);
	const leads = days.reduce((sum, { won, left }) => sum + won + left, 0);
	const points: IncidencePoint[] = [];
	const curve: Curve = { atRisk: leads, waiting: 1, greenwood: 0 };
	let lastDay = 0;
	for (const { day, won, left } of days) {
		if (curve.atRisk < fewestAtRisk) break;
		if (day > 0) {
			lastDay = day;
			if (won > 0) points.push(step(curve, day, won));
		}
		curve.atRisk -= won + left;
	}
	const last = points.at(-1);
	if (lastDay > (last?.day ?? 0)) points.push(endOf(last, lastDay, days, leads));
	return { leads, wins: points.reduce((sum, { wins }) => sum + wins, 0), points, lastDay };
}

/**
 * Share of leads won within so many days, read off the curve; null beyond its end.
 * @example incidenceAt(incidence, 90)?.share // 0.14
 */
export function incidenceAt(
	{ points, lastDay }: Incidence,
	day: number
): { share: number; ci: [number, number] } | null {
	if (day > lastDay) return null;
	const reached = points.findLast((point) => point.day <= day);
	return reached ? { share: reached.share, ci: reached.ci } : { share: 0, ci: [0, 0] };
}

/**
 * Leads the curve counts as won within so many days; null beyond its end.
 * @param incidence - with all its points: a thinned curve has lost some
 * @example winsBy(incidence, 90) // 124
 */
export function winsBy({ points, lastDay }: Incidence, day: number): number | null {
	if (day > lastDay) return null;
	return points.reduce((sum, point) => (point.day <= day ? sum + point.wins : sum), 0);
}

interface Day {
	day: number;
	won: number;
	/** Followed no longer. */
	left: number;
}

function byDay({ day, won, n }: Waits): Day[] {
	if (day.length !== won.length || won.length !== n.length) {
		throw new Error(`cumulativeIncidence: ${day.length} days, ${won.length} won, ${n.length} n`);
	}
	const days = new Map<number, Day>();
	for (let i = 0; i < day.length; i++) {
		if (!(day[i] >= 0 && n[i] >= 0)) {
			throw new Error(`cumulativeIncidence: ${n[i]} leads on day ${day[i]}`);
		}
		const sofar = days.get(day[i]) ?? { day: day[i], won: 0, left: 0 };
		if (won[i]) sofar.won += n[i];
		else sofar.left += n[i];
		days.set(day[i], sofar);
	}
	return [...days.values()].sort((a, b) => a.day - b.day);
}

interface Curve {
	atRisk: number;
	/** Share not won so far. */
	waiting: number;
	/** Greenwood's sum. */
	greenwood: number;
}

/** Adds a day with wins to the curve. */
function step(curve: Curve, day: number, wins: number): IncidencePoint {
	const { atRisk } = curve;
	curve.waiting = (curve.waiting * (atRisk - wins)) / atRisk;
	curve.greenwood += wins / (atRisk * (atRisk - wins));
	const { waiting, greenwood } = curve;
	return { day, atRisk, wins, share: 1 - waiting, ci: logLog(waiting, greenwood) };
}

/** The interval of log(-log S) ± z standard errors, turned into shares won. */
function logLog(waiting: number, greenwood: number): [number, number] {
	if (waiting === 0) return [1, 1];
	const log = Math.log(waiting);
	const reach = (quantile(0.975, 0, 1) * Math.sqrt(greenwood)) / -log;
	return [-Math.expm1(log * Math.exp(-reach)), -Math.expm1(log * Math.exp(reach))];
}

/** The curve runs level to its last day. */
function endOf(
	last: IncidencePoint | undefined,
	day: number,
	days: Day[],
	leads: number
): IncidencePoint {
	const gone = days.reduce((sum, each) => sum + (each.day < day ? each.won + each.left : 0), 0);
	return { day, atRisk: leads - gone, wins: 0, share: last?.share ?? 0, ci: last?.ci ?? [0, 0] };
}
