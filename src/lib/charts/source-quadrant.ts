import { dot, ruleX, ruleY, text } from '@observablehq/plot';
import { frame, hint, type Surface } from '#lib/charts/frame.ts';
import { numbersIn } from '#lib/charts/numbers.ts';
import { colour } from '#lib/charts/palette.ts';
import {
	quadrantWord,
	sourceQuadrantFacts,
	type DrawnQuadrants,
	type QuadrantPoint
} from '#lib/charts/source-quadrant-facts.ts';
import * as m from '#lib/paraglide/messages.js';

/** Sources by how many leads they bring and what their rate can be believed to be. The axis of leads is logarithmic. */
export function sourceQuadrant(
	drawn: DrawnQuadrants,
	surface: Surface,
	height = 380
): SVGSVGElement {
	const { locale } = surface;
	const numbers = numbersIn(locale);
	const points = drawn.points
		.filter(({ leads }) => leads > 0)
		.map((each) => ({ ...each, x: Math.log10(each.leads) }));
	const [least, most] = [
		Math.min(...points.map(({ x }) => x), 3),
		Math.max(...points.map(({ x }) => x), 1)
	];
	const highest = Math.max(0.01, drawn.overall ?? 0, ...points.map(({ rate }) => rate));
	const told = ({ quadrant }: QuadrantPoint) => quadrant !== 'cannot-tell';
	const guide = { stroke: colour('edge'), strokeDasharray: '3 3' };
	return frame(
		{
			title: sourceQuadrantFacts(drawn, locale).title,
			height,
			x: {
				label: m.sources_leads_axis({}, { locale }),
				tick: (x) => (Number.isInteger(x) ? numbers.count(10 ** x) : ''),
				domain: [
					Math.floor(least),
					Math.max(Math.floor(least) + 1, most + (most - least) * 0.12 + 0.05)
				],
				ticks: 4
			},
			y: {
				label: m.sources_believed_rate({}, { locale }),
				tick: (rate) => numbers.percent(rate, 0),
				domain: [0, Math.min(1, highest * 1.15)],
				ticks: 5
			},
			marks: [
				...(drawn.overall === null ? [] : [ruleY([drawn.overall], guide)]),
				...(drawn.manyFrom === null || drawn.manyFrom === 0
					? []
					: [ruleX([Math.log10(drawn.manyFrom)], guide)]),
				dot(points, {
					x: 'x',
					y: 'rate',
					r: 5,
					fill: (d: QuadrantPoint) => (told(d) ? colour('ink') : colour('paper')),
					stroke: colour('ink'),
					strokeWidth: 1.75
				}),
				text(free(points, surface, height, highest), {
					x: 'x',
					y: 'rate',
					text: (d: Labelled) => (d.named ? d.name : ''),
					dy: -12,
					fill: colour('ink'),
					stroke: colour('paper'),
					strokeWidth: 3,
					fontSize: 12
				}),
				hint(
					points,
					({ x }) => x,
					({ rate }) => rate,
					(d) =>
						m.sources_quadrant_hint(
							{
								name: d.name,
								leads: numbers.count(d.leads),
								rate: numbers.percent(d.rate, 1),
								quadrant: quadrantWord(d.quadrant, locale)
							},
							{ locale }
						)
				)
			]
		},
		surface
	);
}

type Labelled = QuadrantPoint & { x: number; named: boolean };

/** Which points have room for their name: told ones first, and none over another one. */
function free(
	points: (QuadrantPoint & { x: number })[],
	{ width }: Surface,
	height: number,
	highest: number
): Labelled[] {
	const taken: { x: number; y: number; half: number }[] = [];
	const xs = points.map(({ x }) => x);
	const span = Math.max(1, Math.max(...xs) - Math.floor(Math.min(...xs)));
	const order = points.toSorted(
		(a, b) =>
			Number(b.quadrant !== 'cannot-tell') - Number(a.quadrant !== 'cannot-tell') ||
			b.leads - a.leads
	);
	return order.map((point) => {
		const x = 44 + ((point.x - Math.floor(Math.min(...xs))) / (span * 1.12)) * (width - 60);
		const y = height - 44 - (point.rate / (highest * 1.15)) * (height - 74) - 12;
		const half = Math.min(point.name.length, 24) * 3.4;
		const fits =
			x - half > 0 &&
			x + half < width &&
			!taken.some(
				(other) => Math.abs(other.y - y) < 14 && Math.abs(other.x - x) < half + other.half + 4
			);
		if (fits) taken.push({ x, y, half });
		return { ...point, named: fits };
	});
}
