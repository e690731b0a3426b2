import { line } from '@observablehq/plot';
import type { Evaluation } from '#lib/domain/calibration/calibration.ts';
import { frame, hint, type Surface } from '#lib/charts/frame.ts';
import { gainsCurveFacts, gainsCurves } from '#lib/charts/gains-curve-facts.ts';
import { numbersIn } from '#lib/charts/numbers.ts';
import { colour, strokes } from '#lib/charts/palette.ts';
import { scoreLabel } from '#lib/charts/score-label.ts';
import * as m from '#lib/paraglide/messages.js';

/** How many of the wins are caught when the best leads are worked first. */
export function gainsCurve(evaluation: Evaluation, surface: Surface, height = 380): SVGSVGElement {
	const { locale } = surface;
	const numbers = numbersIn(locale);
	const curves = gainsCurves(evaluation);
	const percent = (value: number) => numbers.percent(value, 0);
	const points = curves.flatMap(({ score, points }) => points.map((p) => ({ score, ...p })));
	return frame(
		{
			title: gainsCurveFacts(evaluation, locale).title,
			height,
			x: { label: m.chart_gains_x({}, { locale }), tick: percent, domain: [0, 1], ticks: 5 },
			y: { label: m.chart_gains_y({}, { locale }), tick: percent, domain: [0, 1] },
			key: curves.toReversed().map(({ score }) => ({
				label: scoreLabel(score, locale),
				mark: 'line',
				colour: strokes[score].colour,
				dash: strokes[score].dash
			})),
			marks: [
				line([0, 1], { x: (d) => d, y: (d) => d, stroke: colour('edge'), strokeDasharray: '2 4' }),
				...curves.map(({ score, points }) =>
					line(points, {
						x: 'shareOfLeads',
						y: 'shareOfWins',
						stroke: strokes[score].colour,
						strokeWidth: strokes[score].width,
						strokeDasharray: strokes[score].dash
					})
				),
				hint(
					points.filter((point) => point.threshold !== null),
					(point) => point.shareOfLeads,
					(point) => point.shareOfWins,
					(point) =>
						m.chart_gains_hint(
							{
								score: scoreLabel(point.score, locale),
								share: numbers.percent(point.shareOfLeads),
								wins: numbers.percent(point.shareOfWins)
							},
							{ locale }
						)
				)
			]
		},
		surface
	);
}
