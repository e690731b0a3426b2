import { dot, line, text } from '@observablehq/plot';
import { frame, hint, type Surface } from '#lib/charts/frame.ts';
import {
	granularityCurveFacts,
	lostShare,
	type GranularityFindings
} from '#lib/charts/granularity-curve-facts.ts';
import { numbersIn } from '#lib/charts/numbers.ts';
import { colour } from '#lib/charts/palette.ts';
import * as m from '#lib/paraglide/messages.js';

/** What is lost where points may have few values only: one place a range, from coarse to fine. */
export function granularityCurve(
	found: GranularityFindings,
	surface: Surface,
	height = 300
): SVGSVGElement {
	const { locale } = surface;
	const numbers = numbersIn(locale);
	const places = found.granularity.flatMap(({ reach, gapShare }, at) =>
		gapShare === null ? [] : [{ at, reach, share: gapShare }]
	);
	const highest = Math.max(0.01, ...places.map(({ share }) => share));
	/** Labels of neighbours would touch: every other one stands a line higher. */
	const narrow = surface.width / Math.max(1, places.length) < 64;
	const label = { fill: colour('muted'), fontSize: 12 };
	return frame(
		{
			title: granularityCurveFacts(found, locale).title,
			height,
			x: {
				label: m.chart_granularity_x({}, { locale }),
				tick: () => '',
				domain: [-0.5, Math.max(1, found.granularity.length) - 0.5],
				ticks: 1
			},
			y: {
				label: m.chart_granularity_y({}, { locale }),
				tick: (value) => numbers.percent(value, highest < 0.03 ? 1 : 0),
				domain: [0, highest * 1.15]
			},
			marks: [
				line(places, {
					x: 'at',
					y: 'share',
					stroke: colour('calibrated'),
					strokeWidth: 1.5,
					strokeDasharray: '4 3'
				}),
				dot(places, {
					x: 'at',
					y: 'share',
					r: 5,
					fill: colour('calibrated'),
					stroke: colour('paper')
				}),
				...[0, 1].map((row) =>
					text(
						places.filter(({ at }) => (narrow ? at % 2 : 0) === row),
						{
							x: 'at',
							y: 'share',
							text: ({ share }: { share: number }) => lostShare(share, locale),
							dy: -14 - 14 * row,
							fill: colour('calibrated-text'),
							fontSize: 12,
							stroke: colour('paper'),
							strokeWidth: 3
						}
					)
				),
				text(places, {
					x: 'at',
					y: 0,
					text: ({ reach }: { reach: number }) => numbers.points(reach),
					dy: 15,
					...label
				}),
				hint(
					places,
					({ at }) => at,
					({ share }) => share,
					({ reach, share }) =>
						m.chart_granularity_hint(
							{ reach: numbers.points(reach), share: lostShare(share, locale) },
							{ locale }
						)
				)
			]
		},
		surface
	);
}
