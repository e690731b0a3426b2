import { dot, ruleX } from '@observablehq/plot';
import type { Band, Evaluation } from '#lib/domain/calibration/calibration.ts';
import { bandScores, calibrationBandsFacts } from '#lib/charts/calibration-bands-facts.ts';
import { diagonal } from '#lib/charts/diagonal.ts';
import { frame, hint, type Surface } from '#lib/charts/frame.ts';
import { numbersIn } from '#lib/charts/numbers.ts';
import { colour } from '#lib/charts/palette.ts';
import { scoreLabel } from '#lib/charts/score-label.ts';
import * as m from '#lib/paraglide/messages.js';

/** Predicted against observed win rate by band of points, with the interval of what was observed. */
export function calibrationBands(
	evaluation: Evaluation,
	surface: Surface,
	height = 380
): SVGSVGElement {
	const { locale } = surface;
	const numbers = numbersIn(locale);
	const percent = (value: number) => numbers.percent(value, 0);
	const all = bandScores.flatMap((score) =>
		evaluation[score].bands.map((band) => ({ score, ...band }))
	);
	const highest = Math.max(0.01, ...all.flatMap((band) => [band.predicted, band.ci[1]]));
	const domain: [number, number] = [0, Math.min(1, highest * 1.05)];
	return frame(
		{
			title: calibrationBandsFacts(evaluation, locale).title,
			height,
			x: { label: m.chart_bands_x({}, { locale }), tick: percent, domain, ticks: 5 },
			y: { label: m.chart_bands_y({}, { locale }), tick: percent, domain },
			key: [
				{ label: scoreLabel('calibrated', locale), mark: 'dot', colour: colour('calibrated') },
				{ label: scoreLabel('current', locale), mark: 'square', colour: colour('today') }
			],
			marks: [
				diagonal(domain),
				...bandMarks(evaluation.current.bands, 'today'),
				...bandMarks(evaluation.calibrated.bands, 'calibrated'),
				hint(
					all,
					(band) => band.predicted,
					(band) => band.observed,
					(band) =>
						m.chart_bands_hint(
							{
								score: scoreLabel(band.score, locale),
								from: numbers.points(band.from),
								to: numbers.points(band.to),
								predicted: numbers.percent(band.predicted, 1),
								observed: numbers.percent(band.observed, 1),
								interval: numbers.interval(band.ci, (rate) => numbers.percent(rate, 1)),
								wins: numbers.count(band.wins),
								leads: numbers.count(band.leads)
							},
							{ locale }
						)
				)
			]
		},
		surface
	);
}

function bandMarks(bands: Band[], name: 'today' | 'calibrated') {
	const own = colour(name);
	return [
		ruleX(bands, {
			x: 'predicted',
			y1: (band: Band) => band.ci[0],
			y2: (band: Band) => band.ci[1],
			stroke: own,
			strokeWidth: 1.5,
			strokeOpacity: name === 'today' ? 0.7 : 1
		}),
		name === 'today'
			? dot(bands, {
					x: 'predicted',
					y: 'observed',
					symbol: 'square',
					r: 4,
					fill: colour('paper'),
					stroke: own,
					strokeWidth: 2
				})
			: dot(bands, { x: 'predicted', y: 'observed', r: 4.5, fill: own })
	];
}
