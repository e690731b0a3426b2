import { durations, type DayHistogram } from '#lib/domain/day-histogram.ts';
import { rateOf, type Rate } from '#lib/domain/intervals/rate.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';

/** What pipeline velocity is made of; all in one currency. */
export interface PipelineCounts {
	/** Opportunities open at the data date. */
	opportunities: number;
	/** Deals won and lost in the period. */
	won: number;
	lost: number;
	/** Value of the deals won whose value is known, and how many they are. */
	wonCents: number;
	wonWithValue: number;
	/** Deals won by whole days from opportunity to close. */
	cycleDays: DayHistogram;
}

export interface PipelineVelocity {
	/** Expected value closed a day: the product of the four parts, cents. */
	centsPerDay: number;
	opportunities: number;
	/** Won of closed: not the lead-to-customer rate (statistics 20). */
	winRate: Rate;
	/** Mean of deals won, cents. */
	dealCents: number;
	/** Mean days from opportunity to close of deals won; the median beside it, as a few long ones make the mean. */
	cycleDays: number;
	cycleDaysMedian: number;
}

/**
 * Pipeline velocity = open opportunities x win rate x mean deal / mean cycle. A rule of thumb of the trade: it treats
 * open deals as if they were as good as closed ones, and deals that were won as if they took as long as those still
 * open.
 *
 * @returns not measured: `no-opportunities`, `no-closed-deals`, `no-wins`, `value-unknown`, `no-cycle` (no dates),
 * `cycle-of-no-days`
 * @throws Error for negative counts
 * @example pipelineVelocity(counts) // { centsPerDay: 412_000, opportunities: 80, dealCents: 1_200_000, cycleDays: 70, … }
 */
export function pipelineVelocity(counts: PipelineCounts): Measured<PipelineVelocity> {
	const { opportunities, won, lost, wonCents, wonWithValue } = counts;
	if (!(opportunities >= 0)) throw new Error(`pipelineVelocity: ${opportunities} opportunities`);
	const winRate = rateOf(won, won + lost);
	const cycle = durations(counts.cycleDays);
	if (opportunities === 0) return notMeasured('no-opportunities');
	if (!winRate.measured) return notMeasured('no-closed-deals');
	if (won === 0) return notMeasured('no-wins', { lost });
	if (wonWithValue === 0) return notMeasured('value-unknown', { won });
	if (!cycle.measured) return notMeasured('no-cycle', { won });
	if (cycle.mean <= 0) return notMeasured('cycle-of-no-days', { won });
	const dealCents = wonCents / wonWithValue;
	return {
		measured: true,
		centsPerDay: (opportunities * winRate.rate * dealCents) / cycle.mean,
		opportunities,
		winRate: { wins: won, leads: won + lost, rate: winRate.rate, lo: winRate.lo, hi: winRate.hi },
		dealCents,
		cycleDays: cycle.mean,
		cycleDaysMedian: cycle.median
	};
}
