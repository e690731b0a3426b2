import { dot, line, rectY, ruleY, text } from '@observablehq/plot';
import type { Markish } from '@observablehq/plot';
import { frame, hint, type Surface } from '#lib/charts/frame.ts';
import {
	gateWeeksFacts,
	spokenOf,
	weeksOf,
	type GateWeek,
	type GateWeeks
} from '#lib/charts/gate-weeks-facts.ts';
import type { KeyItem } from '#lib/charts/key.ts';
import { numbersIn } from '#lib/charts/numbers.ts';
import { colour, strokes } from '#lib/charts/palette.ts';
import { weekDate } from '#lib/charts/week-date.ts';
import * as m from '#lib/paraglide/messages.js';

/** Leads that pass a gate week by week: bars with the calibrated card, a line with today's, a rule at capacity. */
export function gateWeeks(found: GateWeeks, surface: Surface, height = 320): SVGSVGElement {
	const { locale } = surface;
	const numbers = numbersIn(locale);
	const weeks = weeksOf(found);
	const highest = Math.max(
		1,
		...weeks.map(({ current, calibrated }) => Math.max(current ?? 0, calibrated ?? 0)),
		found.capacity ?? 0
	);
	return frame(
		{
			title: gateWeeksFacts(found, locale).title,
			height,
			x: {
				label: m.gates_weeks_axis({}, { locale }),
				tick: (week) =>
					weeks.length > 0 && Number.isInteger(week) ? weekDate(week, locale, false) : '',
				domain: [weeks[0]?.week ?? 0, (weeks.at(-1)?.week ?? 0) + 1],
				ticks: 6
			},
			y: {
				label: m.gates_weeks_leads({}, { locale }),
				tick: (leads) => (Number.isInteger(leads) ? numbers.count(leads) : ''),
				domain: [0, highest * 1.12],
				ticks: 4
			},
			marks: [...bars(weeks), ...capacity(found), ...today(weeks), ...peak(found, surface)].concat(
				hint(weeks, middle, tallest, inWords(surface), true)
			),
			key: keyOf(found, surface),
			plot: { marginRight: 30 }
		},
		surface
	);
}

function bars(weeks: GateWeek[]): Markish[] {
	const drawn = weeks.filter(({ calibrated }) => calibrated !== null);
	return [
		rectY(drawn, {
			x1: 'week',
			x2: ({ week }: GateWeek) => week + 1,
			y: 'calibrated',
			insetLeft: 1,
			insetRight: 1,
			fill: colour('calibrated'),
			fillOpacity: 0.8
		})
	];
}

function today(weeks: GateWeek[]): Markish[] {
	const drawn = weeks.filter(({ current }) => current !== null);
	const at = { x: middle, y: 'current' } as const;
	const { colour: stroke, dash, width } = strokes.current;
	return [
		line(drawn, { ...at, stroke, strokeWidth: width, strokeDasharray: dash }),
		dot(drawn, { ...at, r: 2.5, fill: stroke })
	];
}

function capacity({ capacity }: GateWeeks): Markish[] {
	if (capacity === null) return [];
	return [ruleY([capacity], { stroke: colour('ink'), strokeWidth: 1.5 })];
}

/** The fullest week by its number and its Monday. */
function peak(found: GateWeeks, { locale }: Surface): Markish[] {
	const volume = spokenOf(found);
	if (!volume) return [];
	const { weeks, peaks } = volume;
	const [{ week, leads }] = peaks;
	const label = `${numbersIn(locale).count(leads)} · ${weekDate(week, locale, false)}`;
	const left = week - weeks[0].week < weeks.length / 6;
	const right = weeks[weeks.length - 1].week - week < weeks.length / 6;
	return [
		text([{ week, leads }], {
			x: left ? 'week' : right ? (d: GateWeek) => d.week + 1 : middle,
			y: 'leads',
			text: () => label,
			dy: -9,
			textAnchor: left ? 'start' : right ? 'end' : 'middle',
			fill: colour('ink'),
			stroke: colour('paper'),
			strokeWidth: 4,
			fontWeight: 600
		})
	];
}

function keyOf(found: GateWeeks, { locale }: Surface): KeyItem[] {
	const { current, calibrated, capacity } = found;
	const { colour: stroke, dash } = strokes.current;
	return [
		...(calibrated.measured
			? [
					{
						label: m.gates_weeks_calibrated({}, { locale }),
						colour: colour('calibrated'),
						mark: 'bar' as const
					}
				]
			: []),
		...(current.measured
			? [
					{
						label: m.gates_weeks_current({}, { locale }),
						colour: stroke,
						dash,
						mark: 'line' as const
					}
				]
			: []),
		...(capacity !== null
			? [
					{
						label: m.gates_weeks_capacity(
							{ capacity: numbersIn(locale).points(capacity) },
							{ locale }
						),
						colour: colour('ink'),
						mark: 'line' as const
					}
				]
			: [])
	];
}

/** What a week held, as a sentence for the pointer. */
function inWords({ locale }: Surface) {
	const count = (leads: number | null) => (leads === null ? '–' : numbersIn(locale).count(leads));
	return ({ week, current, calibrated }: GateWeek) =>
		m.gates_weeks_hint(
			{
				date: weekDate(week, locale),
				current: count(current),
				calibrated: count(calibrated)
			},
			{ locale }
		);
}

function middle({ week }: Pick<GateWeek, 'week'>): number {
	return week + 0.5;
}

function tallest({ current, calibrated }: GateWeek): number {
	return Math.max(current ?? 0, calibrated ?? 0);
}
