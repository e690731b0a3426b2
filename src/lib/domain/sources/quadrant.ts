import type { SourceVerdict } from './compare-sources.ts';

/** Where a source stands by number and quality of its leads. */
export type Quadrant = 'many-better' | 'few-better' | 'many-worse' | 'few-worse' | 'cannot-tell';

/** What the quadrant of a source depends on. */
export interface PlacedSource {
	leads: number;
	/** Against all others; null where that could not be measured. */
	verdict: SourceVerdict | null;
}

export interface Quadrants {
	/** Leads from which on a source counts as one of many: the median of the sources with leads. */
	manyFrom: number;
	/** In the order of the sources. */
	places: Quadrant[];
}

/**
 * Volume against quality. Quality is the verdict against all others: a source whose rate cannot be told from theirs
 * stands in no corner, however high its rate. Volume is split at the median (the upper of two middle ones).
 *
 * @returns null without a source that has leads
 * @example quadrants([{ leads: 10, verdict: 'better' }, { leads: 900, verdict: 'worse' }])?.places // ['few-better', 'many-worse']
 */
export function quadrants(sources: PlacedSource[]): Quadrants | null {
	const sizes = sources.map(({ leads }) => leads).filter((leads) => leads > 0);
	if (sizes.length === 0) return null;
	const manyFrom = sizes.sort((a, b) => a - b)[Math.floor(sizes.length / 2)];
	const places = sources.map(({ leads, verdict }): Quadrant => {
		if (verdict === null || verdict === 'cannot-tell') return 'cannot-tell';
		return `${leads >= manyFrom ? 'many' : 'few'}-${verdict}`;
	});
	return { manyFrom, places };
}
