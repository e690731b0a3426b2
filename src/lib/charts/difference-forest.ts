import { dot, ruleX, ruleY, text } from '@observablehq/plot';
import {
	differenceForestFacts,
	forestHeight,
	pairOf,
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
					dy: -10,
					text: (d: (typeof rows)[number]) => inWords(d, surface),
					lineAnchor: 'bottom',
					lineHeight: 1.25,
					lineWidth: (surface.width - 16) / 12,
					textOverflow: 'ellipsis',
					textAnchor: 'start',
					fill: colour('ink'),
					stroke: colour('paper'),
					strokeWidth: 4,
					fontSize: 12
				}),
				hint(
					rows,
					(each) => each.difference,
					(each) => each.y,
					(each) =>
						m.compared_chart_difference_hint(
							{
								pair: pairOf(each, locale),
								difference: numbers.signed(each.difference, 4),
								interval: numbers.interval(each.ci, (end) => numbers.decimal(end, 4)),
								p: each.p === null ? '–' : numbers.significant(each.p)
							},
							{ locale }
						)
				)
			],
			plot: { marginLeft: 20 }
		},
		surface
	);
}

/** Number and first score above, the score it is held against below. */
function inWords({ first, second, difference }: DrawnDifference, { locale }: Surface): string {
	const signed = numbersIn(locale).signed(difference, 3);
	return `${signed}  ${first}\n${m.compared_chart_against({ second }, { locale })}`;
}
