import type { Gates, HistogramBin } from '#lib/domain/calibration/calibration.ts';
import { wilson } from '#lib/domain/intervals/wilson.ts';
import type { Facts } from '#lib/charts/facts.ts';
import { mergedBins } from '#lib/charts/merged-bins.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { onLeads, scoreLabel } from '#lib/charts/score-label.ts';
import * as m from '#lib/paraglide/messages.js';

/** A card's score on the later leads, with the gates that stand on it. */
export interface ScoreScale {
	score: 'current' | 'calibrated';
	histogram: HistogramBin[];
	gates: Gates;
}

export interface ScaleBin {
	from: number;
	to: number;
	leads: number;
	wins: number;
	/** null with fewer than ten leads. */
	rate: number | null;
	ci: [number, number] | null;
}

/** Leads a bin needs before its win rate is drawn. */
const fewest = 10;

/** The drawn bins. */
export function scaleBins(histogram: HistogramBin[]): ScaleBin[] {
	return mergedBins(histogram, 40).map(({ from, to, won, lost }) => {
		const leads = won + lost;
		const shown = leads >= fewest;
		return {
			from,
			to,
			leads,
			wins: won,
			rate: shown ? won / leads : null,
			ci: shown ? wilson(won, leads) : null
		};
	});
}

export function scoreScaleFacts(scale: ScoreScale, locale: Locale): Facts {
	const numbers = numbersIn(locale);
	const bins = scaleBins(scale.histogram);
	const wins = bins.reduce((sum, bin) => sum + bin.wins, 0);
	const leads = bins.reduce((sum, bin) => sum + bin.leads, 0);
	const label = (text: (inputs: object, options: { locale: Locale }) => string) =>
		text({}, { locale });
	return {
		title: titleOf(scale, locale),
		note: m.chart_scale_note(
			{
				score: scoreLabel(scale.score, locale),
				on: onLeads({ leads, wins }, numbers.count, locale)
			},
			{ locale }
		),
		table: {
			columns: [
				{ label: label(m.chart_from), kind: 'points' },
				{ label: label(m.chart_to), kind: 'points' },
				{ label: label(m.chart_leads), kind: 'count', sum: true },
				{ label: label(m.chart_won), kind: 'count', sum: true },
				{ label: label(m.chart_win_rate), kind: 'rate', digits: 1 },
				{ label: label(m.chart_interval_low), kind: 'rate', digits: 1 },
				{ label: label(m.chart_interval_high), kind: 'rate', digits: 1 }
			],
			rows: bins.map((bin) => [
				bin.from,
				bin.to,
				bin.leads,
				bin.wins,
				bin.rate,
				bin.ci?.[0] ?? null,
				bin.ci?.[1] ?? null
			])
		},
		file: 'score-scale'
	};
}

function titleOf({ score, gates: { mql } }: ScoreScale, locale: Locale): string {
	const numbers = numbersIn(locale);
	const today = score === 'current';
	if (!mql.measured) {
		const title = today ? m.chart_scale_title_no_gate_today : m.chart_scale_title_no_gate;
		return title({}, { locale });
	}
	return (today ? m.chart_scale_title_today : m.chart_scale_title)(
		{
			threshold: numbers.points(mql.threshold),
			share: numbers.percent(mql.shareOfLeads, 0),
			recall: numbers.percent(mql.recall, 0)
		},
		{ locale }
	);
}
