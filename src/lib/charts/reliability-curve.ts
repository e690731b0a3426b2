import { areaY, dot, line } from '@observablehq/plot';
import type { Evaluation } from '#lib/domain/calibration/calibration.ts';
import { drawnScores, type DrawnScore, type DrawnScores } from '#lib/charts/drawn-scores.ts';
import { diagonal } from '#lib/charts/diagonal.ts';
import { curveKeys } from '#lib/charts/curve-keys.ts';
import { frame, hint, type Surface } from '#lib/charts/frame.ts';
import { numbersIn } from '#lib/charts/numbers.ts';
import {
	reliabilityCurveFacts,
	reliabilitySteps,
	reliableScores,
	type ReliabilityStep
} from '#lib/charts/reliability-curve-facts.ts';
import * as m from '#lib/paraglide/messages.js';

/** Predicted against observed conversion rate as a rising line, over the band in which it runs by chance. */
export function reliabilityCurve(
	evaluation: Evaluation,
	surface: Surface,
	height = 380
): SVGSVGElement {
	const drawn = drawnScores(evaluation, surface.locale, reliableScores);
	const { title } = reliabilityCurveFacts(evaluation, surface.locale);
	return reliabilityCurveOf(drawn, title, surface, height);
}

/** The same for any scores, over the band of the first. */
export function reliabilityCurveOf(
	{ scores }: DrawnScores,
	title: string,
	surface: Surface,
	height = 380
): SVGSVGElement {
	const { locale } = surface;
	const numbers = numbersIn(locale);
	const percent = (value: number) => numbers.percent(value, 0);
	const steps = scores.flatMap(reliabilitySteps);
	const [{ stroke, of }] = scores;
	const { band } = of.reliability;
	const highest = Math.max(0.01, ...steps.flatMap(({ to, observed }) => [to, observed]));
	const domain: [number, number] = [0, Math.min(1, highest * 1.05)];
	return frame(
		{
			title,
			height,
			x: { label: m.chart_bands_x({}, { locale }), tick: percent, domain, ticks: 5 },
			y: { label: m.chart_bands_y({}, { locale }), tick: percent, domain },
			key: [
				...curveKeys(scores),
				{
					label: m.chart_reliability_band({}, { locale }),
					mark: 'band',
					colour: stroke.colour
				}
			],
			marks: [
				areaY(band, {
					x: 'probability',
					y1: (d) => Math.min(domain[1], d.lower),
					y2: (d) => Math.min(domain[1], d.upper),
					fill: stroke.colour,
					fillOpacity: 0.14
				}),
				diagonal(domain),
				...scores.toReversed().flatMap(curveMarks),
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

function curveMarks(score: DrawnScore) {
	const steps = reliabilitySteps(score);
	const corners = steps.flatMap(({ from, to, observed }) => [
		{ x: from, y: observed },
		{ x: to, y: observed }
	]);
	const { colour: stroke, dash, width } = score.stroke;
	return [
		line(corners, { x: 'x', y: 'y', stroke, strokeWidth: width, strokeDasharray: dash }),
		dot(steps, { x: 'predicted', y: 'observed', r: 2.5, fill: stroke })
	];
}

/** What a step says, as a sentence for the pointer. */
function inWords({ locale }: Surface) {
	const numbers = numbersIn(locale);
	const percent = (rate: number) => numbers.percent(rate, 1);
	return ({ label, predicted, observed, chance, wins, leads }: ReliabilityStep) =>
		m.chart_reliability_hint(
			{
				score: label,
				predicted: percent(predicted),
				observed: percent(observed),
				chance: numbers.interval(chance, percent),
				wins: numbers.count(wins),
				leads: numbers.count(leads)
			},
			{ locale }
		);
}
