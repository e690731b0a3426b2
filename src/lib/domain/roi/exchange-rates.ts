import { notMeasured, type Measured } from '#lib/domain/units.ts';

/** What a unit of a currency is worth in the currency of the report, as the user says. */
export interface ExchangeRate {
	currency: string;
	/** YYYY-MM the rate is for; null for all months that have none of their own. */
	month: string | null;
	rate: number;
}

export interface RateTable {
	/** Currency of the report, ISO 4217. */
	into: string;
	rates: ExchangeRate[];
}

/**
 * An amount in the currency of the report, rounded to whole cents, half away from zero. The rate of the month goes
 * before the general one. No rate is looked up anywhere: without one there is no amount.
 *
 * @param currency - ISO 4217; null for an amount that names none, which is taken to be in the currency of the report
 * @returns not measured: `exchange-rate-missing` with currency and month
 * @throws Error for an amount that is not whole, or a rate that is not above 0
 * @example convertCents(10_000, 'USD', '2026-03', { into: 'EUR', rates: [{ currency: 'USD', month: null, rate: 0.92 }] }) // { measured: true, cents: 9200 }
 */
export function convertCents(
	cents: number,
	currency: string | null,
	month: string,
	{ into, rates }: RateTable
): Measured<{ cents: number }> {
	if (!Number.isSafeInteger(cents)) throw new Error(`convertCents: ${cents} cents`);
	const from = currency?.trim().toUpperCase() || into.toUpperCase();
	if (from === into.toUpperCase()) return { measured: true, cents };
	const of = rates.filter((each) => each.currency.trim().toUpperCase() === from);
	const found = of.find((each) => each.month === month) ?? of.find((each) => each.month === null);
	if (!found) return notMeasured('exchange-rate-missing', { currency: from, month });
	if (!(found.rate > 0 && found.rate < Infinity)) {
		throw new Error(`convertCents: rate ${found.rate} of ${from}`);
	}
	const size = Math.round(Math.abs(cents) * found.rate);
	return { measured: true, cents: cents < 0 && size > 0 ? -size : size };
}
