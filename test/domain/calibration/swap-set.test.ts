import { describe, expect, it } from 'vitest';
import { equalVolume, passes } from '#lib/domain/calibration/equal-volume.ts';
import { swapSet, type SwapSet } from '#lib/domain/calibration/swap-set.ts';
import { collapseScores } from '#lib/domain/evaluation/collapse-scores.ts';
import { wilson } from '#lib/domain/intervals/wilson.ts';
import type { Measured } from '#lib/domain/units.ts';
import { fc } from '../../reference/properties.ts';
import { twoScores } from './swapped-leads.ts';

const of = (...values: number[]) => Float64Array.from(values);

function measured(found: Measured<SwapSet>) {
	if (!found.measured) throw new Error(JSON.stringify(found));
	return found;
}

describe('the gate of equal volume', () => {
	const groups = collapseScores(of(1, 2, 3), of(10, 5, 5), of(0, 0, 5));

	it('takes the tied block it falls into in proportion', () => {
		expect(equalVolume(groups, 7)).toEqual({ threshold: 2, share: 0.4, tied: 5 });
		expect(equalVolume(groups, 10)).toEqual({ threshold: 2, share: 1, tied: 5 });
		expect(equalVolume(groups, 20)).toEqual({ threshold: 1, share: 1, tied: 10 });
	});

	it('passes all above it, its share at it, none below', () => {
		const cut = equalVolume(groups, 7);
		expect([3, 2, 1].map((score) => passes(cut, score))).toEqual([1, 0.4, 0]);
	});

	it('cannot let through more leads than there are, or none', () => {
		expect(() => equalVolume(groups, 21)).toThrow('21 leads asked for, 20 there');
		expect(() => equalVolume(groups, 0)).toThrow('0 leads');
	});
});

describe('the swap set', () => {
	// Today's gate at 10 passes 40 + 20 leads; by the other score the best 60 are 40 + 10 and half of 20 tied ones.
	const today = of(10, 20, 0, 0, 0);
	const calibrated = of(5, 1, 4, 3, 0);
	const n = of(40, 20, 10, 20, 100);
	const k = of(20, 4, 5, 6, 2);

	it('says who passes both gates, who enters and who leaves, by hand', () => {
		const found = measured(swapSet(today, calibrated, n, k, 10));
		expect(found).toMatchObject({
			gate: 10,
			threshold: 3,
			tied: { leads: 20, share: 0.5 },
			leads: 60,
			both: { leads: 40, wins: 20, rate: 0.5, ci: wilson(20, 40) },
			enter: { leads: 20, wins: 8, rate: 0.4, ci: wilson(8, 20) },
			leave: { leads: 20, wins: 4, rate: 0.2 }
		});
	});

	it('adds up: as many leads at either gate, every win counted once', () => {
		fc.assert(
			fc.property(twoScores(), ({ today, calibrated, n, k }) => {
				const { leads, both, enter, leave } = measured(swapSet(today, calibrated, n, k, 10));
				const passing = n.reduce((sum, each, c) => sum + (today[c] >= 10 ? each : 0), 0);
				const winners = k.reduce((sum, each, c) => sum + (today[c] >= 10 ? each : 0), 0);
				expect(leads).toBe(passing);
				expect(both.leads + leave.leads).toBeCloseTo(leads, 9);
				expect(both.leads + enter.leads).toBeCloseTo(leads, 9);
				expect(both.wins + leave.wins).toBeCloseTo(winners, 9);
				for (const each of [both, enter, leave]) {
					expect(each.wins).toBeLessThanOrEqual(each.leads);
					expect(each.rate === null).toBe(each.leads === 0);
				}
			})
		);
	});

	it('swaps nobody where both scores are the same', () => {
		fc.assert(
			fc.property(twoScores(), ({ today, n, k }) => {
				const { both, enter, leave, leads } = measured(swapSet(today, today, n, k, 10));
				expect([enter.leads, leave.leads]).toEqual([0, 0]);
				expect(both.leads).toBe(leads);
				expect(enter.rate).toBeNull();
			})
		);
	});

	it('does not change when cells are split or put in another order', () => {
		fc.assert(
			fc.property(twoScores(), ({ today, calibrated, n, k }) => {
				const back = <T extends Float64Array>(column: T) => column.toReversed();
				const twice = (column: Float64Array) => Float64Array.from([...column, ...back(column)]);
				const half = (column: Float64Array) => twice(column).map((value) => value / 2);
				const once = measured(swapSet(today, calibrated, n, k, 10));
				const split = measured(swapSet(twice(today), twice(calibrated), half(n), half(k), 10));
				for (const group of ['both', 'enter', 'leave'] as const) {
					expect(split[group].leads).toBeCloseTo(once[group].leads, 9);
					expect(split[group].wins).toBeCloseTo(once[group].wins, 9);
				}
			})
		);
	});

	it('is refused where too few pass today’s gate to say anything', () => {
		expect(swapSet(today, calibrated, n, k, 20)).toMatchObject({
			reason: 'few-leads-above-gate',
			params: { threshold: 20, found: 20, needed: 30 }
		});
		expect(swapSet(today, calibrated, n, k, 21)).toMatchObject({ reason: 'few-leads-above-gate' });
		expect(
			swapSet(
				today,
				calibrated,
				n,
				k.map(() => 1),
				10
			)
		).toMatchObject({
			reason: 'few-wins-above-gate'
		});
	});
});
