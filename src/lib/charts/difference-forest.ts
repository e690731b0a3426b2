import { dot, ruleX, ruleY, text } from '@observablehq/plot';
import {
	differenceForestFacts,
	forestHeight,
	type DrawnDifference,
	type DrawnDifferences
} from '#lib/charts/difference-forest-facts.ts';
import { frame, hint, type Surface } from '#lib/charts/frame.ts';
import { numbersIn } from '#lib/charts/numbers.ts';
import { colour } from '#lib/charts/palette.ts';
import * as m from '#lib/paraglide/messages.js';

/** How far apart scores rank the same leads: the difference of each pair with its interval, on one axis through 0. */
export function differenceForest(drawn: DrawnDifferences, surface: Surface): SVGSVGElement {
	const { locale } = surface;
	const numbers = numbersIn(locale);
	const rows = drawn.differences.map((each, i) => ({ ...each, y: drawn.differences.length - i }));
	const widest = Math.max(0.01, ...rows.flatMap(({ ci }) => ci.map(Math.abs)));
	const reach = widest * 1.1;
	const above = (each: DrawnDifference) => each.p !== null && each.p < 0.05;
	return frame(
		{
			title: differenceForestFacts(drawn, locale).title,
			height: forestHeight(rows.length),
			x: {
				label: m.compared_chart_difference_axis({}, { locale }),
				tick: (value) => numbers.signed(value, widest < 0.05 ? 3 : 2),
				domain: [-reach, reach],
				ticks: 5
			},
			y: { label: '', tick: () => '', domain: [0.4, rows.length + 0.75], ticks: 0 },
			marks: [
				ruleX([0], { stroke: colour('ink'), strokeWidth: 1 }),
				ruleY(rows, {
					y: 'y',
					x1: (d: (typeof rows)[number]) => d.ci[0],
					x2: (d: (typeof rows)[number]) => d.ci[1],
					stroke: colour('ink'),
					strokeWidth: 2
				}),
				dot(rows, {
					x: 'difference',
					y: 'y',
					r: 5,
					fill: (d: (typeof rows)[number]) => (above(d) ? colour('ink') : colour('paper')),
					stroke: colour('ink'),
					strokeWidth: 2
				}),
				text(rows, {
					frameAnchor: 'left',
					y: 'y',
					dy: -16,
					text: (d: (typeof rows)[number]) => `${d.pair}: ${numbers.signed(d.difference, 3)}`,
					textAnchor: 'start',
					fill: colour('ink'),
					fontSize: 12
				}),
				hint(
					rows,
					(each) => each.difference,
					(each) => each.y,
					(each) =>
						m.compared_chart_difference_hint(
							{
								pair: each.pair,
								difference: numbers.signed(each.difference, 4),
								interval: numbers.interval(each.ci, (end) => numbers.decimal(end, 4)),
								p: each.p === null ? '–' : numbers.significant(each.p)
							},
							{ locale }
						)
				)
			],
			plot: { marginLeft: 8 }
		},
		surface
	);
}
