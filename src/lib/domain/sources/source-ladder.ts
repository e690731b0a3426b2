import { rateOf, type Rate, type Share } from '#lib/domain/intervals/rate.ts';
import type { Measured } from '#lib/domain/units.ts';
import { againstOthers, type AgainstOthers, type SourceVerdict } from './compare-sources.ts';
import { shrunkRates, type ShrunkRate, type ShrunkRates } from './shrunk-rates.ts';

export interface SourceShare extends Share {
	source: string;
}

/** A source on the ladder: its rate raw and shrunk, and beside all others. */
export interface SourceRung {
	source: string;
	raw: Measured<Rate>;
	shrunk: Measured<ShrunkRate>;
	others: Measured<AgainstOthers>;
	/**
	 * Better or worse only where both say so: the test against all others, and a shrunk interval that leaves their rate
	 * out. One lucky month of a tiny source passes the first and not the second. Null without leads, or without others.
	 */
	verdict: SourceVerdict | null;
}

export interface SourceLadder {
	/**
	 * Clearly better ones first, then those that cannot be told, then worse ones; the highest rate first in each.
	 * Without leads: last.
	 */
	rungs: SourceRung[];
	/**
	 * What they are ranked by within a verdict: under five sources nothing is shrunk, and the lower bound of the raw
	 * rate ranks.
	 */
	rankedBy: 'shrunk' | 'lower-bound';
	/** All leads together. */
	overall: Measured<Rate>;
	/** The rate sources have on average; not measured under five. */
	common: Measured<ShrunkRates['common']>;
}

/**
 * Sources ranked by what their rate can be believed to be, never by the raw rate: two wins of three leads do not lead
 * the list. Ties go by name.
 *
 * @param sources - counts of each at a fixed age (mature leads only)
 * @throws Error for more wins than leads
 * @example sourceLadder(sources).rungs[0].source // 'referral'
 */
export function sourceLadder(sources: SourceShare[], level = 0.95): SourceLadder {
	const shrunk = shrunkRates(sources, level);
	const others = againstOthers(sources);
	const rungs = sources.map(({ source, wins, leads }, i) => {
		const rate = shrunk.measured ? shrunk.rates[i] : shrunk;
		const raw = rateOf(wins, leads, level);
		return { source, raw, shrunk: rate, others: others[i], verdict: verdictOf(rate, others[i]) };
	});
	const sum = (of: (each: Share) => number) => sources.reduce((total, each) => total + of(each), 0);
	return {
		rungs: rungs.sort(
			(a, b) => placeOf(a) - placeOf(b) || height(b) - height(a) || (a.source < b.source ? -1 : 1)
		),
		rankedBy: shrunk.measured ? 'shrunk' : 'lower-bound',
		overall: rateOf(
			sum(({ wins }) => wins),
			sum(({ leads }) => leads),
			level
		),
		common: shrunk.measured ? { measured: true, ...shrunk.common } : shrunk
	};
}

function verdictOf(
	shrunk: Measured<ShrunkRate>,
	against: Measured<AgainstOthers>
): SourceVerdict | null {
	if (!against.measured) return null;
	const rate = against.others.wins / against.others.leads;
	const within = shrunk.measured && shrunk.lo <= rate && rate <= shrunk.hi;
	return within ? 'cannot-tell' : against.verdict;
}

function placeOf({ verdict, raw }: SourceRung): number {
	if (!raw.measured) return 3;
	return verdict === 'better' ? 0 : verdict === 'worse' ? 2 : 1;
}

function height({ raw, shrunk }: SourceRung): number {
	if (shrunk.measured) return shrunk.rate;
	return raw.measured ? raw.lo : -1;
}
