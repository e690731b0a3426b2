import { centsOf } from '#lib/domain/roi/cents-by-kind.ts';
import type { MoneyInterval } from '#lib/domain/roi/money-intervals.ts';
import type { RoiReport } from '#lib/domain/report/roi-report.ts';
import type { Measured, NotMeasured } from '#lib/domain/units.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { moneyIn } from '#lib/charts/report-money.ts';
import * as m from '#lib/paraglide/messages.js';

/** One of the figures at the head of the report. */
export interface ReportFigure {
	id: 'rate' | 'cost' | 'return' | 'wins';
	label: string;
	/** Null: not measured; `note` says why. */
	value: string | null;
	/** "95% interval 6.9% to 7.9%" */
	interval: string | null;
	note: string;
	/** How it is worked out, for a tooltip. */
	formula: string;
}

type ReasonOf = (refused: NotMeasured) => string;

/**
 * The four figures of the report with their intervals.
 *
 * @param reasonOf - why a figure is not there, as a sentence of that language
 */
export function reportFigures(
	report: RoiReport,
	locale: Locale,
	reasonOf: ReasonOf
): ReportFigure[] {
	return [
		rateFigure(report, locale, reasonOf),
		costFigure(report, locale, reasonOf),
		returnFigure(report, locale, reasonOf),
		winsFigure(report, locale, reasonOf)
	];
}

function rateFigure({ customerRate, asked }: RoiReport, locale: Locale, reasonOf: ReasonOf) {
	const numbers = numbersIn(locale);
	const dated = asked.dataDate !== null;
	const ageDays = numbers.count(asked.ageDays);
	const about = {
		id: 'rate' as const,
		label: m.report_figure_rate({}, { locale }),
		formula: dated
			? m.report_formula_rate({ ageDays }, { locale })
			: m.report_formula_rate_undated({}, { locale })
	};
	if (!customerRate.measured) return refused(about, reasonOf(customerRate));
	const { rate, lo, hi, wins, leads } = customerRate;
	const said = { wins: numbers.count(wins), leads: numbers.count(leads), ageDays };
	const note = dated ? m.report_figure_rate_note : m.report_figure_rate_note_undated;
	return {
		...about,
		value: numbers.percent(rate, 1),
		interval: intervalText(
			numbers.interval([lo, hi], (end) => numbers.percent(end, 1)),
			locale
		),
		note: note(said, { locale })
	};
}

function costFigure({ money, asked }: RoiReport, locale: Locale, reasonOf: ReasonOf) {
	const amount = moneyIn(asked.currency, locale);
	const about = {
		id: 'cost' as const,
		label: m.report_figure_cost({}, { locale }),
		formula: m.report_formula_cost({}, { locale })
	};
	const { cacFull } = money.figures;
	if (!cacFull.measured) return refused(about, reasonOf(cacFull));
	const { cost, overhead, customers } = money.sums;
	const cents = cost.measured ? centsOf(cost) + (overhead ? centsOf(overhead) : 0) : 0;
	return {
		...about,
		value: amount.whole(cacFull.cents),
		interval: ends(money.intervals.cacFull, amount.whole, locale, reasonOf),
		note: m.report_figure_cost_note(
			{
				cost: amount.short(cents),
				customers,
				customersText: numbersIn(locale).count(customers)
			},
			{ locale }
		)
	};
}

/** With a margin the return on everything spent, else the revenue for a unit of marketing. */
function returnFigure({ money, asked }: RoiReport, locale: Locale, reasonOf: ReasonOf) {
	const numbers = numbersIn(locale);
	const amount = moneyIn(asked.currency, locale);
	const { roiFull, roas } = money.figures;
	if (asked.margin !== null) {
		const about = {
			id: 'return' as const,
			label: m.report_figure_roi({}, { locale }),
			formula: m.report_formula_roi({}, { locale })
		};
		if (!roiFull.measured) return refused(about, reasonOf(roiFull));
		const percent = (ratio: number) => numbers.percent(ratio, 0);
		return {
			...about,
			value: percent(roiFull.ratio),
			interval: ends(money.intervals.roiFull, percent, locale, reasonOf),
			note: m.report_figure_roi_note({ margin: numbers.percent(asked.margin, 0) }, { locale })
		};
	}
	const about = {
		id: 'return' as const,
		label: m.report_figure_roas({ one: amount.one }, { locale }),
		formula: m.report_formula_roas({}, { locale })
	};
	if (!roas.measured) return refused(about, reasonOf(roas));
	const each = (ratio: number) => amount.exact(100 * ratio);
	return {
		...about,
		value: each(roas.ratio),
		interval: ends(money.intervals.roas, each, locale, reasonOf),
		note: m.report_figure_roas_note({}, { locale })
	};
}

function winsFigure({ gate }: RoiReport, locale: Locale, reasonOf: ReasonOf) {
	const numbers = numbersIn(locale);
	const about = {
		id: 'wins' as const,
		label: m.report_figure_wins({}, { locale }),
		formula: m.report_formula_wins({}, { locale })
	};
	if (!gate.measured) return refused(about, reasonOf(gate));
	const { sameCalls } = gate;
	if (!sameCalls.measured) return refused(about, reasonOf(sameCalls));
	// Of whole customers, so that a reader who divides gets the same.
	const shareOf = (wins: number) => Math.round(wins) / sameCalls.today - 1;
	const more = shareOf(sameCalls.asObserved.wins);
	const range = sameCalls.range.map(shareOf) as [number, number];
	const signed = (rate: number) => `${rate > 0 ? '+' : ''}${numbers.percent(rate, 0)}`;
	return {
		...about,
		value: signed(more),
		interval: intervalText(numbers.interval(range, signed), locale),
		note: m.report_figure_wins_note(
			{
				calls: numbers.count(gate.won.leads),
				today: numbers.count(sameCalls.today),
				range: numbers.interval(sameCalls.range, (wins) => numbers.count(Math.round(wins)))
			},
			{ locale }
		)
	};
}

function ends(
	interval: Measured<MoneyInterval>,
	write: (value: number) => string,
	locale: Locale,
	reasonOf: ReasonOf
): string {
	if (!interval.measured) return m.report_no_interval({ reason: reasonOf(interval) }, { locale });
	const { lo, hi } = interval;
	if (hi === null) return m.report_interval_open({ from: write(lo) }, { locale });
	return intervalText(numbersIn(locale).interval([lo, hi], write), locale);
}

function intervalText(interval: string, locale: Locale): string {
	return m.report_interval({ interval }, { locale });
}

function refused(
	about: Pick<ReportFigure, 'id' | 'label' | 'formula'>,
	note: string
): ReportFigure {
	return { ...about, value: null, interval: null, note };
}
