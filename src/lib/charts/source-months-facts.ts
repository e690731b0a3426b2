import type { SourceMonth } from '#lib/domain/sources/source-trend.ts';
import type { Facts } from '#lib/charts/facts.ts';
import { monthName } from '#lib/charts/report-month-name.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';

/** Leads and customers by month of creation for some sources. */
export interface DrawnMonths {
	/** In the order in which they are drawn. */
	sources: { source: string; name: string }[];
	months: SourceMonth[];
	ageDays: number | null;
}

/** A source with every month between the first and the last of all. */
export interface MonthPanel {
	name: string;
	months: { month: string; leads: number; customers: number; mature: boolean }[];
}

/** Panels that are drawn. */
export const MOST_PANELS = 8;
export const panelHeight = 92;

export function monthPanels({ sources, months }: DrawnMonths): MonthPanel[] {
	const all = monthsBetween(months.map(({ month }) => month));
	return sources.slice(0, MOST_PANELS).map(({ source, name }) => {
		const own = new Map(
			months.filter((each) => each.source === source).map((each) => [each.month, each])
		);
		return {
			name,
			months: all.map((month) => {
				const found = own.get(month);
				return {
					month,
					leads: found?.leads ?? 0,
					customers: found?.customers ?? 0,
					mature: !found || found.mature === found.leads
				};
			})
		};
	});
}

export function monthsHeight(drawn: DrawnMonths): number {
	return 84 + monthPanels(drawn).length * panelHeight;
}

export function sourceMonthsFacts(drawn: DrawnMonths, locale: Locale): Facts {
	const panels = monthPanels(drawn);
	const young = panels.flatMap(({ months }) => months.filter(({ mature }) => !mature)).length > 0;
	const days = numbersIn(locale).count(drawn.ageDays ?? 0);
	return {
		title: young
			? m.sources_months_title_young({ month: monthName(firstYoung(panels), locale) }, { locale })
			: m.sources_months_title({}, { locale }),
		note:
			drawn.ageDays === null
				? m.sources_months_note_undated({}, { locale })
				: m.sources_months_note({ days }, { locale }),
		table: {
			columns: [
				{ label: m.sources_source({}, { locale }), kind: 'text' },
				{ label: m.sources_month({}, { locale }), kind: 'text' },
				{ label: m.chart_leads({}, { locale }), kind: 'count', sum: true },
				{ label: m.sources_customers({}, { locale }), kind: 'count', sum: true },
				{ label: m.sources_month_state({}, { locale }), kind: 'text' }
			],
			rows: panels.flatMap(({ name, months }) =>
				months.map(({ month, leads, customers, mature }) => [
					name,
					month,
					leads,
					customers,
					mature ? m.sources_month_mature({}, { locale }) : m.sources_month_young({}, { locale })
				])
			)
		},
		file: 'source-months'
	};
}

function firstYoung(panels: MonthPanel[]): string {
	const young = panels.flatMap(({ months }) =>
		months.filter(({ mature }) => !mature).map(({ month }) => month)
	);
	return young.sort()[0] ?? '';
}

function monthsBetween(months: string[]): string[] {
	const sorted = [...new Set(months)].sort();
	if (sorted.length === 0) return [];
	const number = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
	const [from, to] = [number(sorted[0]), number(sorted[sorted.length - 1])];
	return Array.from({ length: to - from + 1 }, (_, i) => {
		const at = from + i;
		return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
	});
}
