import { issue, type Issue } from '#lib/domain/issue.ts';
import { normalInterval } from '#lib/domain/intervals/normal-interval.ts';
import { fillOf, type FillCounts, type FillShare } from './fill-counts.ts';

/** Filled for more than half of one outcome … */
const MOSTLY = 0.5;
/** … and at least twice as often as for the other. */
const TIMES = 2;
/** A ratio that is not even this large with 95 % certainty proves nothing. */
const TIMES_AT_LEAST = 1.5;

/**
 * Whether a column is filled mostly for winners, or mostly for leads that were not won: what somebody writes down once the
 * outcome is known or near.
 *
 * Suspected where the column is filled for more than half of one outcome, at least twice as often as for the other, and
 * at least 1.5 times as often with 95 % certainty (log-normal interval of a ratio of shares, Katz 1978). The half keeps
 * fields out that few leads fill in anyway; the two keeps out what keen leads merely fill in more carefully: on real lead
 * lists attributes asked for on forms are filled 1.0 to 1.5 times as often for winners, fields of sales 2 to 70 times.
 *
 * @returns the evidence, or null
 */
export function filledByOutcome(counts: FillCounts): Issue | null {
	const [won, lost] = [fillOf(counts, 'won'), fillOf(counts, 'lost')];
	return (
		mostly(won, lost, 'leak-filled-for-winners') ?? mostly(lost, won, 'leak-filled-for-others')
	);
}

function mostly(often: FillShare, seldom: FillShare, code: string): Issue | null {
	const ratio = shareRatio(often, seldom);
	if (!ratio || often.filled < MOSTLY * often.leads) return null;
	if (ratio.ratio < TIMES || ratio.ci[0] < TIMES_AT_LEAST) return null;
	return issue(code, 'warning', {
		leads: often.leads + seldom.leads,
		filled: often.filled,
		of: often.leads,
		filledRate: often.filled / often.leads,
		otherFilled: seldom.filled,
		otherOf: seldom.leads,
		otherRate: seldom.filled / seldom.leads,
		times: ratio.ratio,
		timesLow: ratio.ci[0],
		timesHigh: ratio.ci[1]
	});
}

/**
 * How many times as often one group is filled as another, with a 95 % interval on the log scale (Katz 1978); half a lead is
 * added to the filled ones of both where a group has none, so that the ratio stays finite.
 *
 * @returns null where a group has no leads, or neither is ever filled
 * @example shareRatio({ leads: 100, filled: 80 }, { leads: 100, filled: 20 }) // { ratio: 4, ci: [2.7, 6.0] }
 */
export function shareRatio(
	a: FillShare,
	b: FillShare
): { ratio: number; ci: [number, number] } | null {
	if (a.leads === 0 || b.leads === 0 || a.filled + b.filled === 0) return null;
	const more = a.filled === 0 || b.filled === 0 ? 0.5 : 0;
	const [p, q] = [(a.filled + more) / (a.leads + more), (b.filled + more) / (b.leads + more)];
	const variance = (1 - p) / (a.filled + more) + (1 - q) / (b.filled + more);
	const [lower, upper] = normalInterval(Math.log(p / q), Math.sqrt(variance));
	return { ratio: p / q, ci: [Math.exp(lower), Math.exp(upper)] };
}
