import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dayQuantile } from '#lib/domain/day-histogram.ts';
import { waitingTime } from '#lib/domain/funnel/waiting-time.ts';
import { fisherExact } from '#lib/domain/intervals/fisher-exact.ts';
import { jeffreys } from '#lib/domain/intervals/jeffreys.ts';
import { rateDifference } from '#lib/domain/intervals/rate-difference.ts';
import { rateOf } from '#lib/domain/intervals/rate.ts';
import { shrunkRates } from '#lib/domain/sources/shrunk-rates.ts';
import { expectClose } from './close.ts';

/** Figures of R; the lines that gave them stand in rates-and-waits.R beside this file. */
const r = JSON.parse(readFileSync(new URL('./rates-and-waits.json', import.meta.url), 'utf8'));

describe(`rates and waits (${r.provenance})`, () => {
	it.each(r.wilson as number[][])('Wilson: %d of %d', (wins, leads, lo, hi) => {
		const rate = rateOf(wins, leads);
		expect(rate).toMatchObject({ measured: true, wins, leads, rate: wins / leads });
		if (rate.measured) expectClose([rate.lo, rate.hi], [lo, hi], 1e-9);
	});

	it.each(r.jeffreys as number[][])('Jeffreys: %d of %d', (wins, leads, lo, hi) => {
		expectClose(jeffreys(wins, leads), [lo, hi], 1e-7);
	});

	it.each(r.fisher as number[][])('Fisher: %d of %d against %d of %d', (a, m, b, n, p) => {
		expectClose([fisherExact({ wins: a, leads: m }, { wins: b, leads: n })], [p], 1e-8);
	});

	it.each(r.newcombe as number[][])(
		'Newcombe: %d of %d less %d of %d',
		(a, m, b, n, difference, lo, hi) => {
			const found = rateDifference({ wins: a, leads: m }, { wins: b, leads: n });
			expect(found.measured).toBe(true);
			if (!found.measured) return;
			expectClose([found.difference, found.lo, found.hi], [difference, lo, hi], 1e-9, 1e-6);
		}
	);

	it.each(['differing', 'alike'])('shrunk rates of sources that are %s', (which) => {
		const rows: number[][] = r.shrunk[which];
		const found = shrunkRates(rows.map(([wins, leads]) => ({ wins, leads })));
		expect(found.measured).toBe(true);
		if (!found.measured) return;
		found.rates.forEach((rate, i) => {
			expect(rate.measured).toBe(true);
			if (!rate.measured) return;
			const [, , mean, lo, hi] = rows[i];
			expectClose([rate.rate], [mean], 5e-5);
			// Alike sources have a spread of nearly nothing: the grids of both programs are seen in the bounds.
			expectClose([rate.lo, rate.hi], [lo, hi], which === 'alike' ? 2e-3 : 2e-4, 0.01);
		});
	});

	it('median and 90th percentile of censored times, with their intervals', () => {
		const found = waitingTime(r.lung, 1);
		const [median, p90]: number[][] = r.lung.quantiles;
		expect(found).toMatchObject({ leads: 228, through: 165, waiting: 63 });
		expect(found.median).toEqual({ measured: true, time: median[1], lo: median[2], hi: median[3] });
		expect(found.p90).toEqual({ measured: true, time: p90[1], lo: p90[2], hi: p90[3] });
	});

	it('quantiles of whole days', () => {
		const days = { day: r.days.day, n: r.days.day.map(() => 1) };
		for (const [share, day] of r.days.quantiles) expect(dayQuantile(days, share)).toBe(day);
	});
});
