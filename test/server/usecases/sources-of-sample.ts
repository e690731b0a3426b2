import { expect } from 'vitest';
import type { Measured } from '#lib/domain/units.ts';
import { sourcesFromUrl } from '#lib/server/sources-from-url.ts';
import type { FigureDesk } from '#lib/server/usecases/figure-desk.ts';
import { sourceReport } from '#lib/server/usecases/source-report.ts';

type Cards = Parameters<typeof sourceReport>[2];

/** The report of sources of a desk, as an address asks for it. */
export function sourcesOf(
	desk: FigureDesk,
	query = '',
	cards: Cards = { today: null, calibrated: null }
) {
	return sourceReport(desk, sourcesFromUrl(new URLSearchParams(query)), cards);
}

/** A figure that has to be there. */
export function told<T>(value: Measured<T>): { measured: true } & T {
	if (!value.measured) throw new Error(value.reason);
	return value;
}

/** Wilson's interval by its closed form. */
export function wilsonOf(wins: number, leads: number): [number, number] {
	const z = 1.959963984540054;
	const middle = (wins + z ** 2 / 2) / (leads + z ** 2);
	const reach = (z / (leads + z ** 2)) * Math.sqrt((wins * (leads - wins)) / leads + z ** 2 / 4);
	return [Math.max(0, middle - reach), Math.min(1, middle + reach)];
}

/** Both numbers of a rate, its quotient and its interval, as they are expected. */
export function rateLike(wins: number, leads: number) {
	const [lo, hi] = wilsonOf(wins, leads);
	return {
		wins,
		leads,
		rate: expect.closeTo(wins / leads, 12),
		lo: expect.closeTo(lo, 9),
		hi: expect.closeTo(hi, 9)
	};
}
