import { line, rectY } from '@observablehq/plot';
import type { ScoreEvaluation } from '#lib/domain/calibration/calibration.ts';
import { frame, hint, type Surface } from '#lib/charts/frame.ts';
import { numbersIn } from '#lib/charts/numbers.ts';
import { colour } from '#lib/charts/palette.ts';
import {
	outcomeBins,
	scoreHistogramFacts,
	type OutcomeBin
} from '#lib/charts/score-histogram-facts.ts';
import { scoreLabel } from '#lib/charts/score-label.ts';
import * as m from '#lib/paraglide/messages.js';

/** Where won and where lost leads stand on the scale: lost as grey bars, won as a dark outline. */
export function scoreHistogram(
	score: Pick<ScoreEvaluation, 'histogram'>,
	surface: Surface,
	height = 380
): SVGSVGElement {
	const { locale } = surface;
	const numbers = numbersIn(locale);
	const bins = outcomeBins(score);
	const highest = Math.max(0.01, ...bins.flatMap((bin) => [bin.wonShare, bin.lostShare]));
	return frame(
		{
			title: scoreHistogramFacts(score, locale).title,
			height,
			x: {
				label: m.chart_points({}, { locale }),
				tick: numbers.points,
				domain: [bins[0]?.from ?? 0, bins.at(-1)?.to ?? 1]
			},
			y: {
				label: m.chart_histogram_y({}, { locale }),
				tick: (share) => numbers.percent(share, 0),
				domain: [0, highest * 1.05]
			},
			key: [
				{ label: m.chart_won({}, { locale }), mark: 'outline', colour: colour('won') },
				{ label: m.chart_lost({}, { locale }), mark: 'bar', colour: colour('lost') }
			],
			marks: [
				rectY(bins, {
					x1: 'from',
					x2: 'to',
					y: 'lostShare',
					fill: colour('lost'),
					fillOpacity: 0.65,
					insetRight: 1
				}),
				line(outline(bins), { x: 'x', y: 'y', stroke: colour('won'), strokeWidth: 1.75 }),
				hint(
					bins,
					(bin) => (bin.from + bin.to) / 2,
					(bin) => Math.max(bin.wonShare, bin.lostShare),
					(bin) =>
						m.chart_histogram_hint(
							{
								score: scoreLabel('calibrated', locale),
								from: numbers.points(bin.from),
								to: numbers.points(bin.to),
								won: numbers.count(bin.won),
								lost: numbers.count(bin.lost)
							},
							{ locale }
						),
					true
				)
			]
		},
		surface
	);
}

/** The upper edge of the won leads' bins, from the axis back to the axis. */
function outline(bins: OutcomeBin[]): { x: number; y: number }[] {
	const steps = bins.flatMap((bin) => [
		{ x: bin.from, y: bin.wonShare },
		{ x: bin.to, y: bin.wonShare }
	]);
	if (bins.length === 0) return [];
	return [{ x: bins[0].from, y: 0 }, ...steps, { x: bins[bins.length - 1].to, y: 0 }];
}
