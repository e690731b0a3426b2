import {
	betaMixtureQuantile,
	mixtureCdf,
	mixtureMoments,
	type BetaMixture
} from '#lib/domain/intervals/beta-mixture.ts';
import type { Share } from '#lib/domain/intervals/rate.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { rateSpread, type RateSpread } from './rate-spread.ts';

/** A source's rate as all sources together make it likely. */
export interface ShrunkRate {
	rate: number;
	lo: number;
	hi: number;
	/** Share of it that is owed to the other sources, 0..1: near 1 for a source of few leads. */
	pull: number;
	/** The rate it is drawn to; `rate` lies between this and the raw rate. */
	towards: number;
}

export interface ShrunkRates {
	/** The rate that sources have on average: each counts alike, whatever its leads. */
	common: { rate: number; lo: number; hi: number };
	/** In the order of the sources. */
	rates: Measured<ShrunkRate>[];
}

/** Sources below which there is no telling how far sources differ (statistics 22). */
export const FEWEST_SOURCES = 5;

/**
 * Beta-binomial shrinkage of the rates of sources (statistics 22): posterior mean and equal-tailed interval of every
 * source, with mean and spread of the rates integrated out, see `rateSpread`; intervals from plugged-in estimates
 * would be too narrow. A source of few leads is drawn to the others, one of many stays where it is.
 *
 * @param sources - counts of each, at a fixed age (mature leads only)
 * @returns not measured: `too-few-sources` under five with leads; a source without leads: `no-leads`
 * @throws Error for more wins than leads
 * @example shrunkRates(sources).measured && shrunkRates(sources).rates[0] // { rate: 0.11, lo: 0.07, hi: 0.16, pull: 0.4, … }
 */
export function shrunkRates(sources: Share[], level = 0.95): Measured<ShrunkRates> {
	const found = shrinkage(sources, level);
	if (!found.measured) return found;
	const rates = sources.map((_, i) => found.rateOf(i));
	return { measured: true, common: found.common, rates };
}

/** Shrinkage of sources whose intervals are worked out one by one, as they are asked for. */
export interface Shrinkage {
	common: ShrunkRates['common'];
	/** The rate of a source, without its interval: cheap; null without leads. */
	meanOf(source: number): number | null;
	/** Whether the interval of a source holds a rate, without working out its ends. */
	holds(source: number, rate: number): boolean;
	/** Rate and interval; sources of the same counts share them. */
	rateOf(source: number): Measured<ShrunkRate>;
}

/**
 * What `shrunkRates` says, for thousands of sources of which a page shows some: nearly all the work is in the ends of
 * the intervals, and a ranking with its verdicts needs none of them.
 *
 * @returns not measured, and throws, as `shrunkRates`
 * @example shrinkage(sources).measured && shrinkage(sources).meanOf(0) // 0.11
 */
export function shrinkage(sources: Share[], level = 0.95): Measured<Shrinkage> {
	for (const { wins, leads } of sources) {
		if (!(wins >= 0 && wins <= leads)) throw new Error(`shrunkRates: ${wins} wins of ${leads}`);
	}
	const used = sources.filter(({ leads }) => leads > 0);
	if (used.length < FEWEST_SOURCES) {
		return notMeasured('too-few-sources', { sources: used.length, needed: FEWEST_SOURCES });
	}
	const spread = rateSpread(used);
	const known = new Map<string, Measured<ShrunkRate>>();
	return {
		measured: true,
		common: commonRate(spread, level),
		meanOf: (i) =>
			sources[i].leads === 0 ? null : mixtureMoments(curveOf(sources[i], spread)).mean,
		holds: (i, rate) => {
			const below = mixtureCdf(rate, curveOf(sources[i], spread));
			return below >= (1 - level) / 2 && below <= (1 + level) / 2;
		},
		rateOf: (i) => {
			const key = `${sources[i].wins}/${sources[i].leads}`;
			const rate = known.get(key) ?? shrunkRate(sources[i], spread, level);
			known.set(key, rate);
			return rate;
		}
	};
}

/** What is believed of the rate of a source that has leads. */
function curveOf({ wins, leads }: Share, { mean, size, weight }: RateSpread): BetaMixture {
	return {
		a: mean.map((m, i) => wins + m * size[i]),
		b: mean.map((m, i) => leads - wins + (1 - m) * size[i]),
		weight
	};
}

function shrunkRate(source: Share, spread: RateSpread, level: number): Measured<ShrunkRate> {
	const { leads } = source;
	const { mean, size, weight } = spread;
	if (leads === 0) return notMeasured('no-leads');
	const curve = curveOf(source, spread);
	let pull = 0;
	let drawn = 0;
	for (let i = 0; i < weight.length; i++) {
		const part = (weight[i] * size[i]) / (leads + size[i]);
		pull += part;
		drawn += part * mean[i];
	}
	return {
		measured: true,
		rate: mixtureMoments(curve).mean,
		lo: betaMixtureQuantile((1 - level) / 2, curve),
		hi: betaMixtureQuantile((1 + level) / 2, curve),
		pull,
		towards: drawn / pull
	};
}

/** Mean and interval of the common rate, read off the grid. */
function commonRate({ mean, weight }: RateSpread, level: number): ShrunkRates['common'] {
	const ascending = [...mean.keys()].sort((i, j) => mean[i] - mean[j]);
	const below = (share: number) => {
		let sum = 0;
		return mean[ascending.find((i) => (sum += weight[i]) >= share) ?? ascending.at(-1)!];
	};
	const rate = mean.reduce((sum, m, i) => sum + m * weight[i], 0);
	return { rate, lo: below((1 - level) / 2), hi: below((1 + level) / 2) };
}
