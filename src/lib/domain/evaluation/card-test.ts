import { aliasedTerms } from '#lib/domain/logistic/aliased-terms.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import {
	likelihoodRatioTest,
	type LikelihoodRatio
} from '#lib/domain/logistic/likelihood-ratio-test.ts';
import { selectTerms } from '#lib/domain/logistic/select-terms.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { totals } from './totals.ts';

/** Whether the rules say more than the score that was made of them (statistics 13). */
export interface CardTest {
	lrt: Measured<LikelihoodRatio>;
	/** Whether score and rules together say anything at all: the best model against the one without them. */
	signal: Measured<LikelihoodRatio>;
	/** Log likelihood gained by free weights, as a share of the explained loss; null where nothing is explained. */
	gainShare: number | null;
	/** Log likelihood of the best model above the null model, per lead, in nats. */
	explainedPerLead: number;
}

/**
 * Likelihood-ratio test of a + b S against a + b S + rules on training leads, S the capped score; degrees of freedom are
 * the rank gained. Nuisance terms of missing data stand in all three models (null, score, best), so that only the points
 * are on trial.
 *
 * Explained loss = log likelihood of the best model minus that of the null model; the gain is the part of it that the
 * score alone leaves.
 *
 * @param design - training cells with rule terms first, then nuisance terms
 * @param ruleTerms - number of rule terms
 * @param score - today's capped score of each cell
 * @returns not measured: `no-rules`, or `not-converged` where one of the fits runs off
 * @example cardTest(design, 8, score) // { measured: true, lrt: { chiSquare: 4.175, df: 7, p: 0.759 }, gainShare: 0.117 }
 */
export function cardTest(
	design: Design,
	ruleTerms: number,
	score: Float64Array
): Measured<CardTest> {
	if (ruleTerms === 0) return notMeasured('no-rules');
	const nuisance = design.columns.length - ruleTerms;
	const ordered = nuisanceThenScoreThenRules(design, ruleTerms, score);
	const dependent = new Set(aliasedTerms(ordered).map(({ term }) => term));
	const upTo = (terms: number) => [...Array(terms).keys()].filter((term) => !dependent.has(term));
	const models = [upTo(nuisance), upTo(nuisance + 1), upTo(ordered.columns.length)];
	const [none, today, best] = models.map((terms) => fitLogistic(selectTerms(ordered, terms)));
	const stuck = [none, today, best].find((fit) => !fit.converged);
	if (stuck) return notMeasured('not-converged', { terms: stuck.runningOff.join(', ') });
	const explained = best.logLikelihood - none.logLikelihood;
	const gained = Math.max(0, best.logLikelihood - today.logLikelihood);
	return {
		measured: true,
		lrt: likelihoodRatioTest(
			today.logLikelihood,
			best.logLikelihood,
			models[2].length - models[1].length
		),
		signal: likelihoodRatioTest(
			none.logLikelihood,
			best.logLikelihood,
			models[2].length - models[0].length
		),
		gainShare: explained > 0 ? gained / explained : null,
		explainedPerLead: Math.max(0, explained) / totals(design).leads
	};
}

function nuisanceThenScoreThenRules(
	design: Design,
	ruleTerms: number,
	score: Float64Array
): Design {
	const { names, columns } = design;
	return {
		...design,
		names: [...names.slice(ruleTerms), 'score', ...names.slice(0, ruleTerms)],
		columns: [...columns.slice(ruleTerms), score, ...columns.slice(0, ruleTerms)]
	};
}
