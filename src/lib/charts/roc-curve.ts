import { line } from '@observablehq/plot';
import type { Evaluation } from '#lib/domain/calibration/calibration.ts';
import { frame, hint, type Surface } from '#lib/charts/frame.ts';
import { numbersIn } from '#lib/charts/numbers.ts';
import { colour, strokes } from '#lib/charts/palette.ts';
import { rocCurveFacts, rocCurves } from '#lib/charts/roc-curve-facts.ts';
import { scoreLabel } from '#lib/charts/score-label.ts';
import * as m from '#lib/paraglide/messages.js';

/** How well three scores tell won from lost leads: share of won against share of lost leads from a score up. */
export function rocCurve(evaluation: Evaluation, surface: Surface, height = 380): SVGSVGElement {
	const { locale } = surface;
	const numbers = numbersIn(locale);
	const curves = rocCurves(evaluation);
	const percent = (value: number) => numbers.percent(value, 0);
	const points = curves.flatMap(({ score, points }) => points.map((p) => ({ score, ...p })));
	return frame(
		{
			title: rocCurveFacts(evaluation, locale).title,
			height,
			x: { label: m.chart_roc_x({}, { locale }), tick: percent, domain: [0, 1], ticks: 5 },
			y: { label: m.chart_roc_y({}, { locale }), tick: percent, domain: [0, 1] },
			key: curves.toReversed().map(({ score }) => ({
				label: `${scoreLabel(score, locale)} ${numbers.decimal(evaluation[score].auc, 3)}`,
				mark: 'line',
				colour: strokes[score].colour,
				dash: strokes[score].dash
			})),
			marks: [
				line([0, 1], { x: (d) => d, y: (d) => d, stroke: colour('edge'), strokeDasharray: '2 4' }),
				...curves.map(({ score, points }) =>
					line(points, {
						x: 'falsePositiveRate',
						y: 'truePositiveRate',
						stroke: strokes[score].colour,
						strokeWidth: strokes[score].width,
						strokeDasharray: strokes[score].dash
					})
				),
				hint(
					points.filter((point) => point.threshold !== null),
					(point) => point.falsePositiveRate,
					(point) => point.truePositiveRate,
					(point) =>
						m.chart_roc_hint(
							{
								score: scoreLabel(point.score, locale),
								threshold: numbers.points(point.threshold ?? 0),
								won: numbers.percent(point.truePositiveRate),
								lost: numbers.percent(point.falsePositiveRate)
							},
							{ locale }
						)
				)
			]
		},
		surface
	);
}
