import type { Evaluation, GainPoint } from '#lib/domain/calibration/calibration.ts';
import { thinCurve } from '#lib/domain/evaluation/thin-curve.ts';
import { drawnScores, type DrawnScores } from '#lib/charts/drawn-scores.ts';
import type { Facts, Words } from '#lib/charts/facts.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import type { ScoreName } from '#lib/charts/palette.ts';
import { mostCurvePoints } from '#lib/charts/roc-curve-facts.ts';
import { onLeads } from '#lib/charts/score-label.ts';
import { winsAtShare } from '#lib/charts/wins-at-share.ts';
import * as m from '#lib/paraglide/messages.js';

/** Share of leads at which the title compares the scores. */
const titleShare = 0.2;

/** The points of a curve that are drawn. */
export function drawnGains(points: GainPoint[]): GainPoint[] {
	return thinCurve(points, (point) => point.shareOfLeads + point.shareOfWins, mostCurvePoints);
}

export function gainsCurveFacts(evaluation: Evaluation, locale: Locale): Facts {
	const numbers = numbersIn(locale);
	const caught = (score: ScoreName) =>
		numbers.percent(winsAtShare(evaluation[score].gains, titleShare), 0);
	const words = {
		title: m.chart_gains_title(
			{
				share: numbers.percent(titleShare, 0),
				calibrated: caught('calibrated'),
				current: caught('current')
			},
			{ locale }
		),
		note: m.chart_gains_note({ on: onLeads(evaluation, numbers.count, locale) }, { locale })
	};
	return gainsFactsOf(drawnScores(evaluation, locale), words, locale);
}

/** The same for any scores, in words of their own. */
export function gainsFactsOf({ scores }: DrawnScores, words: Words, locale: Locale): Facts {
	return {
		...words,
		table: {
			columns: [
				{ label: m.chart_score({}, { locale }), kind: 'text' },
				{ label: m.chart_threshold({}, { locale }), kind: 'decimal', digits: 2 },
				{ label: m.chart_gains_x({}, { locale }), kind: 'rate', digits: 1 },
				{ label: m.chart_gains_y({}, { locale }), kind: 'rate', digits: 1 }
			],
			rows: scores.flatMap(({ label, of }) =>
				drawnGains(of.gains).map((point) => [
					label,
					point.threshold,
					point.shareOfLeads,
					point.shareOfWins
				])
			)
		},
		file: 'gains'
	};
}
