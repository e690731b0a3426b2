import { aliasedTerms } from '#lib/domain/logistic/aliased-terms.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import { fitLogistic, type LogisticFit } from '#lib/domain/logistic/fit-logistic.ts';
import {
	likelihoodRatioTest,
	type LikelihoodRatio
} from '#lib/domain/logistic/likelihood-ratio-test.ts';
import { selectTerms } from '#lib/domain/logistic/select-terms.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';

/** How much of a published model has to change: nothing, its level, its level and spread, or every weight. */
export type Update = 'keep' | 'intercept' | 'intercept-and-slope' | 'all';

/** One rung: how well the leads are explained, and whether changing everything explains them better. */
export interface LadderRung {
	update: Update;
	/** Parameters fitted on these leads. */
	parameters: number;
	logLikelihood: number;
	/** Log-odds to add, and factor on the published log-odds; null on the last rung, where every weight is its own. */
	intercept: number | null;
	slope: number | null;
	/** Test of this rung against changing everything; not measured on the last. */
	againstAll: Measured<LikelihoodRatio>;
}

/** The ladder with the smallest update that is not rejected. */
export interface UpdatingLadder {
	update: Update;
	rungs: LadderRung[];
}

/**
 * Closed test of how far a published probability has to be updated (Vergouwe et al. 2017; statistics 13): changing every
 * weight is tested against keeping all, then against a new intercept, then against intercept and slope, each at the same
 * level; the first rung that is not rejected is the answer. Closed testing keeps the chance of any needless update at the
 * level. It needs a published points-to-probability table: points alone promise nothing that could be kept (statistics 8).
 *
 * The largest model has the published log-odds among its terms, so that it contains the other rungs also where caps
 * make them no sum of the rules.
 *
 * @param design - rules and nuisance terms over training cells, without offset
 * @param published - published log-odds of each cell
 * @param level - at which a rung is rejected
 * @returns not measured: `one-class`, `constant-score` where the published log-odds are all equal, `not-converged`
 * @throws Error for published log-odds that are not finite or not one a cell
 * @example updatingLadder(design, published) // { measured: true, update: 'intercept', rungs: [ … ] }
 */
export function updatingLadder(
	design: Design,
	published: Float64Array,
	level = 0.05
): Measured<UpdatingLadder> {
	const leads: Design = { ...design, names: [], columns: [], offset: undefined };
	const wins = design.k.reduce((sum, value) => sum + value, 0);
	const all = design.n.reduce((sum, value) => sum + value, 0);
	if (wins === 0 || wins === all) return notMeasured('one-class', { leads: all, wins });
	const scaled = { ...leads, names: ['published'], columns: [published] };
	if (aliasedTerms(scaled).length > 0)
		return notMeasured('constant-score', { score: published[0] });
	const moved = fitLogistic({ ...leads, offset: published });
	const stretched = fitLogistic(scaled);
	const free = fitLogistic(largest(design, published));
	const stuck = [moved, stretched, free].find((fit) => !fit.converged);
	if (stuck) return notMeasured('not-converged', { terms: stuck.runningOff.join(', ') });
	const kept = keptRung(published, design);
	const rungs = rungsOf(kept, moved, stretched, free);
	const enough = rungs.find(({ againstAll }) => !againstAll.measured || againstAll.p >= level);
	return { measured: true, update: (enough as LadderRung).update, rungs };
}

/** The published log-odds and every rule that says more. */
function largest(design: Design, published: Float64Array): Design {
	const whole = {
		...design,
		offset: undefined,
		names: ['published', ...design.names],
		columns: [published, ...design.columns]
	};
	const dependent = new Set(aliasedTerms(whole).map(({ term }) => term));
	return selectTerms(
		whole,
		[...whole.columns.keys()].filter((term) => !dependent.has(term))
	);
}

type Rung = Omit<LadderRung, 'againstAll'>;

function keptRung(published: Float64Array, { n, k }: Design): Rung {
	let logLikelihood = 0;
	for (let c = 0; c < n.length; c++) {
		const spread = Math.max(published[c], 0) + Math.log1p(Math.exp(-Math.abs(published[c])));
		logLikelihood += k[c] * published[c] - n[c] * spread;
	}
	return { update: 'keep', parameters: 0, logLikelihood, intercept: 0, slope: 1 };
}

function rungsOf(
	kept: Rung,
	moved: LogisticFit,
	stretched: LogisticFit,
	free: LogisticFit
): LadderRung[] {
	const rung = (
		update: Update,
		fit: LogisticFit,
		intercept: number | null,
		slope: number | null
	) => ({
		update,
		parameters: fit.coefficients.length,
		logLikelihood: fit.logLikelihood,
		intercept,
		slope
	});
	const [intercept, slope] = stretched.coefficients;
	const all = rung('all', free, null, null);
	const rungs: Rung[] = [
		kept,
		rung('intercept', moved, moved.coefficients[0], 1),
		rung('intercept-and-slope', stretched, intercept, slope),
		all
	];
	return rungs.map((each) => ({
		...each,
		againstAll: likelihoodRatioTest(
			each.logLikelihood,
			all.logLikelihood,
			all.parameters - each.parameters
		)
	}));
}
