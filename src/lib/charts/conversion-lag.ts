import { line, ruleX } from '@observablehq/plot';
import { conversionLagFacts, keptPoints, type LagChart } from '#lib/charts/conversion-lag-facts.ts';
import { frame, hint, type Surface } from '#lib/charts/frame.ts';
import { numbersIn } from '#lib/charts/numbers.ts';
import { colour } from '#lib/charts/palette.ts';
import * as m from '#lib/paraglide/messages.js';

const LOST_DASH = '7 3';

/** How many of all wins have come by each day, against how many leads are old enough to count at it. */
export function conversionLag(chart: LagChart, surface: Surface, height = 340): SVGSVGElement {
	const { locale } = surface;
	const { lag, horizonDays } = chart;
	const numbers = numbersIn(locale);
	const kept = keptPoints(lag);
	const end = Math.max(lag.incidence.lastDay, horizonDays, 1);
	const mature = lag.mature.filter(({ day }) => day <= end);
	const percent = (value: number) => numbers.percent(value, 0);
	return frame(
		{
			title: conversionLagFacts(chart, locale).title,
			height,
			x: {
				label: m.chart_lag_x({}, { locale }),
				tick: (value) => numbers.count(value),
				domain: [0, end]
			},
			y: { label: m.chart_lag_y({}, { locale }), tick: percent, domain: [0, 1] },
			key: [
				{ label: m.chart_lag_kept({}, { locale }), mark: 'line', colour: colour('won') },
				{
					label: m.chart_lag_mature({}, { locale }),
					mark: 'line',
					colour: colour('lost'),
					dash: LOST_DASH
				},
				{
					label: m.chart_lag_now({}, { locale }),
					mark: 'line',
					colour: colour('edge'),
					dash: '2 3'
				}
			],
			marks: [
				ruleX([horizonDays], { stroke: colour('edge'), strokeWidth: 2, strokeDasharray: '2 3' }),
				line(mature, {
					x: 'day',
					y: 'share',
					stroke: colour('lost'),
					strokeWidth: 2,
					strokeDasharray: LOST_DASH
				}),
				line(kept, {
					x: 'day',
					y: 'kept',
					curve: 'step-after',
					stroke: colour('won'),
					strokeWidth: 2
				}),
				hint(
					kept.slice(1),
					(point) => point.day,
					(point) => point.kept,
					(point) =>
						m.chart_lag_hint_kept(
							{
								days: numbers.count(point.day),
								kept: numbers.percent(point.kept),
								share: numbers.percent(point.share),
								interval: numbers.interval(point.ci, (value) => numbers.percent(value))
							},
							{ locale }
						),
					true
				)
			]
		},
		surface
	);
}
