import { line } from '@observablehq/plot';
import type { Evaluation } from '#lib/domain/calibration/calibration.ts';
import { drawnScores, type DrawnScores } from '#lib/charts/drawn-scores.ts';
import { diagonal } from '#lib/charts/diagonal.ts';
import { curveKeys } from '#lib/charts/curve-keys.ts';
import { frame, hint, type Surface } from '#lib/charts/frame.ts';
import { numbersIn } from '#lib/charts/numbers.ts';
import { drawnRoc, rocCurveFacts } from '#lib/charts/roc-curve-facts.ts';
import * as m from '#lib/paraglide/messages.js';

/** How well three scores tell won from lost leads: share of won against share of lost leads from a score up. */
export function rocCurve(evaluation: Evaluation, surface: Surface, height = 380): SVGSVGElement {
	const { title } = rocCurveFacts(evaluation, surface.locale);
	return rocCurveOf(drawnScores(evaluation, surface.locale), title, surface, height);
}

/** The same for any scores. */
export function rocCurveOf(
	{ scores }: DrawnScores,
	title: string,
	surface: Surface,
	height = 380
): SVGSVGElement {
	const { locale } = surface;
	const numbers = numbersIn(locale);
	const percent = (value: number) => numbers.percent(value, 0);
	const curves = scores.toReversed().map((score) => ({ ...score, points: drawnRoc(score.of.roc) }));
	const points = curves.flatMap(({ label, points }) => points.map((p) => ({ label, ...p })));
	return frame(
		{
			title,
			height,
			x: { label: m.chart_roc_x({}, { locale }), tick: percent, domain: [0, 1], ticks: 5 },
			y: { label: m.chart_roc_y({}, { locale }), tick: percent, domain: [0, 1] },
			key: curveKeys(scores, ({ label, of }) => `${label} ${numbers.decimal(of.auc, 3)}`),
			marks: [
				diagonal([0, 1]),
				...curves.map(({ stroke, points }) =>
					line(points, {
						x: 'falsePositiveRate',
						y: 'truePositiveRate',
						stroke: stroke.colour,
						strokeWidth: stroke.width,
						strokeDasharray: stroke.dash
					})
				),
				hint(
					points.filter((point) => point.threshold !== null),
					(point) => point.falsePositiveRate,
					(point) => point.truePositiveRate,
					(point) =>
						m.chart_roc_hint(
							{
								score: point.label,
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
