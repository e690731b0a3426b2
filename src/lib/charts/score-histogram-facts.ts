import type { HistogramBin, ScoreEvaluation } from '#lib/domain/calibration/calibration.ts';
import type { Facts } from '#lib/charts/facts.ts';
import { mergedBins } from '#lib/charts/merged-bins.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { onLeads, scoreLabel } from '#lib/charts/score-label.ts';
import * as m from '#lib/paraglide/messages.js';

/** One bin with the share of the won and of the lost leads that stands in it. */
export interface OutcomeBin extends HistogramBin {
	wonShare: number;
	lostShare: number;
}

/** The drawn bins of a score. */
export function outcomeBins(score: Pick<ScoreEvaluation, 'histogram'>): OutcomeBin[] {
	const bins = mergedBins(score.histogram, 40);
	const won = bins.reduce((sum, bin) => sum + bin.won, 0);
	const lost = bins.reduce((sum, bin) => sum + bin.lost, 0);
	return bins.map((bin) => ({
		...bin,
		wonShare: won > 0 ? bin.won / won : 0,
		lostShare: lost > 0 ? bin.lost / lost : 0
	}));
}

export function scoreHistogramFacts(
	score: Pick<ScoreEvaluation, 'histogram'>,
	locale: Locale
): Facts {
	const numbers = numbersIn(locale);
	const bins = outcomeBins(score);
	const label = (text: (inputs: object, options: { locale: Locale }) => string) =>
		text({}, { locale });
	const wins = bins.reduce((sum, bin) => sum + bin.won, 0);
	const leads = bins.reduce((sum, bin) => sum + bin.won + bin.lost, 0);
	return {
		title: titleOf(bins, locale),
		note: m.chart_histogram_note(
			{
				score: scoreLabel('calibrated', locale),
				on: onLeads({ leads, wins }, numbers.count, locale)
			},
			{ locale }
		),
		table: {
			columns: [
				{ label: label(m.chart_from), kind: 'points' },
				{ label: label(m.chart_to), kind: 'points' },
				{ label: label(m.chart_won), kind: 'count', sum: true },
				{ label: label(m.chart_lost), kind: 'count', sum: true },
				{ label: label(m.chart_histogram_won), kind: 'rate', digits: 1 },
				{ label: label(m.chart_histogram_lost), kind: 'rate', digits: 1 }
			],
			rows: bins.map((bin) => [bin.from, bin.to, bin.won, bin.lost, bin.wonShare, bin.lostShare])
		},
		file: 'histogram'
	};
}

/** Says from which score on at least half of the won leads stand, and how many of the lost ones. */
function titleOf(bins: OutcomeBin[], locale: Locale): string {
	const numbers = numbersIn(locale);
	let [won, lost] = [0, 0];
	for (const bin of bins.toReversed()) {
		won += bin.wonShare;
		lost += bin.lostShare;
		if (won < 0.5) continue;
		return m.chart_histogram_title(
			{
				won: numbers.percent(won, 0),
				score: numbers.points(bin.from),
				lost: numbers.percent(lost, 0)
			},
			{ locale }
		);
	}
	return m.chart_empty({}, { locale });
}
