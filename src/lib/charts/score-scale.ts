import { dot, line, rectY, ruleX, text } from '@observablehq/plot';
import type { Markish } from '@observablehq/plot';
import { asImage, frame, hint, type Axis, type Surface } from '#lib/charts/frame.ts';
import { numbersIn } from '#lib/charts/numbers.ts';
import { colour } from '#lib/charts/palette.ts';
import {
	scaleBins,
	scoreScaleFacts,
	type ScaleBin,
	type ScoreScale
} from '#lib/charts/score-scale-facts.ts';
import { stacked } from '#lib/charts/stacked.ts';
import * as m from '#lib/paraglide/messages.js';

/** Leads by score with their win rate above and the two gates through both. */
export function scoreScale(scale: ScoreScale, surface: Surface, height = 420): SVGSVGElement {
	const { locale } = surface;
	const { title } = scoreScaleFacts(scale, locale);
	const bins = scaleBins(scale.histogram);
	const x: Axis = {
		label: m.chart_points({}, { locale }),
		tick: numbersIn(locale).points,
		domain: [bins[0]?.from ?? 0, bins.at(-1)?.to ?? 1]
	};
	const above = Math.round(height * 0.46);
	return asImage(
		stacked([
			rates(scale, bins, { ...x, label: '', tick: () => '' }, surface, above),
			leads(scale, bins, x, surface, height - above)
		]),
		title
	);
}

function rates(scale: ScoreScale, bins: ScaleBin[], x: Axis, surface: Surface, height: number) {
	const { locale } = surface;
	const numbers = numbersIn(locale);
	const own = colour(scale.score === 'current' ? 'today' : 'calibrated');
	const measured = bins.filter((bin) => bin.rate !== null && bin.ci !== null);
	const highest = Math.max(0.01, ...measured.map((bin) => bin.ci![1]));
	return frame(
		{
			title: '',
			height,
			x,
			y: {
				label: m.chart_win_rate({}, { locale }),
				tick: (rate) => numbers.percent(rate, 0),
				domain: [0, Math.min(1, highest * 1.05)],
				ticks: 4
			},
			marks: [
				ruleX(measured, {
					x: middle,
					y1: (bin: ScaleBin) => bin.ci![0],
					y2: (bin: ScaleBin) => bin.ci![1],
					stroke: own,
					strokeOpacity: 0.55
				}),
				line(measured, { x: middle, y: 'rate', stroke: own, strokeWidth: 1.75 }),
				dot(measured, { x: middle, y: 'rate', r: 2.5, fill: own }),
				...gateMarks(scale, surface, true),
				hint(measured, middle, (bin) => bin.rate!, inWords(surface), true)
			],
			plot: { marginTop: 46, marginBottom: 8 }
		},
		surface
	);
}

function leads(scale: ScoreScale, bins: ScaleBin[], x: Axis, surface: Surface, height: number) {
	const { locale } = surface;
	const numbers = numbersIn(locale);
	const bars = { x1: 'from', x2: 'to', insetRight: 1 };
	return frame(
		{
			title: '',
			height,
			x,
			y: {
				label: m.chart_leads({}, { locale }),
				tick: numbers.count,
				domain: [0, Math.max(1, ...bins.map((bin) => bin.leads)) * 1.05],
				ticks: 4
			},
			marks: [
				rectY(bins, { ...bars, y: 'leads', fill: colour('lost'), fillOpacity: 0.65 }),
				rectY(bins, { ...bars, y: 'wins', fill: colour('won') }),
				...gateMarks(scale, surface, false),
				hint(bins, middle, (bin) => bin.leads, inWords(surface), true)
			],
			plot: { marginTop: 32 }
		},
		surface
	);
}

function gateMarks({ gates }: ScoreScale, surface: Surface, named: boolean): Markish[] {
	const numbers = numbersIn(surface.locale);
	const shown = [
		{ name: m.chart_mql({}, { locale: surface.locale }), gate: gates.mql },
		{ name: m.chart_sql({}, { locale: surface.locale }), gate: gates.sql }
	].flatMap(({ name, gate }) => (gate.measured ? [{ name, at: gate.threshold }] : []));
	const rule = ruleX(shown, {
		x: 'at',
		stroke: colour('ink'),
		strokeWidth: 1.5,
		insetTop: named ? -8 : -40
	});
	if (!named) return [rule];
	const label = { text: 'label', frameAnchor: 'top', dy: -22, fontWeight: 600 } as const;
	const ink = { fill: colour('ink') };
	const labels = shown.map((gate) => ({
		...gate,
		label: `${gate.name} ${numbers.points(gate.at)}`
	}));
	// The lower gate is named on its left, the higher one on its right: the two names never meet.
	return [
		rule,
		text(labels.slice(0, 1), { x: 'at', ...label, ...ink, dx: 6, textAnchor: 'end' }),
		text(labels.slice(1), { x: 'at', ...label, ...ink, dx: -6, textAnchor: 'start' })
	];
}

/** What a bin holds, as a sentence for the pointer. */
function inWords({ locale }: Surface) {
	const numbers = numbersIn(locale);
	const percent = (rate: number) => numbers.percent(rate, 1);
	return ({ from, to, leads, wins, rate, ci }: ScaleBin) =>
		m.chart_scale_hint(
			{
				from: numbers.points(from),
				to: numbers.points(to),
				leads: numbers.count(leads),
				wins: numbers.count(wins),
				rate:
					rate === null || ci === null ? '' : `${percent(rate)}, ${numbers.interval(ci, percent)}`
			},
			{ locale }
		);
}

function middle(bin: ScaleBin): number {
	return (bin.from + bin.to) / 2;
}
