import { rateDifference, type RateDifference } from '#lib/domain/intervals/rate-difference.ts';
import { rateOf, type Rate } from '#lib/domain/intervals/rate.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';

/** Leads created in a period that have the age at which rates are compared, and those that have not. */
export interface PeriodCounts {
	period: string;
	/** Mature leads, and those of them that reached the stage by the age. */
	leads: number;
	wins: number;
	immature: number;
}

export interface ComparedPeriod {
	period: string;
	rate: Measured<Rate>;
	immature: number;
	/** Less the rate of the first period. */
	difference: Measured<RateDifference>;
}

/**
 * Periods beside the first of them, on mature leads only and at one age: a young period has not yet had the time the
 * others had, and would seem worse.
 *
 * @param periods - the one in question first, then those it is compared with
 * @returns rates: `all-immature` where leads exist but none is old enough, `no-leads`; the difference of the first:
 * `itself`
 * @throws Error for more wins than leads
 * @example comparePeriods([june, may])[1].difference // { difference: 0.02, lo: -0.01, hi: 0.05 }
 */
export function comparePeriods(periods: PeriodCounts[]): ComparedPeriod[] {
	const [first] = periods;
	const rates = periods.map(matureRate);
	return periods.map((each, i) => {
		const { period, immature } = each;
		const refused = [rates[0], rates[i]].find((rate) => !rate.measured);
		const difference =
			i === 0 ? notMeasured('itself') : refused ? refused : rateDifference(each, first);
		return { period, immature, rate: rates[i], difference };
	});
}

function matureRate({ wins, leads, immature }: PeriodCounts): Measured<Rate> {
	return leads === 0 && immature > 0
		? notMeasured('all-immature', { immature })
		: rateOf(wins, leads);
}
