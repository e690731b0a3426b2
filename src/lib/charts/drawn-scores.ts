import type { Evaluation, ScoreEvaluation } from '#lib/domain/calibration/calibration.ts';
import type { Locale } from '#lib/charts/numbers.ts';
import { strokes, type ScoreName, type Stroke } from '#lib/charts/palette.ts';
import { scoreLabel } from '#lib/charts/score-label.ts';

/** A score as pictures and tables show it. */
export interface DrawnScore {
	label: string;
	stroke: Stroke;
	of: ScoreEvaluation;
}

/** Scores on the same leads, in the order in which they are read; the first lies on top in a picture. */
export interface DrawnScores {
	leads: number;
	wins: number;
	scores: DrawnScore[];
}

/** The three scores of a calibration; `names` picks some of them. */
export function drawnScores(
	evaluation: Evaluation,
	locale: Locale,
	names: readonly ScoreName[] = ['calibrated', 'current', 'fitted']
): DrawnScores {
	const { leads, wins } = evaluation;
	const scores = names.map((name) => ({
		label: scoreLabel(name, locale),
		stroke: strokes[name],
		of: evaluation[name]
	}));
	return { leads, wins, scores };
}
