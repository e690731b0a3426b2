import type { Evaluation, ScoreEvaluation } from '#lib/domain/calibration/calibration.ts';
import { gainsCurves } from '#lib/charts/gains-curve-facts.ts';
import { rocCurves } from '#lib/charts/roc-curve-facts.ts';
import type { ScoreName } from '#lib/charts/palette.ts';

/** The evaluation as the page draws it: curves at the points that are shown, nothing that is only in files. */
export function lightEvaluation(evaluation: Evaluation): Evaluation {
	const roc = (score: ScoreName) => rocCurves(evaluation).find((each) => each.score === score)!;
	const gains = (score: ScoreName) => gainsCurves(evaluation).find((each) => each.score === score)!;
	const light = (score: ScoreName): ScoreEvaluation => ({
		...evaluation[score],
		roc: roc(score).points,
		gains: gains(score).points
	});
	const fitted = light('fitted');
	return {
		...evaluation,
		current: light('current'),
		calibrated: light('calibrated'),
		fitted: {
			...fitted,
			reliability: { ...fitted.reliability, blocks: [], band: [] },
			bands: [],
			histogram: [],
			lift: []
		}
	};
}
