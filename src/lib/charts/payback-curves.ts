import { dot, line, ruleY, text } from '@observablehq/plot';
import { frame, hint, type Surface } from '#lib/charts/frame.ts';
import { numbersIn } from '#lib/charts/numbers.ts';
import { colour, strokeAt } from '#lib/charts/palette.ts';
import {
	paybackCurvesFacts,
	paybackLines,
	type DrawnPayback
} from '#lib/charts/payback-curves-facts.ts';
import * as m from '#lib/paraglide/messages.js';

/** Cost brought back by age: at 1 the money is back. Every age rests on months that are so old. */
export function paybackCurves(drawn: DrawnPayback, surface: Surface, height = 320): SVGSVGElement {
	const { locale } = surface;
	const numbers = numbersIn(locale);
	const lines = paybackLines(drawn).map((each, i) => ({ ...each, stroke: strokeOf(i) }));
	const points = lines.flatMap(({ name, points, stroke }) =>
		points.map((point) => ({ ...point, name, stroke }))
	);
	const ages = points.map(({ ageDays }) => ageDays);
	const highest = Math.max(1.2, ...points.map(({ returned }) => returned));
	return frame(
		{
			title: paybackCurvesFacts(drawn, locale).title,
			height,
			x: {
				label: m.sources_age_days({}, { locale }),
				tick: numbers.count,
				domain: [0, Math.max(90, ...ages)],
				ticks: 8
			},
			y: {
				label: m.sources_returned({}, { locale }),
				tick: (times) => numbers.times(times),
				domain: [0, highest * 1.06],
				ticks: 5
			},
			key: lines.map(({ name, stroke }) => ({
				label: name,
				colour: stroke.colour,
				mark: 'line' as const,
				dash: stroke.dash
			})),
			marks: [
				ruleY([1], { stroke: colour('ink'), strokeDasharray: '3 3' }),
				text([1], {
					frameAnchor: 'right',
					y: 1,
					dy: -7,
					text: () => m.sources_money_back({}, { locale }),
					textAnchor: 'end',
					fill: colour('muted'),
					stroke: colour('paper'),
					strokeWidth: 3,
					fontSize: 12
				}),
				...lines.map(({ points: of, stroke }) =>
					line(of, {
						x: 'ageDays',
						y: 'returned',
						stroke: stroke.colour,
						strokeWidth: stroke.width,
						strokeDasharray: stroke.dash
					})
				),
				dot(points, {
					x: 'ageDays',
					y: 'returned',
					r: 2.5,
					fill: (d: (typeof points)[number]) => d.stroke.colour
				}),
				hint(
					points,
					({ ageDays }) => ageDays,
					({ returned }) => returned,
					({ name, ageDays, returned, months }) =>
						m.sources_payback_hint(
							{
								name,
								days: numbers.count(ageDays),
								returned: numbers.times(returned),
								months: numbers.count(months)
							},
							{ locale }
						)
				)
			]
		},
		surface
	);
}

/** All leads in ink, groups in the colours of their places. */
function strokeOf(place: number) {
	if (place === 0) return { colour: colour('ink'), width: 2.5 };
	if (place === 4) return { colour: colour('edge'), width: 2, dash: '4 2' };
	return strokeAt(place - 1, null);
}
