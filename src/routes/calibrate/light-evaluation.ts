import type { Evaluation, ScoreEvaluation } from '#lib/domain/calibration/calibration.ts';
import { thinCurve } from '#lib/domain/evaluation/thin-curve.ts';
import { mostCurvePoints } from '#lib/charts/roc-curve-facts.ts';

/** The evaluation as the page draws it: curves at the points that are shown, nothing that is only in files. */
export function lightEvaluation(evaluation: Evaluation): Evaluation {
	const { current, fitted, calibrated } = evaluation;
	return {
		...evaluation,
		current: thinned(current),
		calibrated: thinned(calibrated),
		fitted: {
			...thinned(fitted),
			reliability: { ...fitted.reliability, blocks: [], band: [] },
			bands: [],
			histogram: [],
			lift: []
		}
	};
}

function thinned(score: ScoreEvaluation): ScoreEvaluation {
	return {
		...score,
		roc: thinCurve(
			score.roc,
			(point) => point.falsePositiveRate + point.truePositiveRate,
			mostCurvePoints
		),
		gains: thinCurve(
			score.gains,
			(point) => point.shareOfLeads + point.shareOfWins,
			mostCurvePoints
		)
	};
}
