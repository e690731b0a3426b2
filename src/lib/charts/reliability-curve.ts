import { areaY, dot, line } from '@observablehq/plot';
import type { Evaluation } from '#lib/domain/calibration/calibration.ts';
import { frame, hint, type Surface } from '#lib/charts/frame.ts';
import { numbersIn } from '#lib/charts/numbers.ts';
import { colour, strokes } from '#lib/charts/palette.ts';
import {
	reliabilityCurveFacts,
	reliabilitySteps,
	reliableScores,
	type ReliabilityStep
} from '#lib/charts/reliability-curve-facts.ts';
import { scoreLabel } from '#lib/charts/score-label.ts';
import * as m from '#lib/paraglide/messages.js';

/** Predicted against observed conversion rate as a rising line, over the band in which it runs by chance. */
export function reliabilityCurve(
	evaluation: Evaluation,
	surface: Surface,
	height = 380
): SVGSVGElement {
	const { locale } = surface;
	const numbers = numbersIn(locale);
	const percent = (value: number) => numbers.percent(value, 0);
	const steps = reliabilitySteps(evaluation);
	const { band } = evaluation.calibrated.reliability;
	const highest = Math.max(0.01, ...steps.flatMap(({ to, observed }) => [to, observed]));
	const domain: [number, number] = [0, Math.min(1, highest * 1.05)];
	return frame(
		{
			title: reliabilityCurveFacts(evaluation, locale).title,
			height,
			x: { label: m.chart_bands_x({}, { locale }), tick: percent, domain, ticks: 5 },
			y: { label: m.chart_bands_y({}, { locale }), tick: percent, domain },
			key: [
				...reliableScores.toReversed().map((score) => ({
					label: scoreLabel(score, locale),
					mark: 'line' as const,
					colour: strokes[score].colour,
					dash: strokes[score].dash
				})),
				{
					label: m.chart_reliability_band({}, { locale }),
					mark: 'band',
					colour: colour('calibrated')
				}
			],
			marks: [
				areaY(band, {
					x: 'probability',
					y1: (d) => Math.min(domain[1], d.lower),
					y2: (d) => Math.min(domain[1], d.upper),
					fill: colour('calibrated'),
					fillOpacity: 0.14
				}),
				line(domain, { x: (d) => d, y: (d) => d, stroke: colour('edge'), strokeDasharray: '2 4' }),
				...reliableScores.flatMap((score) =>
					curveMarks(
						steps.filter((step) => step.score === score),
						score
					)
				),
				hint(
					steps,
					(step) => step.predicted,
					(step) => step.observed,
					inWords(surface)
				)
			]
		},
		surface
	);
}

function curveMarks(steps: ReliabilityStep[], score: (typeof reliableScores)[number]) {
	const corners = steps.flatMap(({ from, to, observed }) => [
		{ x: from, y: observed },
		{ x: to, y: observed }
	]);
	const { colour: stroke, dash, width } = strokes[score];
	return [
		line(corners, { x: 'x', y: 'y', stroke, strokeWidth: width, strokeDasharray: dash }),
		dot(steps, { x: 'predicted', y: 'observed', r: 2.5, fill: stroke })
	];
}

/** What a step says, as a sentence for the pointer. */
function inWords({ locale }: Surface) {
	const numbers = numbersIn(locale);
	const percent = (rate: number) => numbers.percent(rate, 1);
	return ({ score, predicted, observed, chance, wins, leads }: ReliabilityStep) =>
		m.chart_reliability_hint(
			{
				score: scoreLabel(score, locale),
				predicted: percent(predicted),
				observed: percent(observed),
				chance: numbers.interval(chance, percent),
				wins: numbers.count(wins),
				leads: numbers.count(leads)
			},
			{ locale }
		);
}
