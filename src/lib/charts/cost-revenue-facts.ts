import type { ReportMonth } from '#lib/domain/report/report-month.ts';
import type { Facts } from '#lib/charts/facts.ts';
import { moneyIn } from '#lib/charts/report-money.ts';
import { monthName } from '#lib/charts/report-month-name.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';

/** Cost and revenue by the month the leads were created in. */
export interface CostRevenue {
	months: ReportMonth[];
	/** ISO 4217 */
	currency: string;
	/** Age from which a month is no longer "so far". */
	ageDays: number;
}

/** Sums over the months that are old enough and have both numbers. */
export function settledMonths({ months }: CostRevenue) {
	const settled = months.flatMap(({ mature, cost, revenue }) =>
		mature && cost.measured && revenue.measured
			? [{ costCents: cost.cents, revenueCents: revenue.cents }]
			: []
	);
	const sum = (of: (each: (typeof settled)[number]) => number) =>
		settled.reduce((total, each) => total + of(each), 0);
	return {
		months: settled.length,
		costCents: sum(({ costCents }) => costCents),
		revenueCents: sum(({ revenueCents }) => revenueCents)
	};
}

/** @example costRevenueFacts({ months, currency: 'EUR', ageDays: 180 }, 'de').title */
export function costRevenueFacts(drawn: CostRevenue, locale: Locale): Facts {
	const { currency, months } = drawn;
	const say = (text: (inputs: { currency: string }, options: { locale: Locale }) => string) =>
		text({ currency }, { locale });
	return {
		title: titleOf(drawn, locale),
		note: noteOf(drawn, locale),
		table: {
			columns: [
				{ label: m.report_month({}, { locale }), kind: 'text' },
				{ label: m.report_month_leads({}, { locale }), kind: 'count', sum: true },
				{ label: m.report_month_wins({}, { locale }), kind: 'count', sum: true },
				{ label: say(m.report_month_cost), kind: 'decimal', digits: 0, sum: true },
				{ label: say(m.report_month_revenue), kind: 'decimal', digits: 0, sum: true },
				{ label: m.report_month_state({}, { locale }), kind: 'text' }
			],
			rows: months.map(({ month, leads, wins, cost, revenue, mature }) => [
				monthName(month, locale),
				leads,
				wins,
				cost.measured ? cost.cents / 100 : null,
				revenue.measured ? revenue.cents / 100 : null,
				mature ? m.report_month_mature({}, { locale }) : m.report_month_immature({}, { locale })
			])
		},
		file: 'cost-and-revenue'
	};
}

function titleOf(drawn: CostRevenue, locale: Locale): string {
	const { months, currency } = drawn;
	if (months.length === 0) return m.report_months_none({}, { locale });
	const money = moneyIn(currency, locale);
	const { months: settled, costCents, revenueCents } = settledMonths(drawn);
	if (settled > 0 && costCents > 0) {
		return m.report_months_title(
			{
				months: settled,
				monthsText: numbersIn(locale).count(settled),
				cost: money.whole(costCents),
				revenue: money.whole(revenueCents),
				one: money.one,
				back: money.exact((100 * revenueCents) / costCents)
			},
			{ locale }
		);
	}
	if (months.every(({ cost }) => !cost.measured)) {
		return m.report_months_no_cost({}, { locale });
	}
	if (months.every(({ mature }) => !mature)) return m.report_months_immature({}, { locale });
	if (months.every(({ revenue }) => !revenue.measured)) {
		return m.report_months_no_revenue({}, { locale });
	}
	return m.report_months_both_unknown({}, { locale });
}

function noteOf({ months, ageDays }: CostRevenue, locale: Locale): string {
	const immature = months.filter(({ mature }) => !mature).length;
	if (immature === 0) return m.report_months_note_settled({}, { locale });
	const young = { immature, immatureText: numbersIn(locale).count(immature) };
	return m.report_months_note({ ...young, ageDays: numbersIn(locale).count(ageDays) }, { locale });
}
