import { line } from '@observablehq/plot';
import type { Evaluation } from '#lib/domain/calibration/calibration.ts';
import {
	decisionCurveFacts,
	decisionCurves,
	perLeads,
	type DecisionCurve
} from '#lib/charts/decision-curve-facts.ts';
import { frame, hint, type Surface } from '#lib/charts/frame.ts';
import { numbersIn } from '#lib/charts/numbers.ts';
import { colour, strokes } from '#lib/charts/palette.ts';
import { scoreLabel } from '#lib/charts/score-label.ts';
import * as m from '#lib/paraglide/messages.js';

/** What working the leads from a conversion rate up brings, net of the lost ones worked, by the rate that pays. */
export function decisionCurve(
	evaluation: Evaluation,
	surface: Surface,
	height = 380
): SVGSVGElement {
	const { locale } = surface;
	const numbers = numbersIn(locale);
	const curves = decisionCurves(evaluation);
	const points = curves.flatMap(({ score, points }) => points.map((p) => ({ score, ...p })));
	const highest = perLeads * Math.max(0.001, ...points.map(({ netBenefit }) => netBenefit));
	const lowest = Math.min(-0.12 * highest, perLeads * Math.min(0, ...lowestOf(curves)));
	const percent = (value: number) => numbers.percent(value, 0);
	const rates = curves[0].points.map(({ threshold }) => threshold);
	const all = curves[0].points.filter(({ ofAll }) => perLeads * ofAll >= lowest);
	return frame(
		{
			title: decisionCurveFacts(evaluation, locale).title,
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
				...curves.toReversed().map(({ score }) => ({
					label: scoreLabel(score, locale),
					mark: 'line' as const,
					colour: strokes[score].colour,
					dash: strokes[score].dash
				})),
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
				...curves.map(({ score, points }) =>
					line(points, {
						x: 'threshold',
						y: (point) => perLeads * point.netBenefit,
						stroke: strokes[score].colour,
						strokeWidth: strokes[score].width,
						strokeDasharray: strokes[score].dash
					})
				),
				hint(
					points,
					(point) => point.threshold,
					(point) => perLeads * point.netBenefit,
					(point) =>
						m.chart_decision_hint(
							{
								score: scoreLabel(point.score, locale),
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

function lowestOf(curves: DecisionCurve[]): number[] {
	return curves.flatMap(({ points }) => points.map(({ netBenefit }) => netBenefit));
}
