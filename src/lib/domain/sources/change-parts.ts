import type { Share } from '#lib/domain/intervals/rate.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';

/** Leads and wins of a source in an earlier and a later period. */
export interface SourceChange {
	source: string;
	before: Share;
	after: Share;
}

/** What part of a change is owed to what, in wins; the three add up to the change. */
export interface ChangeParts {
	/** More or fewer leads in all, at the average rate. */
	volume: number;
	/** Leads moved between sources that are better or worse than the average. */
	mix: number;
	/** Sources became better or worse. */
	rate: number;
}

export interface ExplainedChange extends ChangeParts {
	/** Wins after less wins before. */
	change: number;
	/** Mix and rate of each source; they add up to those of the total. */
	sources: { source: string; mix: number; rate: number }[];
}

/**
 * Why wins changed between two periods: volume, mix or rate. Midpoint decomposition (Marshall-Edgeworth; the Shapley
 * value of the two steps): every part is valued at the mean of both periods, so that no order of steps has to be
 * chosen and changing the periods' places changes only the signs. Mix is measured against the overall rate: a growing
 * source that is worse than the average has a negative one. A source with leads in one period only has no change of
 * rate; all of it is mix.
 *
 * @returns not measured: `no-leads` where a period has none
 * @throws Error for more wins than leads
 * @example explainChange([{ source: 'fair', before: { leads: 100, wins: 10 }, after: { leads: 200, wins: 20 } }]) // { change: 10, volume: 10, mix: 0, rate: 0, … }
 */
export function explainChange(sources: SourceChange[]): Measured<ExplainedChange> {
	for (const { source, before, after } of sources) {
		for (const { wins, leads } of [before, after]) {
			if (!(wins >= 0 && wins <= leads)) {
				throw new Error(`explainChange: ${source}, ${wins} wins of ${leads} leads`);
			}
		}
	}
	const before = sumOf(sources.map((each) => each.before));
	const after = sumOf(sources.map((each) => each.after));
	if (before.leads === 0) return notMeasured('no-leads', { period: 'before' });
	if (after.leads === 0) return notMeasured('no-leads', { period: 'after' });
	const leads = (before.leads + after.leads) / 2;
	const overall = (before.wins / before.leads + after.wins / after.leads) / 2;
	const parts = sources.map((each) => {
		const shareBefore = each.before.leads / before.leads;
		const shareAfter = each.after.leads / after.leads;
		const [rateBefore, rateAfter] = ratesOf(each);
		const average = (rateBefore + rateAfter) / 2;
		return {
			source: each.source,
			mix: leads * (shareAfter - shareBefore) * (average - overall),
			rate: ((leads * (shareAfter + shareBefore)) / 2) * (rateAfter - rateBefore)
		};
	});
	const change = after.wins - before.wins;
	const volume = (after.leads - before.leads) * overall;
	const mix = parts.reduce((sum, part) => sum + part.mix, 0);
	return { measured: true, change, volume, mix, rate: change - volume - mix, sources: parts };
}

/** Rates before and after; the one there is for a source that came or went. */
function ratesOf({ before, after }: SourceChange): [number, number] {
	const earlier = before.leads > 0 ? before.wins / before.leads : null;
	const later = after.leads > 0 ? after.wins / after.leads : null;
	return [earlier ?? later ?? 0, later ?? earlier ?? 0];
}

function sumOf(shares: Share[]): Share {
	return shares.reduce(
		(sum, { wins, leads }) => ({ wins: sum.wins + wins, leads: sum.leads + leads }),
		{ wins: 0, leads: 0 }
	);
}
