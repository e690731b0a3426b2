import { benjaminiHochberg } from '#lib/domain/intervals/benjamini-hochberg.ts';
import { fisherExact } from '#lib/domain/intervals/fisher-exact.ts';
import type { Share } from '#lib/domain/intervals/rate.ts';
import { FALSE_DISCOVERIES } from './compare-sources.ts';

/** Two sources by their place in the list. */
export interface SourcePair {
	first: number;
	second: number;
	p: number;
	pAdjusted: number;
	/** Whether their rates cannot be told apart. */
	alike: boolean;
}

export interface SourcePairs {
	/** Every pair of the compared sources, in their order. */
	pairs: SourcePair[];
	/** Sources that were not compared: without leads, or beyond the number of sources of most leads that are. */
	leftOut: number;
}

/** Sources of which all pairs are compared: 780 pairs. */
const MOST_SOURCES = 40;

/**
 * Which of the larger sources cannot be told apart: Fisher's exact test of every pair, adjusted over all pairs
 * (Benjamini & Hochberg). Raw counts are compared, not shrunk rates: shrinkage draws sources together, which is no
 * evidence that they are alike. "Alike" says that the leads do not tell, not that the rates are equal.
 *
 * @param sources - counts of each at a fixed age
 * @throws Error for more wins than leads
 * @example pairsAlike([{ wins: 30, leads: 100 }, { wins: 32, leads: 100 }]).pairs[0].alike // true
 */
export function pairsAlike(
	sources: Share[],
	{ most = MOST_SOURCES, falseDiscoveries = FALSE_DISCOVERIES } = {}
): SourcePairs {
	const compared = [...sources.keys()]
		.filter((i) => sources[i].leads > 0)
		.sort((i, j) => sources[j].leads - sources[i].leads || i - j)
		.slice(0, most)
		.sort((i, j) => i - j);
	const pairs = compared.flatMap((first, i) =>
		compared.slice(i + 1).map((second) => ({ first, second }))
	);
	const p = pairs.map(({ first, second }) => fisherExact(sources[first], sources[second]));
	const adjusted = benjaminiHochberg(p);
	return {
		pairs: pairs.map((pair, i) => ({
			...pair,
			p: p[i],
			pAdjusted: adjusted[i],
			alike: adjusted[i] > falseDiscoveries
		})),
		leftOut: sources.length - compared.length
	};
}
