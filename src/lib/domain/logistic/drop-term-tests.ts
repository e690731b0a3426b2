import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { aliasedTerms } from './aliased-terms.ts';
import type { Design } from './design.ts';
import { fitLogistic } from './fit-logistic.ts';
import { likelihoodRatioTest, type LikelihoodRatio } from './likelihood-ratio-test.ts';
import { selectTerms } from './select-terms.ts';

/** A term as the user knows it, with its columns in the design: one for a rule, levels - 1 for a category. */
export interface TermColumns {
	name: string;
	/** Indexes into `design.columns`. */
	columns: number[];
}

/**
 * Likelihood-ratio test of every term: the fit against the fit without the term (R's `drop1(test = "LRT")`). Degrees of
 * freedom are the rank lost; a term whose columns the others can replace loses none and is `nothing-to-test`.
 *
 * @param design - terms, counts and offset, without aliased columns
 * @param logLikelihood - of the fit of all terms
 * @returns one test a term, in order; not measured (`not-converged`) where a fit ran off
 * @example dropTermTests(design, [{ name: 'rank', columns: [2, 3, 4] }], fit.logLikelihood)[0] // { name: 'rank', … df: 3 }
 */
export function dropTermTests(
	design: Design,
	terms: readonly TermColumns[],
	logLikelihood: number
): ({ name: string } & Measured<LikelihoodRatio>)[] {
	const rank = design.columns.length - aliasedTerms(design).length;
	return terms.map(({ name, columns }) => {
		const others = [...design.columns.keys()].filter((j) => !columns.includes(j));
		const without = selectTerms(design, others);
		const dependent = new Set(aliasedTerms(without).map(({ term }) => term));
		const kept = [...others.keys()].filter((j) => !dependent.has(j));
		const fit = fitLogistic(selectTerms(without, kept));
		if (!fit.converged) {
			return { name, ...notMeasured('not-converged', { terms: fit.runningOff.join(', ') }) };
		}
		return { name, ...likelihoodRatioTest(fit.logLikelihood, logLikelihood, rank - kept.length) };
	});
}
