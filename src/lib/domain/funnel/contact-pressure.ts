import { rateOf, type Rate } from '#lib/domain/intervals/rate.ts';
import type { Measured } from '#lib/domain/units.ts';

/** Leads by how often we wrote or called: touches from us a week, up to unsubscribing or the data date. */
export interface PressureBand {
	/** Touches a week from (included) and to (excluded); null for no end. */
	from: number;
	to: number | null;
	leads: number;
	unsubscribed: number;
}

/**
 * Contact pressure: share of leads that unsubscribed, by touches from us per lead and week. An association: leads
 * that stay longer are written to more often in all, which is why touches are counted by week.
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
