import { centsOf } from '#lib/domain/roi/cents-by-kind.ts';
import type { RoiReport } from '#lib/domain/report/roi-report.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { moneyIn } from '#lib/charts/report-money.ts';
import * as m from '#lib/paraglide/messages.js';

/** What a report says in one sentence: what went in, what came out, what the new points would change. */
export function reportHeadline(report: RoiReport, locale: Locale): string {
	const outcome = outcomeOf(report, locale);
	const points = pointsOf(report, locale);
	return points ? m.report_headline({ outcome, points }, { locale }) : outcome;
}

function outcomeOf(report: RoiReport, locale: Locale): string {
	const { money, asked, leads, customerRate } = report;
	const numbers = numbersIn(locale);
	const amount = moneyIn(asked.currency, locale);
	const { cost, overhead, revenueCents, customers } = money.sums;
	if (leads.selected === 0) return m.report_headline_no_leads({}, { locale });
	if (asked.dataDate !== null && leads.counted === 0) {
		const immature = numbers.count(leads.immature);
		return m.report_headline_immature({ immature, ageDays: asked.ageDays }, { locale });
	}
	if (cost.measured && money.figures.cacFull.measured) {
		const spent = centsOf(cost) + (overhead ? centsOf(overhead) : 0);
		const said = {
			cost: amount.short(spent),
			customers,
			customersText: numbers.count(customers)
		};
		if (revenueCents === null) return m.report_headline_cost(said, { locale });
		if (revenueCents <= 0) return m.report_headline_no_revenue(said, { locale });
		return m.report_headline_money({ ...said, revenue: amount.short(revenueCents) }, { locale });
	}
	if (!customerRate.measured)
		return m.report_headline_leads({ leads: numbers.count(leads.selected) }, { locale });
	return m.report_headline_rate(
		{
			wins: numbers.count(customerRate.wins),
			leads: numbers.count(customerRate.leads),
			rate: numbers.percent(customerRate.rate, 1)
		},
		{ locale }
	);
}

/** Only what stays on one side of today over its whole range is promised. */
function pointsOf({ gate }: RoiReport, locale: Locale): string | null {
	if (!gate.measured || !gate.sameCalls.measured) return null;
	const { today, range } = gate.sameCalls;
	const numbers = numbersIn(locale);
	const [from, to] = range.map((wins) => Math.round(wins) / today - 1);
	if (Math.round(range[0]) <= today) return null;
	const interval = numbers.interval([from, to], (rate) => numbers.percent(rate, 0));
	return m.report_headline_points({ interval }, { locale });
}

/** What stands below the headline: how sure the rate is, and which sources can be told apart. */
export function reportLede(report: RoiReport, locale: Locale): string[] {
	return [rateSentence(report, locale), sourcesSentence(report, locale)].filter(
		(text) => text !== null
	);
}

function rateSentence({ customerRate, asked, leads }: RoiReport, locale: Locale): string | null {
	if (!customerRate.measured) return null;
	const numbers = numbersIn(locale);
	const { wins, rate, lo, hi } = customerRate;
	const said = {
		wins: numbers.count(wins),
		leads: numbers.count(customerRate.leads),
		rate: numbers.percent(rate, 1),
		interval: numbers.interval([lo, hi], (end) => numbers.percent(end, 1))
	};
	if (asked.dataDate === null) return m.report_lede_undated(said, { locale });
	return m.report_lede(
		{
			...said,
			ageDays: numbers.count(asked.ageDays),
			immature: leads.immature,
			immatureText: numbers.count(leads.immature)
		},
		{ locale }
	);
}

/** Names at most, before a list becomes a reading. */
const MOST_NAMES = 4;

/** @returns null without a ladder */
export function sourcesSentence({ sources }: RoiReport, locale: Locale): string | null {
	if (!sources.measured) return null;
	const { better, worse, open, rungs } = sources;
	const said = {
		better: listOf(better, locale),
		worse: listOf(worse, locale),
		open,
		openText: numbersIn(locale).count(open)
	};
	if (better.length > 0 && worse.length > 0) return m.report_sources_both(said, { locale });
	if (better.length > 0) return m.report_sources_better(said, { locale });
	if (worse.length > 0) return m.report_sources_worse(said, { locale });
	return rungs.length > 1 ? m.report_sources_alike({}, { locale }) : null;
}

function listOf(names: string[], locale: Locale): string {
	const shown = names
		.slice(0, MOST_NAMES)
		.map((name) => name || m.report_no_source({}, { locale }));
	const others = names.length - shown.length;
	const more =
		others > 0
			? [
					m.report_further(
						{ count: others, countText: numbersIn(locale).count(others) },
						{ locale }
					)
				]
			: [];
	return new Intl.ListFormat(locale, { type: 'conjunction' }).format([...shown, ...more]);
}
