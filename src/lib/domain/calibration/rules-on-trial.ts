import type { Design } from '#lib/domain/logistic/design.ts';
import { selectTerms } from '#lib/domain/logistic/select-terms.ts';
import type { RuleFit } from './rule-fit.ts';

/**
 * The design on which today's points stand trial against free weights (statistics 13), with its number of rule terms: all
 * terms that have a finite weight by maximum likelihood, whatever the shown weights were fitted by.
 *
 * @example rulesOnTrial(fitted) // [design, 19]
 */
export function rulesOnTrial({
	design,
	rules,
	separated
}: Pick<RuleFit, 'design' | 'rules' | 'separated'>): [Design, number] {
	const kept = [...design.columns.keys()].filter((term) => !separated.includes(term));
	const ruleTerms = kept.filter((term) => term < rules.length).length;
	return [{ ...selectTerms(design, kept), offset: undefined }, ruleTerms];
}
