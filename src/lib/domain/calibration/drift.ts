import { wilson } from '#lib/domain/intervals/wilson.ts';
import { normalReach } from '#lib/domain/intervals/normal-interval.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';

/** Leads and wins of one part. */
export interface Part {
	leads: number;
	wins: number;
}

/** How often leads of a part were won, with its 95 % Wilson interval. */
export interface PartRate extends Part {
	rate: number;
	ci: [number, number];
}

/** Whether later leads convert as the earlier ones predict (calibration in the large). */
export interface Drift {
	earlier: PartRate;
	later: PartRate;
	/** Win rate of the later leads as weights fitted on the earlier ones predict it. */
	predicted: number;
	/** Later rate / predicted rate, with a 95 % interval that carries the chance of both parts. */
	ratio: number;
	ratioCi: [number, number];
	level: DriftLevel;
}

/**
 * `far-higher`, `far-lower`: by half or more; `higher`, `lower`: by more than a tenth; `as-predicted`: surely different,
 * but by no more than a tenth; `within-chance`: the interval holds 1.
 */
export type DriftLevel =
	'far-higher' | 'higher' | 'as-predicted' | 'within-chance' | 'lower' | 'far-lower';

/** Ratios of later to predicted rates from which they are called different, and far different. */
const DIFFERENT = 1.1;
const FAR = 1.5;

/**
 * Compares the win rate of later leads with what earlier ones predict of them. The interval of the ratio is that of a ratio
 * of two rates on the log scale (Katz et al. 1978): the prediction is as uncertain as the rate of the leads it was learned
 * on.
 *
 * @param predicted - mean prediction over the later leads
 * @returns not measured where one part holds no win (`no-wins-earlier`, `no-wins-later`)
 * @example driftOf({ leads: 700, wins: 56 }, { leads: 300, wins: 90 }, 0.09).level // 'far-higher'
 */
export function driftOf(earlier: Part, later: Part, predicted: number): Measured<Drift> {
	if (earlier.wins === 0) return notMeasured('no-wins-earlier', { leads: earlier.leads });
	if (later.wins === 0) return notMeasured('no-wins-later', { leads: later.leads });
	const [before, after] = [rateOf(earlier), rateOf(later)];
	const ratio = after.rate / predicted;
	const spread = Math.sqrt((1 - after.rate) / later.wins + (1 - before.rate) / earlier.wins);
	const reach = Math.exp(normalReach() * spread);
	const ratioCi: [number, number] = [ratio / reach, ratio * reach];
	const level = levelOf(ratio, ratioCi);
	return { measured: true, earlier: before, later: after, predicted, ratio, ratioCi, level };
}

function rateOf({ leads, wins }: Part): PartRate {
	return { leads, wins, rate: wins / leads, ci: wilson(wins, leads) };
}

function levelOf(ratio: number, [lower, upper]: [number, number]): DriftLevel {
	if (lower <= 1 && upper >= 1) return 'within-chance';
	if (ratio >= FAR) return 'far-higher';
	if (ratio <= 1 / FAR) return 'far-lower';
	if (ratio > DIFFERENT) return 'higher';
	return ratio < 1 / DIFFERENT ? 'lower' : 'as-predicted';
}
