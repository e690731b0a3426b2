import { describe, expect, it } from 'vitest';
import { ratesFromUrl } from '#lib/server/rates-from-url.ts';
import { sourcesFromUrl } from '#lib/server/sources-from-url.ts';

const settings = (query: string) => sourcesFromUrl(new URLSearchParams(query));
const rates = (query: string) => ratesFromUrl(new URLSearchParams(query));

describe('what an address asks of the sources', () => {
	it('is read with its defaults', () => {
		expect(settings('')).toEqual({
			reading: 'value',
			margin: null,
			rates: [],
			overhead: true,
			months: 'mature',
			halfLifeDays: 7,
			callCents: null,
			callsPerLead: 4,
			against: 'before',
			page: 1,
			sort: null
		});
		expect(
			settings(
				'as=medium&margin=62,5&overhead=no&months=all&half-life=30&call-cost=12.50&calls=3&against=year&page=2'
			)
		).toMatchObject({
			reading: 'medium',
			margin: 0.625,
			overhead: false,
			months: 'all',
			halfLifeDays: 30,
			callCents: 1250,
			callsPerLead: 3,
			against: 'year',
			page: 2
		});
	});

	it.each([
		'as=colour',
		'margin=0',
		'margin=120',
		'margin=half',
		'months=some',
		'half-life=0',
		'call-cost=-3',
		'page=0',
		'rates=USD',
		'rates=USD:0',
		'rates=DOLLAR:1.1'
	])('is refused where it cannot be meant: %s', (query) => {
		expect(() => settings(query)).toThrow(expect.objectContaining({ code: 'setting-invalid' }));
	});

	it('names rates for all months or for one', () => {
		expect(rates('rates=usd:0.92,CHF@2026-03:1.05')).toEqual([
			{ currency: 'USD', month: null, rate: 0.92 },
			{ currency: 'CHF', month: '2026-03', rate: 1.05 }
		]);
		expect(rates('rates=USD:0.92&rates=GBP:1.2')).toHaveLength(2);
		expect(rates('')).toEqual([]);
	});
});
