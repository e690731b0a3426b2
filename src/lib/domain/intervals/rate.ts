import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { wilson } from './wilson.ts';

/** Two counts, not yet a rate. */
export interface Share {
	wins: number;
	leads: number;
}

/** A rate with both its numbers and its interval (statistics 20); rate and interval are 0..1. */
export interface Rate extends Share {
	rate: number;
	lo: number;
	hi: number;
}

/**
 * A rate with its Wilson interval. Without leads there is no rate: not 0 %, but nothing measured.
 *
 * @param wins - those of the leads to whom it happened, 0..leads
 * @returns not measured: `no-leads`
 * @throws Error for counts that are negative, or more wins than leads
 * @example rateOf(7, 40) // { measured: true, wins: 7, leads: 40, rate: 0.175, lo: 0.0875, hi: 0.3195 }
 */
export function rateOf(wins: number, leads: number, level = 0.95): Measured<Rate> {
	if (!(leads >= 0 && wins >= 0 && wins <= leads)) {
		throw new Error(`rateOf: ${wins} wins of ${leads} leads`);
	}
	if (leads === 0) return notMeasured('no-leads');
	const [lo, hi] = wilson(wins, leads, level);
	return { measured: true, wins, leads, rate: wins / leads, lo, hi };
}
