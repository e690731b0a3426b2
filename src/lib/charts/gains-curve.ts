import { line } from '@observablehq/plot';
import type { Evaluation } from '#lib/domain/calibration/calibration.ts';
import { drawnScores, type DrawnScores } from '#lib/charts/drawn-scores.ts';
import { diagonal } from '#lib/charts/diagonal.ts';
import { curveKeys } from '#lib/charts/curve-keys.ts';
import { frame, hint, type Surface } from '#lib/charts/frame.ts';
import { drawnGains, gainsCurveFacts } from '#lib/charts/gains-curve-facts.ts';
import { numbersIn } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';

/** How many of the wins are caught when the best leads are worked first. */
export function gainsCurve(evaluation: Evaluation, surface: Surface, height = 380): SVGSVGElement {
	const { title } = gainsCurveFacts(evaluation, surface.locale);
	return gainsCurveOf(drawnScores(evaluation, surface.locale), title, surface, height);
}

/** The same for any scores. */
export function gainsCurveOf(
	{ scores }: DrawnScores,
	title: string,
	surface: Surface,
	height = 380
): SVGSVGElement {
	const { locale } = surface;
	const numbers = numbersIn(locale);
	const percent = (value: number) => numbers.percent(value, 0);
	const curves = scores
		.toReversed()
		.map((score) => ({ ...score, points: drawnGains(score.of.gains) }));
	const points = curves.flatMap(({ label, points }) => points.map((p) => ({ label, ...p })));
	return frame(
		{
			title,
			height,
			x: { label: m.chart_gains_x({}, { locale }), tick: percent, domain: [0, 1], ticks: 5 },
			y: { label: m.chart_gains_y({}, { locale }), tick: percent, domain: [0, 1] },
			key: curveKeys(scores),
			marks: [
				diagonal([0, 1]),
				...curves.map(({ stroke, points }) =>
					line(points, {
						x: 'shareOfLeads',
						y: 'shareOfWins',
						stroke: stroke.colour,
						strokeWidth: stroke.width,
						strokeDasharray: stroke.dash
					})
				),
				hint(
					points.filter((point) => point.threshold !== null),
					(point) => point.shareOfLeads,
					(point) => point.shareOfWins,
					(point) =>
						m.chart_gains_hint(
							{
								score: point.label,
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
