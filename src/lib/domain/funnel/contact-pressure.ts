import { rateOf, type Rate } from '#lib/domain/intervals/rate.ts';
import type { Measured } from '#lib/domain/units.ts';

/** Weeks of leads by how often we wrote or called in them; a lead counts week by week until it unsubscribes. */
export interface PressureBand {
	/** Touches in the week from (included) and to (excluded); null for no end. */
	from: number;
	to: number | null;
	/** Leads week by week: one that is followed for ten weeks counts ten times. */
	leads: number;
	/** Weeks that ended with unsubscribing. */
	unsubscribed: number;
}

/**
 * Contact pressure: how many leads unsubscribe in a week, by touches from us in that week. Weeks are compared, not leads: one
 * that left after three days had no time to be written to less often. An association: whom we write to more differs.
 *
 * @returns bands in their order; a band without leads has no rate
 * @throws Error for more unsubscribed than leads
 * @example contactPressure([{ from: 0, to: 1, leads: 500, unsubscribed: 5 }])[0].rate // { rate: 0.01, … }
 */
export function contactPressure(
	bands: PressureBand[]
): (PressureBand & { rate: Measured<Rate> })[] {
	return bands.map((band) => ({ ...band, rate: rateOf(band.unsubscribed, band.leads) }));
}
