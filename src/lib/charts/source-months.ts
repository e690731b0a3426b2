import { rectY, text } from '@observablehq/plot';
import { asImage, frame, hint, type Surface } from '#lib/charts/frame.ts';
import { hatched } from '#lib/charts/report-hatch.ts';
import { numbersIn } from '#lib/charts/numbers.ts';
import { colour } from '#lib/charts/palette.ts';
import {
	monthPanels,
	panelHeight,
	sourceMonthsFacts,
	type DrawnMonths,
	type MonthPanel
} from '#lib/charts/source-months-facts.ts';
import { monthName } from '#lib/charts/report-month-name.ts';
import { stacked } from '#lib/charts/stacked.ts';
import * as m from '#lib/paraglide/messages.js';

type Month = MonthPanel['months'][number] & { from: number; to: number };

/** Leads by month, source below source on one scale of months; customers dark, months still running hatched. */
export function sourceMonths(drawn: DrawnMonths, surface: Surface): SVGSVGElement {
	const { locale } = surface;
	const panels = monthPanels(drawn);
	const svg = asImage(
		stacked(panels.map((panel, i) => panelOf(panel, surface, i === 0, i === panels.length - 1))),
		sourceMonthsFacts(drawn, locale).title
	);
	return hatched(svg, ['lost']);
}

function panelOf(
	panel: MonthPanel,
	surface: Surface,
	first: boolean,
	last: boolean
): SVGSVGElement {
	const { locale } = surface;
	const numbers = numbersIn(locale);
	const months = panel.months.map((each, i): Month => ({ ...each, from: i + 0.1, to: i + 0.9 }));
	const step = Math.max(1, Math.ceil(months.length / Math.max(2, Math.floor(surface.width / 90))));
	const bar = { x1: 'from', x2: 'to' };
	return frame(
		{
			title: '',
			height: panelHeight + (first ? 36 : 0) + (last ? 32 : 0),
			x: { label: '', tick: () => '', domain: [0, Math.max(1, months.length)], ticks: 0 },
			y: {
				label: '',
				tick: numbers.count,
				domain: [0, Math.max(1, ...months.map(({ leads }) => leads)) * 1.1],
				ticks: 2
			},
			key: first
				? [
						{ label: m.sources_key_leads({}, { locale }), colour: colour('lost'), mark: 'bar' },
						{ label: m.sources_key_customers({}, { locale }), colour: colour('won'), mark: 'bar' },
						{
							label: m.sources_key_young({}, { locale }),
							colour: 'url(#report-hatch-lost)',
							mark: 'bar'
						}
					]
				: [],
			marks: [
				rectY(months, {
					...bar,
					y: 'leads',
					fill: ({ mature }: Month) => (mature ? colour('lost') : 'url(#report-hatch-lost)'),
					fillOpacity: ({ mature }: Month) => (mature ? 0.55 : 1)
				}),
				rectY(months, { ...bar, y: 'customers', fill: colour('won') }),
				text([panel.name], {
					frameAnchor: 'top-left',
					dx: -44,
					dy: -16,
					textAnchor: 'start',
					fontWeight: 600,
					fill: colour('ink'),
					fontSize: 12
				}),
				text(last ? months.filter((_, i) => i % step === 0) : [], {
					x: ({ from }: Month) => from,
					y: 0,
					dy: 14,
					text: ({ month }: Month) => monthName(month, locale),
					textAnchor: 'start',
					fill: colour('muted'),
					fontSize: 12
				}),
				hint(
					months,
					({ from, to }) => (from + to) / 2,
					({ leads }) => leads,
					({ month, leads, customers, mature }) =>
						m.sources_months_hint(
							{
								name: panel.name,
								month,
								leads: numbers.count(leads),
								customers: numbers.count(customers),
								state: mature
									? m.sources_month_mature({}, { locale })
									: m.sources_month_young({}, { locale })
							},
							{ locale }
						),
					true
				)
			],
			plot: { marginTop: first ? 58 : 24, marginBottom: last ? 40 : 8 }
		},
		surface
	);
}
