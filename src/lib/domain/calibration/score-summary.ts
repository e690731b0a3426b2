import type { Measured } from '#lib/domain/units.ts';
import type { ScoreEvaluation } from './calibration.ts';

/**
 * The figures of a score without its curves, as files and scripts want them. A slope or intercept that could not be
 * measured is null.
 *
 * @example scoreSummary(evaluation.current).aucCi // [0.769, 0.823]
 */
export function scoreSummary(score: ScoreEvaluation) {
	const { reliability } = score;
	return {
		auc: score.auc,
		aucCi: score.aucCi,
		brier: score.brier,
		logLoss: score.logLoss,
		brierCi: score.brierCi,
		logLossCi: score.logLossCi,
		gini: score.gini,
		giniCi: score.giniCi,
		ks: score.ks,
		ksCi: score.ksCi,
		averagePrecision: score.averagePrecision,
		averagePrecisionCi: score.averagePrecisionCi,
		...estimateOf('slope', score.slope),
		...estimateOf('intercept', score.inTheLarge),
		brierParts: reliability.brier,
		logLossParts: reliability.logLoss,
		map: score.map,
		lift: score.lift
	};
}

function estimateOf<Name extends 'slope' | 'intercept'>(
	name: Name,
	found: Measured<{ value: number; ci: [number, number] }>
) {
	return {
		[name]: found.measured ? found.value : null,
		[`${name}Ci`]: found.measured ? found.ci : null
	} as Record<Name, number | null> & Record<`${Name}Ci`, [number, number] | null>;
}
