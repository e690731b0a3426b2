import { line } from '@observablehq/plot';
import type { Evaluation } from '#lib/domain/calibration/calibration.ts';
import { decisionCurveFacts, perLeads } from '#lib/charts/decision-curve-facts.ts';
import { drawnScores, type DrawnScores } from '#lib/charts/drawn-scores.ts';
import { curveKeys } from '#lib/charts/curve-keys.ts';
import { frame, hint, type Surface } from '#lib/charts/frame.ts';
import { numbersIn } from '#lib/charts/numbers.ts';
import { colour } from '#lib/charts/palette.ts';
import * as m from '#lib/paraglide/messages.js';

/** What working the leads from a conversion rate up brings, net of the lost ones worked, by the rate that pays. */
export function decisionCurve(
	evaluation: Evaluation,
	surface: Surface,
	height = 380
): SVGSVGElement {
	const { title } = decisionCurveFacts(evaluation, surface.locale);
	return decisionCurveOf(drawnScores(evaluation, surface.locale), title, surface, height);
}

/** The same for any scores. */
export function decisionCurveOf(
	{ scores }: DrawnScores,
	title: string,
	surface: Surface,
	height = 380
): SVGSVGElement {
	const { locale } = surface;
	const numbers = numbersIn(locale);
	const curves = scores.toReversed();
	const points = curves.flatMap(({ label, of }) =>
		of.netBenefit.map((point) => ({ label, ...point }))
	);
	const net = points.map(({ netBenefit }) => perLeads * netBenefit);
	const highest = Math.max(0.001 * perLeads, ...net);
	const lowest = Math.min(-0.12 * highest, ...net);
	const percent = (value: number) => numbers.percent(value, 0);
	const rates = curves[0].of.netBenefit.map(({ threshold }) => threshold);
	const all = curves[0].of.netBenefit.filter(({ ofAll }) => perLeads * ofAll >= lowest);
	return frame(
		{
			title,
			height,
			x: {
				label: m.chart_decision_x({}, { locale }),
				tick: percent,
				domain: [rates.length > 1 ? rates[0] : 0, rates.length > 1 ? rates[rates.length - 1] : 1],
				ticks: 6
			},
			y: {
				label: m.chart_decision_y({}, { locale }),
				tick: (value) => numbers.points(value),
				domain: [lowest, highest * 1.05]
			},
			key: [
				...curveKeys(scores),
				{ label: m.chart_decision_all({}, { locale }), mark: 'line', colour: colour('edge') }
			],
			marks: [
				line(rates, {
					x: (d) => d,
					y: 0,
					stroke: colour('edge'),
					strokeDasharray: '2 4'
				}),
				line(all, {
					x: 'threshold',
					y: (point) => perLeads * point.ofAll,
					stroke: colour('edge'),
					strokeWidth: 1.5
				}),
				...curves.map(({ stroke, of }) =>
					line(of.netBenefit, {
						x: 'threshold',
						y: (point) => perLeads * point.netBenefit,
						stroke: stroke.colour,
						strokeWidth: stroke.width,
						strokeDasharray: stroke.dash
					})
				),
				hint(
					points,
					(point) => point.threshold,
					(point) => perLeads * point.netBenefit,
					(point) =>
						m.chart_decision_hint(
							{
								score: point.label,
								rate: numbers.percent(point.threshold),
								net: numbers.decimal(perLeads * point.netBenefit, 1),
								interval: numbers.interval(point.ci, (end) => numbers.decimal(perLeads * end, 1)),
								leads: numbers.count(point.leads),
								wins: numbers.count(point.wins)
							},
							{ locale }
						)
				)
			]
		},
		surface
	);
}
