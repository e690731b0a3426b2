import type { BudgetAssumption, BudgetOutlook } from '#lib/domain/roi/what-if-budget.ts';
import type { GateOutlook } from '#lib/domain/roi/what-if-threshold.ts';
import type { Measured, NotMeasured } from '#lib/domain/units.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { moneyIn } from '#lib/charts/report-money.ts';
import * as m from '#lib/paraglide/messages.js';

/** What another choice might bring, in words, and what that takes for granted. */
export interface WhatIfSentences {
	told: string[];
	assumptions: string[];
}

type ReasonOf = (refused: NotMeasured) => string;

/** @param reasonOf - why a figure is not there, as a sentence of that language */
export function thresholdSentences(
	today: Measured<GateOutlook>,
	asked: Measured<GateOutlook> | null,
	currency: string,
	locale: Locale,
	reasonOf: ReasonOf
): WhatIfSentences {
	const numbers = numbersIn(locale);
	const few = (value: number) => numbers.decimal(value, value < 10 ? 1 : 0);
	const now = today.measured
		? m.roi_what_if_threshold_now(
				{
					threshold: numbers.points(today.threshold),
					calls: few(today.callsPerMonth),
					wins: few(today.winsPerMonth.wins)
				},
				{ locale }
			)
		: refusal(today, locale, reasonOf);
	const told = asked?.measured ? thenSentences(asked, currency, locale) : [];
	const refused = asked && !asked.measured ? [refusal(asked, locale, reasonOf)] : [];
	return {
		told: [now, ...told, ...refused],
		assumptions: [m.roi_assumes_observed({}, { locale })]
	};
}

function thenSentences(asked: GateOutlook, currency: string, locale: Locale): string[] {
	const numbers = numbersIn(locale);
	const few = (value: number) => numbers.decimal(value, value < 10 ? 1 : 0);
	const { threshold, callsPerMonth, winsPerMonth, winsCaught, centsPerMonth } = asked;
	const then = m.roi_what_if_threshold_then(
		{
			threshold: numbers.points(threshold),
			calls: few(callsPerMonth),
			wins: few(winsPerMonth.wins),
			range: numbers.interval([winsPerMonth.lo, winsPerMonth.hi], (end) => numbers.decimal(end, 1)),
			caught: winsCaught.measured ? numbers.percent(winsCaught.rate, 0) : '–'
		},
		{ locale }
	);
	if (centsPerMonth === null) return [then];
	const cost = moneyIn(currency, locale).whole(centsPerMonth);
	return [then, m.roi_what_if_threshold_cost({ cost }, { locale })];
}

/** @param asked - whether a budget was asked for; else only the mean month is told */
export function budgetSentences(
	outlook: Measured<BudgetOutlook>,
	asked: boolean,
	currency: string,
	locale: Locale,
	reasonOf: ReasonOf
): WhatIfSentences {
	if (!outlook.measured) return { told: [refusal(outlook, locale, reasonOf)], assumptions: [] };
	const numbers = numbersIn(locale);
	const money = moneyIn(currency, locale);
	const one = (value: number) => numbers.decimal(value, 1);
	const { today, cents, leads, wins, centsPerWin, assumptions } = outlook;
	const now = m.roi_what_if_budget_now(
		{ budget: money.whole(today.cents), leads: one(today.leads), wins: one(today.wins) },
		{ locale }
	);
	if (!asked) return { told: [now], assumptions: [] };
	const { lo, hi } = centsPerWin;
	const cost =
		hi === null
			? m.roi_what_if_from_up({ from: money.whole(lo) }, { locale })
			: numbers.interval([lo, hi], money.whole);
	const then = m.roi_what_if_budget_then(
		{
			budget: money.whole(cents),
			leads: numbers.interval([leads.lo, leads.hi], one),
			wins: numbers.interval([wins.lo, wins.hi], one),
			cost
		},
		{ locale }
	);
	return {
		told: [now, then],
		assumptions: assumptions.map((each) => assumed[each]({}, { locale }))
	};
}

const assumed: Record<BudgetAssumption, (inputs: object, options: { locale: Locale }) => string> = {
	'leads-by-root-or-in-proportion': m.roi_assumes_leads_by_root_or_in_proportion,
	'win-rate-stays': m.roi_assumes_win_rate_stays,
	'all-else-equal': m.roi_assumes_all_else_equal
};

function refusal(refused: NotMeasured, locale: Locale, reasonOf: ReasonOf): string {
	return m.roi_what_if_refused({ reason: reasonOf(refused) }, { locale });
}
