import type { Design } from '#lib/domain/logistic/design.ts';
import { climbCarefully } from '#lib/domain/logistic/climb-carefully.ts';
import { firthObjective } from '#lib/domain/logistic/firth-objective.ts';
import type { FirthFit } from '#lib/domain/logistic/fit-firth.ts';
import type { LogisticFit } from '#lib/domain/logistic/fit-logistic.ts';
import { gradientPass, type GradientPass } from '#lib/domain/logistic/gradient-pass.ts';
import {
	likelihoodRatioTest,
	type LikelihoodRatio
} from '#lib/domain/logistic/likelihood-ratio-test.ts';
import {
	logisticObjective,
	restrictObjective,
	type Objective
} from '#lib/domain/logistic/objective.ts';
import type { ProfileInterval } from '#lib/domain/logistic/profile-interval.ts';
import { profileIntervals } from '#lib/domain/logistic/profile-intervals.ts';
import {
	heldLazily,
	profileIntervalLazily,
	type Top
} from '#lib/domain/logistic/profile-lazily.ts';
import { runRows } from '#lib/domain/logistic/run-rows.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { mergedCells } from './merged-cells.ts';
import type { RuleFit } from './rule-fit.ts';

/** Likelihood-based inference on one weight. */
export interface LikelihoodInference {
	profileCi: Measured<ProfileInterval>;
	lrt: Measured<LikelihoodRatio>;
}

/** Cells x terms above which Firth's penalised likelihood is not profiled: its passes cost too much. */
const MOST_WORK = 4_000_000;

/**
 * Profile-likelihood interval and likelihood-ratio test of every fitted rule, in order of `fitted.rules`: by what the leads
 * say alone (maximum likelihood), whatever drew the shown weights; under Firth's penalty by the penalised likelihood.
 *
 * @param onStep - told how far the work is, 0..1
 * @returns not measured under Firth's penalty: `too-many-cells`
 * @example likelihoodInference(fitted)[0].lrt // { measured: true, chiSquare: 41.2, df: 1, p: 1.4e-10 }
 */
export function likelihoodInference(
	fitted: Pick<RuleFit, 'rules' | 'design' | 'fit' | 'firth' | 'unshrunk'>,
	onStep?: (share: number) => void
): LikelihoodInference[] {
	const { rules, firth } = fitted;
	const design = mergedCells(fitted.design);
	const cells = design.n.length;
	if (firth && cells * design.columns.length > MOST_WORK) {
		const refused = notMeasured('too-many-cells', { cells });
		return rules.map(() => ({ profileCi: refused, lrt: refused }));
	}
	const profile = firth ? penalised(design, firth) : plain(design, fitted.unshrunk ?? fitted.fit);
	return rules.map((_, j) => {
		onStep?.(j / rules.length);
		return {
			profileCi: { measured: true, ...profile.interval(j + 1) },
			lrt: likelihoodRatioTest(profile.without(j + 1), profile.highest, 1)
		};
	});
}

interface Profile {
	highest: number;
	interval(index: number): ProfileInterval;
	/** Highest likelihood with a coefficient at 0. */
	without(index: number): number;
}

function plain(design: Design, fit: LogisticFit): Profile {
	const { columns, offset = null, n, k } = design;
	const rows = runRows(columns, n.length);
	const slope = (at: Float64Array) => gradientPass(rows, n, k, offset, at);
	return profileOf(design, fit, fit.logLikelihood, slope, logisticObjective(design));
}

function penalised(design: Design, fit: FirthFit): Profile {
	const objective = firthObjective(design);
	return profileOf(design, fit, fit.penalisedLogLikelihood, objective, objective);
}

/** First the quick way, then, where the likelihood is too unlike its parabola, the careful one. */
function profileOf(
	design: Design,
	fit: LogisticFit | FirthFit,
	highest: number,
	slope: (at: Float64Array) => GradientPass,
	objective: Objective
): Profile {
	const top: Top = { coefficients: fit.coefficients, covariance: fit.covariance, highest };
	return {
		highest,
		interval: (index) => {
			const quick = profileIntervalLazily(slope, top, index);
			if (quick) return quick;
			const [{ lower, upper }] = profileIntervals(design, fit, 0.95, [index]);
			return { lower, upper };
		},
		without: (index) =>
			heldLazily(slope, top, index, 0) ?? heldAtZero(objective, design, top, index)
	};
}

function heldAtZero(objective: Objective, { n }: Design, top: Top, index: number): number {
	const { coefficients, covariance } = top;
	const own = coefficients[index];
	const at = Float64Array.from(covariance, (row, j) =>
		j === index ? 0 : coefficients[j] - (own * row[index]) / covariance[index][index]
	);
	const free = [...at.keys()].filter((j) => j !== index);
	const start = Float64Array.from(free, (j) => at[j]);
	const restricted = restrictObjective(objective, at, free);
	return climbCarefully(restricted, start, n, 1e-6, 200).pass.logLikelihood;
}
