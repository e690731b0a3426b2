import { cutTo } from '#lib/domain/scorecard/cut-to.ts';
import type { Cap, Scorecard } from '#lib/domain/scorecard/scorecard.ts';

/** Which sums a card cuts, from the rules up: rules into buckets, buckets into groups, groups into the total. */
export interface ScoreBuckets {
	/** Bucket of each rule, in order of the card. */
	ofRule: number[];
	/** The rules of a group that share no limit, then one a limit; in order of the groups. */
	buckets: { group: number; cap: Cap | undefined }[];
}

/**
 * The buckets of a card: a group without limits is one bucket without a bound of its own.
 * @example scoreBuckets(card).buckets.length // groups of the card, where it has no limits
 */
export function scoreBuckets({ groups }: Scorecard): ScoreBuckets {
	const buckets: ScoreBuckets['buckets'] = [];
	const ofRule: number[] = [];
	groups.forEach(({ rules, limits = [] }, group) => {
		const free = buckets.push({ group, cap: undefined }) - 1;
		const byLimit = new Map(limits.map(({ id, cap }) => [id, buckets.push({ group, cap }) - 1]));
		ofRule.push(...rules.map(({ limit }) => byLimit.get(limit ?? '') ?? free));
	});
	return { ofRule, buckets };
}

/**
 * Points a rule gives in each state, cut to its bounds; a state worth nothing gives none, whatever the bounds.
 *
 * @param worth - of each state, from `worthOfStates`
 * @example givenByState(5, { max: 8 }, worth)[2] // 8
 */
export function givenByState(
	points: number,
	cap: Cap | undefined,
	worth: Float64Array
): Float64Array {
	return worth.map((events) => (events > 0 ? cutTo(points * events, cap) : 0));
}
