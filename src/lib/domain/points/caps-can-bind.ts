import { mostEvents, rulesOf, type Cap, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { scoreBuckets } from './score-buckets.ts';

/**
 * Whether a cap of a card could cut a score for some points within a range: of a rule, of rules under one limit, of a group, or
 * of the total. Then a
 * score is no longer the sum of its rules, and neither bound nor certificate hold (statistics 14).
 *
 * Rules count as if they could all fire together, so a cap that no lead reaches may still be said to bind; a cap that is said
 * not to bind never does.
 *
 * @param points - fewest and most points of each rule, in order of the card
 * @example capsCanBind(card, [[-5, 5], [-5, 5]]) // false where the only cap is 100 on the total
 */
export function capsCanBind(
	scorecard: Scorecard,
	points: readonly (readonly [number, number])[]
): boolean {
	const rules = rulesOf(scorecard);
	if (points.length !== rules.length) {
		throw new Error(`capsCanBind: ${rules.length} rules, ${points.length} ranges`);
	}
	const reach = rules.map((rule, r): [number, number] => [
		Math.min(0, points[r][0]) * mostEvents(rule),
		Math.max(0, points[r][1]) * mostEvents(rule)
	]);
	if (rules.some((rule, r) => cuts(rule.cap, reach[r]))) return true;
	const { ofRule, buckets } = scoreBuckets(scorecard);
	const within = (holds: (rule: number) => boolean) => sumOf(reach.filter((_, r) => holds(r)));
	const limited = buckets.some(({ cap }, b) =>
		cuts(
			cap,
			within((r) => ofRule[r] === b)
		)
	);
	const sums = scorecard.groups.map((_, g) => within((r) => buckets[ofRule[r]].group === g));
	return (
		limited ||
		scorecard.groups.some(({ cap }, g) => cuts(cap, sums[g])) ||
		cuts(scorecard.cap, sumOf(sums))
	);
}

function sumOf(ranges: [number, number][]): [number, number] {
	return ranges.reduce<[number, number]>(([a, b], [low, high]) => [a + low, b + high], [0, 0]);
}

function cuts(cap: Cap | undefined, [low, high]: [number, number]): boolean {
	return low < (cap?.min ?? -Infinity) || high > (cap?.max ?? Infinity);
}
