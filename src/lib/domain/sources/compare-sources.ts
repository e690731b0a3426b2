import { benjaminiHochberg } from '#lib/domain/intervals/benjamini-hochberg.ts';
import { fisherExact } from '#lib/domain/intervals/fisher-exact.ts';
import type { Share } from '#lib/domain/intervals/rate.ts';
import { rateDifference, type RateDifference } from '#lib/domain/intervals/rate-difference.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';

export type SourceVerdict = 'better' | 'worse' | 'cannot-tell';

/** A source beside all other leads. */
export interface AgainstOthers extends RateDifference {
	/** Counts of all others, the source itself excluded. */
	others: Share;
	/** Fisher's exact test. */
	p: number;
	/** The same over all sources that were compared (Benjamini & Hochberg). */
	pAdjusted: number;
	verdict: SourceVerdict;
}

/** Expected share of wrong verdicts among all that are not "cannot tell". */
export const FALSE_DISCOVERIES = 0.05;

/**
 * Each source against all others together, itself excluded (statistics 22): comparing with a total that a big source
 * dominates would compare it with itself. The verdict goes by Fisher's exact test, adjusted over all sources for the
 * false discovery rate, so that among 5,000 campaigns not 250 are called better by chance.
 *
 * @param sources - counts of each at a fixed age
 * @returns in the order of the sources; not measured: `no-leads`, `one-source` where all other sources have none
 * @throws Error for more wins than leads
 * @example againstOthers([{ wins: 90, leads: 300 }, { wins: 40, leads: 400 }])[0] // { verdict: 'better', difference: 0.2, … }
 */
export function againstOthers(
	sources: Share[],
	falseDiscoveries = FALSE_DISCOVERIES
): Measured<AgainstOthers>[] {
	const wins = sources.reduce((sum, each) => sum + each.wins, 0);
	const leads = sources.reduce((sum, each) => sum + each.leads, 0);
	const othersOf = (each: Share) => ({ wins: wins - each.wins, leads: leads - each.leads });
	const compared = sources.filter((each) => each.leads > 0 && leads > each.leads);
	const p = compared.map((each) => fisherExact(each, othersOf(each)));
	const adjusted = benjaminiHochberg(p);
	return sources.map((each) => {
		if (each.leads === 0) return notMeasured('no-leads');
		const i = compared.indexOf(each);
		if (i < 0) return notMeasured('one-source');
		const others = othersOf(each);
		const gap = rateDifference(each, others);
		if (!gap.measured) return gap;
		const told = adjusted[i] <= falseDiscoveries;
		const verdict = !told ? 'cannot-tell' : gap.difference > 0 ? 'better' : 'worse';
		return { ...gap, others, p: p[i], pAdjusted: adjusted[i], verdict };
	});
}
