import { rectY, text } from '@observablehq/plot';
import type { Markish } from '@observablehq/plot';
import { costRevenueFacts, type CostRevenue } from '#lib/charts/cost-revenue-facts.ts';
import { frame, hint, type Surface } from '#lib/charts/frame.ts';
import type { KeyItem } from '#lib/charts/key.ts';
import { numbersIn } from '#lib/charts/numbers.ts';
import { colour } from '#lib/charts/palette.ts';
import { hatched } from '#lib/charts/report-hatch.ts';
import { moneyIn } from '#lib/charts/report-money.ts';
import { monthName } from '#lib/charts/report-month-name.ts';
import * as m from '#lib/paraglide/messages.js';

/** Two bars a month: what was spent, and what the leads of the month brought so far; young months are hatched. */
export function costRevenue(drawn: CostRevenue, surface: Surface, height = 280): SVGSVGElement {
	const { locale } = surface;
	const bars = barsOf(drawn);
	const highest = Math.max(100, ...bars.map(({ cents }) => cents));
	const lowest = Math.min(0, ...bars.map(({ cents }) => cents));
	const everySoMany = Math.max(1, Math.ceil(drawn.months.length / Math.max(2, surface.width / 84)));
	const svg = frame(
		{
			title: costRevenueFacts(drawn, locale).title,
			height,
			x: {
				label: m.report_months_axis({}, { locale }),
				tick: () => '',
				domain: [0, Math.max(1, drawn.months.length)],
				ticks: 0
			},
			y: {
				label: m.report_months_money({ currency: drawn.currency }, { locale }),
				tick: (cents) => numbersIn(locale).count(cents / 100),
				domain: [lowest * 1.1, highest * 1.1],
				ticks: 4
			},
			marks: [
				rectY(bars, {
					x1: 'from',
					x2: 'to',
					y: 'cents',
					fill: ({ kind, mature }: Bar) => fillOf(kind, mature),
					stroke: ({ kind }: Bar) => colourOf(kind),
					strokeWidth: 1
				}),
				...monthNames(drawn, everySoMany, surface),
				hint(
					bars,
					({ from, to }) => (from + to) / 2,
					({ cents }) => cents,
					(bar) => inWords(bar, drawn, surface),
					true
				)
			],
			key: keyOf(bars, surface),
			plot: { marginLeft: 64, marginRight: 8 }
		},
		surface
	);
	return hatched(svg, ['won']);
}

interface Bar {
	month: number;
	kind: 'cost' | 'revenue';
	from: number;
	to: number;
	cents: number;
	mature: boolean;
}

function barsOf({ months }: CostRevenue): Bar[] {
	return months.flatMap(({ cost, revenue, mature }, month) => [
		...(cost.measured ? [bar(month, 'cost', month + 0.12, month + 0.47, cost.cents, true)] : []),
		...(revenue.measured
			? [bar(month, 'revenue', month + 0.53, month + 0.88, revenue.cents, mature)]
			: [])
	]);
}

function bar(
	month: number,
	kind: Bar['kind'],
	from: number,
	to: number,
	cents: number,
	mature: boolean
): Bar {
	return { month, kind, from, to, cents, mature };
}

function colourOf(kind: Bar['kind']): string {
	return colour(kind === 'cost' ? 'first' : 'won');
}

function fillOf(kind: Bar['kind'], mature: boolean): string {
	return mature ? colourOf(kind) : 'url(#report-hatch-won)';
}

function monthNames({ months }: CostRevenue, every: number, { locale }: Surface): Markish[] {
	const named = months.flatMap(({ month }, i) =>
		i % every === 0 ? [{ x: i + 0.5, name: nameOf(month, i === 0, every) }] : []
	);
	const nameStyle = { fill: colour('muted'), fontSize: 12, lineAnchor: 'top' as const };
	return [text(named, { x: 'x', frameAnchor: 'bottom', dy: 6, text: 'name', ...nameStyle })];

	function nameOf(month: string, first: boolean, step: number): string {
		const short = monthName(month, locale, false);
		const january = Number(month.slice(5)) <= step;
		return first || january ? `${short}\n${month.slice(0, 4)}` : short;
	}
}

function inWords(
	{ month, kind, cents, mature }: Bar,
	{ months, currency }: CostRevenue,
	{ locale }: Surface
): string {
	const said = {
		month: monthName(months[month].month, locale),
		amount: moneyIn(currency, locale).whole(cents)
	};
	if (kind === 'cost') return m.report_months_hint_cost(said, { locale });
	const hint = mature ? m.report_months_hint_revenue : m.report_months_hint_so_far;
	return hint(said, { locale });
}

function keyOf(bars: Bar[], { locale }: Surface): KeyItem[] {
	const cost = { label: m.report_key_cost({}, { locale }), colour: colour('first') };
	const revenue = { label: m.report_key_revenue({}, { locale }), colour: colour('won') };
	const young = { label: m.report_key_so_far({}, { locale }), colour: 'url(#report-hatch-won)' };
	return [
		...(bars.some(({ kind }) => kind === 'cost') ? [{ ...cost, mark: 'bar' as const }] : []),
		...(bars.some(({ kind }) => kind === 'revenue') ? [{ ...revenue, mark: 'bar' as const }] : []),
		...(bars.some(({ mature }) => !mature) ? [{ ...young, mark: 'bar' as const }] : [])
	];
}
