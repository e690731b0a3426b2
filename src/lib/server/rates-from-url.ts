import type { ExchangeRate } from '#lib/domain/roi/exchange-rates.ts';
import { WorkbenchError } from './workbench-error.ts';

const RATE = /^([A-Za-z]{3})(?:@(\d{4}-(?:0[1-9]|1[0-2])))?:(\d+(?:\.\d+)?)$/;

/**
 * What a unit of other currencies is worth, as an address or a command says: `USD:0.92,CHF:1.05`, and for single months
 * `USD@2026-03:0.91`.
 *
 * @throws WorkbenchError `setting-invalid`
 * @example ratesFromUrl(new URLSearchParams('rates=USD:0.92')) // [{ currency: 'USD', month: null, rate: 0.92 }]
 */
export function ratesFromUrl(query: URLSearchParams): ExchangeRate[] {
	const texts = query.getAll('rates').flatMap((each) => each.split(','));
	return texts
		.map((each) => each.trim())
		.filter(Boolean)
		.map((value) => {
			const [, currency, month, rate] = RATE.exec(value) ?? [];
			if (!currency || !(Number(rate) > 0)) {
				throw new WorkbenchError('setting-invalid', {
					name: 'rates',
					value,
					expected: 'USD:0.92, USD@2026-03:0.91'
				});
			}
			return { currency: currency.toUpperCase(), month: month ?? null, rate: Number(rate) };
		});
}
