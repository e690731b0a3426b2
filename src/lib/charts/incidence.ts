import { areaY, line, ruleX } from '@observablehq/plot';
import type { Markish } from '@observablehq/plot';
import { frame, hint, type Surface } from '#lib/charts/frame.ts';
import { incidenceMarks, strokeOf } from '#lib/charts/incidence-marks.ts';
import { curveLabel, incidenceFacts, type IncidenceChart } from '#lib/charts/incidence-facts.ts';
import type { KeyItem } from '#lib/charts/key.ts';
import { linkMarks } from '#lib/charts/link-marks.ts';
import { numbersIn } from '#lib/charts/numbers.ts';
import { colour } from '#lib/charts/palette.ts';
import * as m from '#lib/paraglide/messages.js';

/** Points of a curve that a picture needs at most. */
const MOST_POINTS = 160;

interface CurvePoint {
	day: number;
	share: number;
	lo: number;
	hi: number;
	label: string;
}

/**
 * Share of leads that reached each stage, by age, with bands of 95 %.
 *
 * @param hrefOf - address of the leads of a stage by a day; left out: no mark leads anywhere
 */
export function incidence(
	chart: IncidenceChart,
	surface: Surface,
	height = 360,
	hrefOf?: (stage: string, day: number) => string
): SVGSVGElement {
	const svg = curvesOf(chart, surface, height);
	const marks = hrefOf ? incidenceMarks(chart, surface.locale, hrefOf) : [];
	if (marks.length > 0) linkMarks(svg, marks);
	return svg;
}

function curvesOf(chart: IncidenceChart, surface: Surface, height: number): SVGSVGElement {
	const { locale } = surface;
	const numbers = numbersIn(locale);
	const curves = chart.stages.map((each, i) => ({
		label: curveLabel(each, locale),
		points: pointsOf(each.incidence, curveLabel(each, locale)),
		stroke: strokeOf(i, chart.stages.length)
	}));
	const all = curves.flatMap(({ points }) => points);
	const end = Math.max(1, ...all.map(({ day }) => day));
	const key: KeyItem[] = curves.map(({ label, stroke }) => {
		return { label, mark: 'line', colour: colour(stroke.colour), dash: stroke.dash };
	});
	return frame(
		{
			title: incidenceFacts(chart, locale).title,
			height,
			x: {
				label: m.incidence_axis_age({}, { locale }),
				tick: (day) => numbers.count(day),
				domain: [0, end]
			},
			y: {
				label: m.incidence_axis_share({}, { locale }),
				tick: (share) => numbers.percent(share, 0),
				domain: [0, Math.min(1, Math.max(0.02, ...all.map(({ hi }) => hi)) * 1.04)]
			},
			key,
			marks: [
				...(chart.ageDays <= end
					? [ruleX([chart.ageDays], { stroke: colour('edge'), strokeDasharray: '2 3' })]
					: []),
				...curves.flatMap(({ points, stroke }): Markish[] => [
					areaY(points, {
						x: 'day',
						y1: 'lo',
						y2: 'hi',
						curve: 'step-after',
						fill: colour(stroke.colour),
						fillOpacity: 0.12
					}),
					line(points, {
						x: 'day',
						y: 'share',
						curve: 'step-after',
						stroke: colour(stroke.colour),
						strokeWidth: 2,
						strokeDasharray: stroke.dash
					})
				]),
				hint(
					all,
					({ day }) => day,
					({ share }) => share,
					({ label, day, share, lo, hi }) =>
						m.incidence_hint(
							{
								label,
								days: numbers.count(day),
								share: numbers.percent(share, 1),
								interval: numbers.interval([lo, hi], (each) => numbers.percent(each, 1))
							},
							{ locale }
						)
				)
			]
		},
		surface
	);
}

function pointsOf(
	{ points }: IncidenceChart['stages'][number]['incidence'],
	label: string
): CurvePoint[] {
	const every = Math.max(1, points.length / MOST_POINTS);
	const shown = points.filter(
		(_, i) => i === points.length - 1 || Math.floor(i / every) !== Math.floor((i - 1) / every)
	);
	if (shown.length === 0) return [];
	const start = { day: 0, share: 0, lo: 0, hi: 0, label };
	return [
		start,
		...shown.map(({ day, share, ci }) => ({ day, share, lo: ci[0], hi: ci[1], label }))
	];
}
