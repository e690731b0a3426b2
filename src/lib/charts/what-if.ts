import { areaY, dot, line, ruleX } from '@observablehq/plot';
import type { Markish } from '@observablehq/plot';
import type { WhatIfPoint } from '#lib/domain/report/what-if-curve.ts';
import { frame, hint, type Surface } from '#lib/charts/frame.ts';
import type { KeyItem } from '#lib/charts/key.ts';
import { numbersIn } from '#lib/charts/numbers.ts';
import { colour } from '#lib/charts/palette.ts';
import { moneyIn } from '#lib/charts/report-money.ts';
import { effortText, whatIfFacts, type WhatIf } from '#lib/charts/what-if-facts.ts';
import * as m from '#lib/paraglide/messages.js';

/** Wins a month against what they ask for, as a band; today and what is asked for stand out. */
export function whatIf(drawn: WhatIf, surface: Surface, height = 300): SVGSVGElement {
	const { locale } = surface;
	const numbers = numbersIn(locale);
	const { kind, points, today, asked, currency } = drawn;
	const ordered = points.toSorted((a, b) => a.effort - b.effort);
	const efforts = [...ordered.map(({ effort }) => effort), today?.effort ?? 0];
	const money = moneyIn(currency, locale);
	const from = kind === 'budget' ? Math.min(...efforts.filter((effort) => effort > 0)) : 0;
	const to = Math.max(1, ...efforts);
	const highest = Math.max(1, ...ordered.map(({ hi }) => hi), today?.wins ?? 0, asked?.hi ?? 0);
	const label = kind === 'budget' ? m.roi_what_if_budget_axis : m.roi_what_if_calls_axis;
	return frame(
		{
			title: whatIfFacts(drawn, locale).title,
			height,
			x: {
				label: label({ currency }, { locale }),
				tick: (effort) => (kind === 'budget' ? money.short(effort) : numbers.count(effort)),
				domain: Number.isFinite(from) && to > from ? [from, to] : [0, to],
				ticks: 5
			},
			y: {
				label: m.roi_what_if_wins_axis({}, { locale }),
				tick: (wins) => numbers.decimal(wins, highest < 4 ? 1 : 0),
				domain: [0, highest * 1.1],
				ticks: 4
			},
			marks: [
				areaY(ordered, {
					x: 'effort',
					y1: 'lo',
					y2: 'hi',
					fill: colour('ink'),
					fillOpacity: 0.14
				}),
				line(
					ordered.filter(({ wins }) => wins !== null),
					{ x: 'effort', y: 'wins', stroke: colour('ink'), strokeWidth: 1.5 }
				),
				...todayMark(drawn),
				...askedMark(drawn),
				hint(
					ordered,
					({ effort }) => effort,
					({ lo, hi }) => (lo + hi) / 2,
					(point) => inWords(point, drawn, surface),
					true
				)
			],
			key: keyOf(drawn, surface),
			plot: { marginRight: 24 }
		},
		surface
	);
}

function todayMark({ today }: WhatIf): Markish[] {
	if (!today) return [];
	return [dot([today], { x: 'effort', y: 'wins', r: 5, fill: colour('today') })];
}

function askedMark({ asked }: WhatIf): Markish[] {
	if (!asked) return [];
	const style = { stroke: colour('first'), strokeWidth: 3 };
	return [
		ruleX([asked], { x: 'effort', y1: 'lo', y2: 'hi', ...style }),
		dot(asked.wins === null ? [] : [asked], {
			x: 'effort',
			y: 'wins',
			r: 5,
			fill: colour('paper'),
			...style,
			strokeWidth: 2
		})
	];
}

function keyOf({ today, asked, kind }: WhatIf, { locale }: Surface): KeyItem[] {
	const band = { label: m.roi_key_range({}, { locale }), colour: colour('ink'), mark: 'band' };
	const now = {
		label: (kind === 'budget' ? m.roi_key_mean_month : m.roi_key_today)({}, { locale }),
		colour: colour('today'),
		mark: 'dot'
	};
	const wish = { label: m.roi_key_asked({}, { locale }), colour: colour('first'), mark: 'line' };
	return [band, ...(today ? [now] : []), ...(asked ? [wish] : [])] as KeyItem[];
}

function inWords({ choice, effort, lo, hi }: WhatIfPoint, drawn: WhatIf, surface: Surface): string {
	const { locale } = surface;
	const numbers = numbersIn(locale);
	const wins = numbers.interval([lo, hi], (end) => numbers.decimal(end, 1));
	const spent = effortText(effort, drawn.kind, drawn.currency, locale);
	if (drawn.kind === 'budget') {
		return m.roi_what_if_budget_asked({ budget: spent, wins }, { locale });
	}
	const threshold = numbers.points(choice);
	return m.roi_what_if_threshold_asked({ threshold, calls: spent, wins }, { locale });
}
