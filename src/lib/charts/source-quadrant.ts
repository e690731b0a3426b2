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
	const named = withRoom(points, surface, height, highest);
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
				...([-12, 14] as const).map((dy) =>
					text(
						named.filter((each) => each.dy === dy),
						{
							x: 'x',
							y: 'rate',
							text: 'name',
							dy,
							fill: colour('ink'),
							stroke: colour('paper'),
							strokeWidth: 3,
							fontSize: 12
						}
					)
				),
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

type Placed = QuadrantPoint & { x: number };
type Named = Placed & { dy: -12 | 14 };

/** Points with room for their name above or below them: told ones first, and no name over another one. */
function withRoom(points: Placed[], { width }: Surface, height: number, highest: number): Named[] {
	const least = Math.floor(Math.min(3, ...points.map(({ x }) => x)));
	const span = Math.max(1, Math.max(...points.map(({ x }) => x)) - least) * 1.12;
	const taken: { x: number; y: number; half: number }[] = [];
	const at = ({ x, rate }: Placed) => ({
		x: 44 + ((x - least) / span) * (width - 58),
		y: height - 44 - (rate / (highest * 1.15)) * (height - 74)
	});
	// A name over the mark of another source would be taken for its own.
	for (const point of points) taken.push({ ...at(point), half: 5 });
	const isTold = ({ quadrant }: Placed) => Number(quadrant !== 'cannot-tell');
	return points
		.toSorted((a, b) => isTold(b) - isTold(a) || b.leads - a.leads)
		.flatMap((point): Named[] => {
			const half = point.name.length * 3.4;
			const { x, y } = at(point);
			for (const dy of [-12, 14] as const) {
				const free =
					x - half > 0 &&
					x + half < width &&
					taken.every(
						(other) =>
							Math.abs(other.y - y - dy) > 11 || Math.abs(other.x - x) > half + other.half + 3
					);
				if (!free) continue;
				taken.push({ x, y: y + dy, half });
				return [{ ...point, dy }];
			}
			return [];
		});
}
