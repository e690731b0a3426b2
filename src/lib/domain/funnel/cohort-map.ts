import { histogramTotal, type DayHistogram } from '#lib/domain/day-histogram.ts';
import { rateOf, type Rate } from '#lib/domain/intervals/rate.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';

/** Leads created in a month (or week). */
export interface CohortMonth {
	/** YYYY-MM */
	month: string;
	leads: number;
	/** Whole days from the creation of its youngest and of its oldest lead to the data date. */
	youngestFollowedDays: number;
	oldestFollowedDays: number;
	/** Leads by the day they reached the stage, counted from creation, rounded up; the others are not in it. */
	reached: DayHistogram;
}

/** A field of the map. */
export interface CohortCell {
	month: string;
	ageDays: number;
	/** `mature`: every lead of the month is so old. `immature`: some are. `ahead`: none is, there is nothing to show. */
	maturity: 'mature' | 'immature' | 'ahead';
	/** Share that reached the stage by that age; only where mature. */
	rate: Measured<Rate>;
	/** Those who reached it by that age so far. */
	soFar: number;
}

export interface CohortRow {
	month: string;
	leads: number;
	cells: CohortCell[];
}

/**
 * The cohort map: months against ages, each field the share of the month's leads that reached a stage by that age. A
 * field is mature when the youngest lead of the month is that old; before that its leads had unequal time, a rate
 * would be too low, and only the count so far is told (statistics 4).
 *
 * @param months - ascending or not; each a row
 * @param agesDays - the columns
 * @returns the rate of a field: `immature` with leads and the days still missing, `no-leads`
 * @throws Error where more leads reached the stage than there are
 * @example cohortMap([may], [30, 60])[0].cells[0].rate // { wins: 12, leads: 240, rate: 0.05, … }
 */
export function cohortMap(months: CohortMonth[], agesDays: number[]): CohortRow[] {
	return months.map((one) => {
		if (histogramTotal(one.reached) > one.leads) {
			throw new Error(`cohortMap: more than the ${one.leads} leads of ${one.month} reached it`);
		}
		return {
			month: one.month,
			leads: one.leads,
			cells: agesDays.map((ageDays) => cellOf(one, ageDays))
		};
	});
}

function cellOf(one: CohortMonth, ageDays: number): CohortCell {
	const { month, leads, youngestFollowedDays, oldestFollowedDays, reached } = one;
	const days = Array.from(reached.day);
	const soFar = days.reduce((sum, day, i) => (day <= ageDays ? sum + reached.n[i] : sum), 0);
	const missingDays = ageDays - youngestFollowedDays;
	const maturity =
		missingDays <= 0 ? 'mature' : ageDays <= oldestFollowedDays ? 'immature' : 'ahead';
	const rate: Measured<Rate> =
		leads > 0 && maturity !== 'mature'
			? notMeasured('immature', { leads, missingDays })
			: rateOf(soFar, leads);
	return { month, ageDays, maturity, rate, soFar };
}
