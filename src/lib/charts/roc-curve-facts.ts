import type { Evaluation, RocPoint } from '#lib/domain/calibration/calibration.ts';
import { thinCurve } from '#lib/domain/evaluation/thin-curve.ts';
import { drawnScores, type DrawnScores } from '#lib/charts/drawn-scores.ts';
import type { Facts, Words } from '#lib/charts/facts.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import type { ScoreName } from '#lib/charts/palette.ts';
import { onLeads } from '#lib/charts/score-label.ts';
import * as m from '#lib/paraglide/messages.js';

/** A curve shows no more points than a reader can tell apart; each is a point of the full curve. */
export const mostCurvePoints = 64;

/** The points of a curve that are drawn. */
export function drawnRoc(points: RocPoint[]): RocPoint[] {
	return thinCurve(
		points,
		(point) => point.falsePositiveRate + point.truePositiveRate,
		mostCurvePoints
	);
}

export function rocCurveFacts(evaluation: Evaluation, locale: Locale): Facts {
	const numbers = numbersIn(locale);
	const area = (score: ScoreName) => {
		const { auc, aucCi } = evaluation[score];
		const write = (value: number) => numbers.decimal(value, 3);
		return `${write(auc)} (${numbers.interval(aucCi, write)})`;
	};
	const pairs = (score: ScoreName) => numbers.decimal(100 * evaluation[score].auc, 1);
	const words = {
		title: m.chart_roc_title(
			{ calibrated: pairs('calibrated'), current: pairs('current') },
			{ locale }
		),
		note: m.chart_roc_note(
			{
				on: onLeads(evaluation, numbers.count, locale),
				current: area('current'),
				calibrated: area('calibrated'),
				fitted: area('fitted')
			},
			{ locale }
		)
	};
	return rocFactsOf(drawnScores(evaluation, locale), words, locale);
}

/** The same for any scores, in words of their own. */
export function rocFactsOf({ scores }: DrawnScores, words: Words, locale: Locale): Facts {
	return {
		...words,
		table: {
			columns: [
				{ label: m.chart_score({}, { locale }), kind: 'text' },
				{ label: m.chart_threshold({}, { locale }), kind: 'decimal', digits: 2 },
				{ label: m.chart_roc_x({}, { locale }), kind: 'rate', digits: 1 },
				{ label: m.chart_roc_y({}, { locale }), kind: 'rate', digits: 1 }
			],
			rows: scores.flatMap(({ label, of }) =>
				drawnRoc(of.roc).map((point) => [
					label,
					point.threshold,
					point.falsePositiveRate,
					point.truePositiveRate
				])
			)
		},
		file: 'roc'
	};
}
