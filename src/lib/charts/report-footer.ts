import { centsOf } from '#lib/domain/roi/cents-by-kind.ts';
import type { RoiReport } from '#lib/domain/report/roi-report.ts';
import { numbersIn, tagOf, type Locale } from '#lib/charts/numbers.ts';
import { moneyIn } from '#lib/charts/report-money.ts';
import { monthName } from '#lib/charts/report-month-name.ts';
import * as m from '#lib/paraglide/messages.js';

/** One line of the footer: what it is about, and what it says. */
export interface FooterLine {
	about: string;
	text: string;
}

/** Data date, period, filters and method of a report, line by line. */
export function reportFooter(report: RoiReport, locale: Locale): FooterLine[] {
	const line = (about: (inputs: object, options: { locale: Locale }) => string, text: string) => ({
		about: about({}, { locale }),
		text
	});
	return [
		line(m.report_footer_data, dataLine(report, locale)),
		line(m.report_footer_period, periodLine(report, locale)),
		line(m.report_footer_rates, ratesLine(report, locale)),
		line(m.report_footer_money, moneyLines(report, locale).join(' ')),
		...(report.gate.measured ? [line(m.report_footer_gate, gateLine(report, locale))] : [])
	];
}

/** @example dayText('2026-09-30', 'de') // '30.09.2026' */
export function dayText(iso: string, locale: Locale): string {
	return new Intl.DateTimeFormat(tagOf(locale), {
		timeZone: 'UTC',
		year: 'numeric',
		month: locale === 'de' ? '2-digit' : 'short',
		day: locale === 'de' ? '2-digit' : 'numeric'
	}).format(new Date(iso));
}

function dataLine({ dataset, asked }: RoiReport, locale: Locale): string {
	const said = { name: dataset.name, leads: numbersIn(locale).count(dataset.leads) };
	if (asked.dataDate === null) return m.report_footer_data_undated(said, { locale });
	return m.report_footer_data_text({ ...said, date: dayText(asked.dataDate, locale) }, { locale });
}

/** Which leads: those of a period, of filters, or all. */
export function periodLine({ asked, leads, months }: RoiReport, locale: Locale): string {
	const { from, to, filters } = asked;
	const count = numbersIn(locale).count(leads.selected);
	const [first, last] = [from && dayText(from, locale), to && dayText(to, locale)];
	const period =
		first && last
			? m.report_period_both({ first, last, leads: count }, { locale })
			: first
				? m.report_period_from({ first, leads: count }, { locale })
				: last
					? m.report_period_to({ last, leads: count }, { locale })
					: allLeads(count, months, locale);
	if (filters.length === 0) return `${period} ${m.report_no_filters({}, { locale })}`;
	const or = new Intl.ListFormat(locale, { type: 'disjunction' });
	const each = filters.map(({ field, values }) => {
		const named = values.map((value) => value || m.report_not_filled({}, { locale }));
		return m.report_filter({ field, values: or.format(named) }, { locale });
	});
	return `${period} ${m.report_filters({ filters: each.join('; ') }, { locale })}`;
}

function allLeads(leads: string, months: RoiReport['months'], locale: Locale): string {
	const created = months.filter((each) => each.leads > 0);
	if (created.length === 0) return m.report_period_all({ leads }, { locale });
	const [first, last] = [created[0], created[created.length - 1]];
	return m.report_period_months(
		{ leads, first: monthName(first.month, locale), last: monthName(last.month, locale) },
		{ locale }
	);
}

function ratesLine({ asked, leads, sources }: RoiReport, locale: Locale): string {
	const { count } = numbersIn(locale);
	const shrunk = sources.measured && sources.rankedBy === 'shrunk';
	const ranking = shrunk ? m.report_footer_shrunk : m.report_footer_lower_bound;
	const rates =
		asked.dataDate === null
			? m.report_footer_rates_undated({}, { locale })
			: m.report_footer_rates_text(
					{ ageDays: count(asked.ageDays), immature: count(leads.immature) },
					{ locale }
				);
	return sources.measured ? `${rates} ${ranking({}, { locale })}` : rates;
}

function moneyLines(report: RoiReport, locale: Locale): string[] {
	const { costs, money, asked } = report;
	if (!costs.measured) return [m.report_footer_money_none({}, { locale })];
	const amount = moneyIn(asked.currency, locale);
	const whole = (cents: Parameters<typeof centsOf>[0]) => amount.whole(centsOf(cents));
	const { period, withoutCost } = money;
	const booked = m.report_footer_booked(
		{
			booked: whole(costs.booked),
			onLeads: whole(costs.onLeads),
			onOthers: whole(costs.onOtherLeads),
			withoutLeads: whole(costs.withoutLeads),
			overhead: whole(costs.overhead)
		},
		{ locale }
	);
	const months = period && monthsLine(period, asked.dataDate !== null, locale);
	const unknown =
		withoutCost > 0
			? m.report_footer_without_cost({ leads: numbersIn(locale).count(withoutCost) }, { locale })
			: null;
	const lines = [months, m.report_footer_money_text({}, { locale }), unknown, booked];
	return [...lines, ...ratesGiven(report, locale)].filter((text) => text !== null);
}

function monthsLine(
	{ from, to, months }: NonNullable<RoiReport['money']['period']>,
	dated: boolean,
	locale: Locale
): string {
	if (!dated) return m.report_footer_months_undated({}, { locale });
	return m.report_footer_months(
		{
			from: monthName(from, locale),
			to: monthName(to, locale),
			months,
			monthsText: numbersIn(locale).count(months)
		},
		{ locale }
	);
}

function ratesGiven({ asked }: RoiReport, locale: Locale): string[] {
	if (asked.rates.length === 0) return [];
	const digits = new Intl.NumberFormat(tagOf(locale), { maximumFractionDigits: 6 });
	const each = asked.rates.map(({ currency, month, rate }) => {
		const value = `1 ${currency} = ${digits.format(rate)} ${asked.currency}`;
		return month ? `${value} (${monthName(month, locale)})` : value;
	});
	return [m.report_footer_rates_given({ rates: each.join(', ') }, { locale })];
}

function gateLine({ gate }: RoiReport, locale: Locale): string {
	if (!gate.measured) return '';
	const { count } = numbersIn(locale);
	const { later, model, windowDays, horizonDays } = gate;
	return m.report_footer_gate_text(
		{
			model,
			leads: count(later.leads),
			wins: count(later.wins),
			from: later.from ? dayText(later.from, locale) : '–',
			windowDays: count(windowDays),
			horizonDays: count(horizonDays)
		},
		{ locale }
	);
}
