import type { Locale } from '#lib/charts/numbers.ts';
import type { Cell, Column } from '#lib/charts/table.ts';
import type { Rate } from '#lib/domain/intervals/rate.ts';
import type { Measured } from '#lib/domain/units.ts';
import * as m from '#lib/paraglide/messages.js';

/** The ends of an interval as columns that only files have. */
export function intervalColumns(locale: Locale, digits = 1): Column[] {
	return [m.chart_interval_low, m.chart_interval_high].map((label) => ({
		label: label({}, { locale }),
		kind: 'rate',
		digits,
		filesOnly: true
	}));
}

/** A rate with the ends of its interval as cells. */
export function rateCells(rate: Measured<Rate>): Cell[] {
	return rate.measured ? [rate.rate, rate.lo, rate.hi] : [null, null, null];
}
