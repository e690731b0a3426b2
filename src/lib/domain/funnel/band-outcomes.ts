import { durations, type DayHistogram, type Durations } from '#lib/domain/day-histogram.ts';
import { rateOf, type Rate } from '#lib/domain/intervals/rate.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';

/** Mature leads of a score band, and their wins within the horizon. */
export interface BandCounts {
	band: string;
	leads: number;
	wins: number;
	/** Wins by whole days since the decision time. */
	winDays: DayHistogram;
	/** Value of the wins whose value is known, cents, and how many they are. */
	wonCents: number;
	wonWithValue: number;
}

export interface BandOutcome {
	band: string;
	rate: Measured<Rate>;
	/** Of wins alone: days to the win, and mean value of a win. */
	days: Measured<Durations>;
	dealCents: Measured<{ cents: number }>;
}

/**
 * Whether leads of higher bands are won more often, sooner, and for more. Days are those of wins within the horizon: as every
 * lead had the same time, bands can be compared, though none of the days can exceed the horizon.
 *
 * @returns not measured: `no-leads` and `no-wins`, `value-unknown`
 * @throws Error for more wins than leads
 * @example bandOutcomes([hot, warm, cold])[0].days // { median: 41, … }
 */
export function bandOutcomes(bands: BandCounts[]): BandOutcome[] {
	return bands.map(({ band, leads, wins, winDays, wonCents, wonWithValue }) => ({
		band,
		rate: rateOf(wins, leads),
		days: wins === 0 ? notMeasured('no-wins', { leads }) : durations(winDays),
		dealCents:
			wins === 0
				? notMeasured('no-wins', { leads })
				: wonWithValue === 0
					? notMeasured('value-unknown', { wins })
					: { measured: true, cents: wonCents / wonWithValue }
	}));
}
