import { random } from '#lib/domain/random.ts';
import { checkDesign } from './check-design.ts';
import type { ClusterCounts } from './cluster-covariance.ts';
import { INTERCEPT, type Design } from './design.ts';
import { climbCarefully } from './climb-carefully.ts';
import type { Objective } from './objective.ts';
import { resampleAccounts, resampleCells, type Counts, type Resampling } from './resample-cells.ts';
import { ridgeObjective, type Ridge } from './ridge-objective.ts';
import { scorePass } from './score-pass.ts';
import { runRows } from './run-rows.ts';

export interface BootstrapOptions {
	/** Samples to draw. */
	draws?: number;
	seed?: number;
	kind?: Resampling;
	/** Number of the first sample: sample i is the same wherever it is drawn, so that work can be shared out. */
	first?: number;
	/** Draw whole accounts instead of leads. */
	accounts?: ClusterCounts;
	/** Penalty of every fit. */
	ridge?: Ridge;
	/** Called after every sample with the share done, 0..1. */
	onProgress?: (share: number) => void;
	/** Asked before every sample; true ends the work with what there is. */
	shouldStop?: () => boolean;
}

/** Weights refitted on bootstrap samples. */
export interface BootstrappedWeights {
	/** Intercept and terms. */
	names: string[];
	/** One column a coefficient: its value in every sample that could be fitted, in order of the samples. */
	weights: Float64Array[];
	/** Samples that were drawn. */
	drawn: number;
	/** Samples without a finite fit (separated, or a rule no longer varies). They have no weights. */
	unfitted: number;
	/** Whether `shouldStop` ended it early. */
	stopped: boolean;
}

/**
 * Refits a logistic model on bootstrap samples of its cells, each fit starting from the one on all leads, so that it takes
 * two or three Newton steps. Pure arithmetic with hooks: a child process can run it, show its progress and end it.
 *
 * Where more than a few samples have no fit the spread of the others says too little: give `unfitted` with it.
 *
 * @param design - cells of the fit, without aliased columns
 * @param coefficients - of the fit on all leads, intercept first
 * @throws Error for a design that `fitLogistic` would refuse
 * @example bootstrapWeights(design, fit.coefficients, { draws: 1000, seed: 1 }).weights[1] // 1000 weights of the first rule
 */
export function bootstrapWeights(
	design: Design,
	coefficients: ArrayLike<number>,
	options: BootstrapOptions = {}
): BootstrappedWeights {
	checkDesign(design, 'bootstrapWeights');
	const { draws = 1000, first = 0, ridge = { strength: 0 }, onProgress, shouldStop } = options;
	const { columns, offset = null } = design;
	const rows = runRows(columns, design.n.length);
	const found: Float64Array[] = [];
	let drawn = 0;
	while (drawn < draws && !shouldStop?.()) {
		const { n, k } = sampleOf(design, first + drawn, options);
		const likelihood: Objective = (at) => scorePass(rows, n, k, offset, at);
		const weights = refit(ridgeObjective(likelihood, ridge), n, coefficients);
		if (weights) found.push(weights);
		drawn++;
		onProgress?.(drawn / draws);
	}
	return {
		names: [INTERCEPT, ...design.names],
		weights: Array.from(coefficients, (_, j) => Float64Array.from(found, (weights) => weights[j])),
		drawn,
		unfitted: drawn - found.length,
		stopped: drawn < draws
	};
}

function sampleOf(design: Design, index: number, options: BootstrapOptions): Counts {
	const { seed = 1, kind = 'multinomial', accounts } = options;
	const next = random(Math.imul(seed, 0x85ebca6b) + index);
	return accounts
		? resampleAccounts(accounts, design.n.length, next, kind)
		: resampleCells(design, next, kind);
}

function refit(
	objective: Objective,
	counts: Float64Array,
	start: ArrayLike<number>
): Float64Array | null {
	const found = climbCarefully(objective, Float64Array.from(start), counts, 1e-6, 60);
	return found.converged ? found.coefficients : null;
}
