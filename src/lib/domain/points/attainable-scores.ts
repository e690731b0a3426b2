import { cutTo } from '#lib/domain/scorecard/cut-to.ts';
import { rulesOf, type Cap, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { fieldStates, type FieldStates } from './field-states.ts';
import { scoreBuckets } from './score-buckets.ts';

/** Lowest and highest score. */
export interface ScoreRange {
	min: number;
	max: number;
	/** False where the range is certain to hold every score, but its ends may be out of reach. */
	exact: boolean;
}

/** Combinations of fields that are tried one by one. */
const MOST_COMBINATIONS = 20_000;

/**
 * The lowest and the highest score that any lead can get, knowing which rules exclude one another: of the rules on one
 * field only such count together as some value of the field fits. Caps are kept. A plain sum of all points above 0 would
 * promise scores that nobody can reach.
 *
 * Where fields have rules in several groups with caps, their combinations are tried up to 20,000; beyond that the range is
 * wider than need be and `exact` is false. What leads actually score is `observedScores`.
 *
 * @param points - points of each rule in order of the card, instead of the card's own
 * @throws Error where the points do not fit the card
 * @example attainableScores(card) // { min: -20, max: 95, exact: true }
 */
export function attainableScores(
	scorecard: Scorecard,
	points: ArrayLike<number> = rulesOf(scorecard).map((rule) => rule.points)
): ScoreRange {
	const rules = rulesOf(scorecard);
	if (points.length !== rules.length) {
		throw new Error(`attainableScores: ${rules.length} rules, ${points.length} points`);
	}
	const sums = bucketsOf(scorecard);
	const given = fieldStates(scorecard).map((field) =>
		contributions(field, scorecard, points, sums)
	);
	const entangled = given.filter(({ options }) => spansBuckets(options));
	const single = given.filter(({ options }) => !spansBuckets(options));
	const exact = given.every((field) => field.exact) && combinations(entangled) <= MOST_COMBINATIONS;
	const tried = exact ? entangled.map(({ options }) => options) : entangled.flatMap(apart);
	const end = (sign: 1 | -1) =>
		extreme(
			sign,
			single.map(({ options }) => options),
			tried,
			sums,
			scorecard.cap
		);
	return { min: end(-1), max: end(1), exact };
}

/** Sums that are cut on their own: limits and groups with a cap, all others together. */
interface Buckets {
	/** Bucket of each rule. */
	ofRule: number[];
	caps: (Cap | undefined)[];
	/** Bucket that a bucket is added to once it is cut: limits to their group; undefined for those of the total. */
	within: (number | undefined)[];
}

/** What one field can add to each bucket: one entry a combination of states. */
interface Contribution {
	options: number[][];
	exact: boolean;
}

function bucketsOf(scorecard: Scorecard): Buckets {
	const found: Buckets = { ofRule: [], caps: [undefined], within: [undefined] };
	const { ofRule, buckets } = scoreBuckets(scorecard);
	const add = (cap: Cap | undefined, within?: number) => {
		found.within.push(within);
		return found.caps.push(cap) - 1;
	};
	const ofGroup = scorecard.groups.map(({ cap }) => (cap ? add(cap) : 0));
	const of = buckets.map(({ group, cap }) => (cap ? add(cap, ofGroup[group]) : ofGroup[group]));
	found.ofRule = ofRule.map((bucket) => of[bucket]);
	return found;
}

function contributions(
	{ rules, states, exact }: FieldStates,
	scorecard: Scorecard,
	points: ArrayLike<number>,
	{ ofRule, caps }: Buckets
): Contribution {
	const all = rulesOf(scorecard);
	const options = states.map((state) => {
		const sums = new Array<number>(caps.length).fill(0);
		rules.forEach((rule, i) => {
			if (state[i] > 0) sums[ofRule[rule]] += cutTo(points[rule] * state[i], all[rule].cap);
		});
		return sums;
	});
	return { options, exact };
}

function spansBuckets(options: number[][]): boolean {
	const touched = options[0].filter((_, bucket) => options.some((sums) => sums[bucket] !== 0));
	return touched.length > 1;
}

function combinations(fields: Contribution[]): number {
	return fields.reduce((count, { options }) => count * options.length, 1);
}

/** A field as if it could choose for each bucket on its own. */
function apart({ options }: Contribution): number[][][] {
	return options[0].map((_, bucket) =>
		options.map((sums) => sums.map((value, b) => (b === bucket ? value : 0)))
	);
}

function extreme(
	sign: 1 | -1,
	single: number[][][],
	tried: number[][][],
	{ caps, within }: Buckets,
	cap: Cap | undefined
): number {
	const better = (a: number, b: number) => (sign > 0 ? Math.max(a, b) : Math.min(a, b));
	const alone = (fields: number[][][]) =>
		caps.map((_, bucket) =>
			fields.reduce((sum, options) => sum + options.map((sums) => sums[bucket]).reduce(better), 0)
		);
	const base = alone(single);
	// Limits stand behind the groups they are added to.
	const total = (sums: number[]) => {
		const left = [...sums];
		for (let bucket = left.length - 1; bucket > 0; bucket--) {
			left[within[bucket] ?? 0] += cutTo(left[bucket], caps[bucket]);
		}
		return cutTo(left[0], cap);
	};
	const visit = (field: number, sums: number[]): number => {
		if (field === tried.length) return total(sums);
		return tried[field]
			.map((option) =>
				visit(
					field + 1,
					sums.map((value, bucket) => value + option[bucket])
				)
			)
			.reduce(better);
	};
	return tried.length === 0 ? total(base) : visit(0, base);
}
