import { notMeasured, type Measured } from '#lib/domain/units.ts';
import {
	cumulativeIncidence,
	type Incidence,
	type IncidencePoint,
	type Waits
} from './cumulative-incidence.ts';

/** A time by which a share was through, with its interval; a bound the data does not reach is null. */
export interface WaitQuantile {
	time: number;
	lo: number;
	hi: number | null;
}

/** How long leads wait for something, those still waiting included. */
export interface WaitingTime {
	leads: number;
	/** It came; the others still wait. */
	through: number;
	waiting: number;
	median: Measured<WaitQuantile>;
	p90: Measured<WaitQuantile>;
	curve: Incidence;
}

/** Leads at risk below which the curve ends; the interval says how little the last few tell. */
const FEWEST_AT_RISK = 10;

/**
 * Time in a stage, or until a first answer, with open ones censored: the Kaplan-Meier estimate of the share through
 * by each day and its quantiles. Medians of those who are through would be too short, as the slow ones are still
 * missing among them.
 *
 * A quantile is the first time at which at least that share is through (R's `survfit` gives the middle of the flat
 * piece where a share is met exactly); its interval is where the 95 % band, Greenwood on the log-log scale, crosses
 * the share (Brookmeyer & Crowley 1982), open to the right where the band does not.
 *
 * @param waits - whole days (or minutes), day 1 the first; `won` where the wait ended
 * @returns a quantile is not measured where the curve ends before it: `share-not-reached` with the share and time it
 * ends at; or `too-few-leads`
 * @throws Error for a negative day or count
 * @example waitingTime(waits).median // { measured: true, time: 12, lo: 9, hi: 17 }
 */
export function waitingTime(waits: Waits, fewestAtRisk = FEWEST_AT_RISK): WaitingTime {
	const curve = cumulativeIncidence(waits, fewestAtRisk);
	const through = Array.from(waits.n).reduce((sum, n, i) => (waits.won[i] ? sum + n : sum), 0);
	return {
		leads: curve.leads,
		through,
		waiting: curve.leads - through,
		median: waitQuantile(curve, 0.5),
		p90: waitQuantile(curve, 0.9),
		curve
	};
}

function waitQuantile({ leads, points }: Incidence, share: number): Measured<WaitQuantile> {
	const last = points.at(-1);
	if (!last) return notMeasured('too-few-leads', { leads });
	/** First time at which a figure of the curve is at least the share, up to rounding. */
	const first = (of: (point: IncidencePoint) => number) =>
		points.find((point) => of(point) >= share - 1e-12)?.day ?? null;
	const time = first((point) => point.share);
	if (time === null)
		return notMeasured('share-not-reached', { reachedRate: last.share, time: last.day });
	const lo = first(({ ci }) => ci[1]) ?? time;
	return { measured: true, time, lo, hi: first(({ share: s, ci }) => (s >= 1 ? 0 : ci[0])) };
}
