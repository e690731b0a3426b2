import { describe, expect, it } from 'vitest';
import { settingsFromUrl } from '#lib/server/settings-from-url.ts';
import { WorkbenchError } from '#lib/server/workbench-error.ts';

const gatesOf = (query: string) => settingsFromUrl(new URLSearchParams(query)).gates;

describe('what an address wishes of the gates', () => {
	it('is percent as a share, money in whole units as cents', () => {
		expect(
			gatesOf(
				'gate=cost&capacity=40&precision=12.5&value=9000&margin=30&cost=120,50&qualify-cost=0'
			)
		).toEqual({
			rule: 'cost',
			capacity: 40,
			precision: 0.125,
			valueCents: 900_000,
			margin: 0.3,
			costCents: 12_050,
			qualifyCents: 0
		});
	});

	it('is nothing where nothing is given', () => {
		expect(Object.values(gatesOf('value=&gate=')!)).toEqual(Array(7).fill(undefined));
	});

	it.each([
		['gate', 'card'],
		['capacity', '0'],
		['capacity', '-1'],
		['capacity', '1.500'],
		['precision', '0'],
		['precision', '100'],
		['margin', '101'],
		['value', '9.000'],
		['value', '9,000'],
		['value', '1e3'],
		['value', 'NaN'],
		['cost', '-5'],
		['qualify-cost', '10000000000']
	])('is refused with what was expected: %s=%s', (name, value) => {
		try {
			gatesOf(`${name}=${value}`);
		} catch (error) {
			expect(error).toBeInstanceOf(WorkbenchError);
			expect(error).toMatchObject({ code: 'setting-invalid', params: { name, value } });
			return;
		}
		throw new Error(`${name}=${value} was read`);
	});
});
