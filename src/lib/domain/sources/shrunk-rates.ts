import { betaMixtureQuantile, mixtureMoments } from '#lib/domain/intervals/beta-mixture.ts';
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
	for (const { wins, leads } of sources) {
		if (!(wins >= 0 && wins <= leads)) throw new Error(`shrunkRates: ${wins} wins of ${leads}`);
	}
	const used = sources.filter(({ leads }) => leads > 0);
	if (used.length < FEWEST_SOURCES) {
		return notMeasured('too-few-sources', { sources: used.length, needed: FEWEST_SOURCES });
	}
	const spread = rateSpread(used);
	const known = new Map<string, Measured<ShrunkRate>>();
	const rates = sources.map((source) => {
		const key = `${source.wins}/${source.leads}`;
		const rate = known.get(key) ?? shrunkRate(source, spread, level);
		known.set(key, rate);
		return rate;
	});
	return { measured: true, common: commonRate(spread, level), rates };
}

function shrunkRate(
	{ wins, leads }: Share,
	{ mean, size, weight }: RateSpread,
	level: number
): Measured<ShrunkRate> {
	if (leads === 0) return notMeasured('no-leads');
	const curve = {
		a: mean.map((m, i) => wins + m * size[i]),
		b: mean.map((m, i) => leads - wins + (1 - m) * size[i]),
		weight
	};
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
