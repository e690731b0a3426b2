import { rateOf, type Rate } from '#lib/domain/intervals/rate.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { incidenceAt, type Waits } from './cumulative-incidence.ts';
import { waitingTime, type WaitingTime } from './waiting-time.ts';

/** How fast sales answers; times in minutes. */
export interface ResponseTime extends WaitingTime {
	/** Leads that had an answer by the data date, of all. */
	answered: Measured<Rate>;
	/**
	 * Leads answered within so many minutes, and their share, in which waiting leads count as long as they were followed: of
	 * leads that were all followed that long it is their number by all leads.
	 */
	within: {
		minutes: number;
		answered: number;
		share: Measured<{ share: number; lo: number; hi: number }>;
	}[];
}

/** The minutes people talk about: five, half an hour, an hour, a day. */
const USUAL_MINUTES = [5, 30, 60, 1440];

/**
 * Lead response time: from creation to the first touch by sales, in minutes or in open minutes of a calendar
 * (`openMinutes`). Leads without an answer still wait: they are censored at the data date, not left out, which would
 * flatter. What it is associated with is no cause: leads that look good are answered sooner.
 *
 * @param waits - whole minutes rounded up, at least 1 (an answer before opening is minute 1); `won` where an answer
 * came
 * @throws Error for a negative minute or count
 * @example responseTime(waits).median // { measured: true, time: 42, lo: 38, hi: 47 }
 */
export function responseTime(waits: Waits, minutes = USUAL_MINUTES): ResponseTime {
	const found = waitingTime(waits);
	return {
		...found,
		answered: rateOf(found.through, found.leads),
		within: minutes.map((each) => {
			const at = incidenceAt(found.curve, each);
			return {
				minutes: each,
				answered: answeredBy(waits, each),
				share: at
					? at.share === 0
						? nobodyYet(waits, each)
						: { measured: true, share: at.share, lo: at.ci[0], hi: at.ci[1] }
					: notMeasured('followed-too-short', { minutes: each, until: found.curve.lastDay })
			};
		})
	};
}

/** Of none answered Greenwood's variance is 0; the interval is then Wilson's of the leads followed that long. */
function nobodyYet({ day, n }: Waits, minutes: number): ResponseTime['within'][number]['share'] {
	const followed = Array.from(n).reduce(
		(sum, leads, i) => (day[i] >= minutes ? sum + leads : sum),
		0
	);
	const none = rateOf(0, followed);
	return none.measured ? { measured: true, share: 0, lo: none.lo, hi: none.hi } : none;
}

function answeredBy({ day, won, n }: Waits, minutes: number): number {
	return Array.from(n).reduce(
		(sum, leads, i) => (won[i] && day[i] <= minutes ? sum + leads : sum),
		0
	);
}
