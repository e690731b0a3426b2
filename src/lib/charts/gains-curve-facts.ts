import type { Evaluation, GainPoint } from '#lib/domain/calibration/calibration.ts';
import { thinCurve } from '#lib/domain/evaluation/thin-curve.ts';
import type { Facts } from '#lib/charts/facts.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import type { ScoreName } from '#lib/charts/palette.ts';
import { mostCurvePoints } from '#lib/charts/roc-curve-facts.ts';
import { onLeads, scoreLabel } from '#lib/charts/score-label.ts';
import { winsAtShare } from '#lib/charts/wins-at-share.ts';
import * as m from '#lib/paraglide/messages.js';

export interface GainsCurve {
	score: ScoreName;
	points: GainPoint[];
}

/** Share of leads at which the title compares the scores. */
const titleShare = 0.2;

/** The drawn curves, the calibrated one on top. */
export function gainsCurves(evaluation: Evaluation): GainsCurve[] {
	return (['fitted', 'current', 'calibrated'] as const).map((score) => ({
		score,
		points: thinCurve(
			evaluation[score].gains,
			(point) => point.shareOfLeads + point.shareOfWins,
			mostCurvePoints
		)
	}));
}

export function gainsCurveFacts(evaluation: Evaluation, locale: Locale): Facts {
	const numbers = numbersIn(locale);
	const caught = (score: ScoreName) =>
		numbers.percent(winsAtShare(evaluation[score].gains, titleShare), 0);
	return {
		title: m.chart_gains_title(
			{
				share: numbers.percent(titleShare, 0),
				calibrated: caught('calibrated'),
				current: caught('current')
			},
			{ locale }
		),
		note: m.chart_gains_note({ on: onLeads(evaluation, numbers.count, locale) }, { locale }),
		table: {
			columns: [
				{ label: m.chart_score({}, { locale }), kind: 'text' },
				{ label: m.chart_threshold({}, { locale }), kind: 'decimal', digits: 2 },
				{ label: m.chart_gains_x({}, { locale }), kind: 'rate', digits: 1 },
				{ label: m.chart_gains_y({}, { locale }), kind: 'rate', digits: 1 }
			],
			rows: gainsCurves(evaluation).flatMap(({ score, points }) =>
				points.map((point) => [
					scoreLabel(score, locale),
					point.threshold,
					point.shareOfLeads,
					point.shareOfWins
				])
			)
		},
		file: 'gains'
	};
}
