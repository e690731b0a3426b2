import type { Design } from '#lib/domain/logistic/design.ts';
import { selectTerms } from '#lib/domain/logistic/select-terms.ts';
import type { RuleFit } from './rule-fit.ts';

/**
 * What today's points stand trial on against free weights (statistics 13): all terms that have a finite weight by maximum
 * likelihood, whatever the shown weights were fitted by, and today's score of these rules. Rules that were refused or are
 * separated stand beside all models at today's points x slope: left in the score they would part winners from others there.
 *
 * @param score - today's capped score of each cell
 * @param slope - b, log-odds per point of it; null where it has none, and the score is taken as it is
 * @returns design, its number of rule terms, and the score
 * @example cardTest(...rulesOnTrial(fitted, today.train, 0.07))
 */
export function rulesOnTrial(
	{ design, rules, points, separated }: Pick<RuleFit, 'design' | 'rules' | 'points' | 'separated'>,
	score: Float64Array,
	slope: number | null
): [Design, number, Float64Array] {
	const kept = [...design.columns.keys()].filter((term) => !separated.includes(term));
	const ruleTerms = kept.filter((term) => term < rules.length).length;
	const free = selectTerms(design, kept);
	if (!slope) return [{ ...free, offset: undefined }, ruleTerms, score];
	const beside = separated.filter((term) => term < rules.length);
	const offset = new Float64Array(score.length).map((_, c) =>
		beside.reduce(
			(sum, term) => sum + slope * points[term] * design.columns[term][c],
			design.offset?.[c] ?? 0
		)
	);
	if (offset.every((value) => value === 0)) {
		return [{ ...free, offset: undefined }, ruleTerms, score];
	}
	const own = score.map((value, c) => value - offset[c] / slope);
	return [{ ...free, offset }, ruleTerms, own];
}
