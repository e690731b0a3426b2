import type { ReportRung, RoiReport } from '#lib/domain/report/roi-report.ts';
import type { SourceRung } from '#lib/domain/sources/source-ladder.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { moneyIn } from '#lib/charts/report-money.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Cell, Table } from '#lib/charts/table.ts';

/** Sources in their order, each with its rate, what is said of it, and its money; "unknown" is a word, never 0. */
export function reportSourcesTable(report: RoiReport, locale: Locale): Table {
	const { sources, asked } = report;
	const { currency, margin } = asked;
	const head = (text: (inputs: { currency: string }, options: { locale: Locale }) => string) =>
		text({ currency }, { locale });
	const back = margin === null ? m.report_source_roas : m.report_source_roi;
	return {
		columns: [
			{ label: head(m.report_source), kind: 'text' },
			{ label: head(m.report_source_customers), kind: 'text' },
			{ label: head(m.report_source_rate), kind: 'rate', digits: 1 },
			{ label: head(m.report_source_interval), kind: 'text' },
			{ label: head(m.report_source_verdict), kind: 'text' },
			{ label: head(m.report_source_cost), kind: 'text' },
			{ label: head(back), kind: 'text' }
		],
		rows: sources.measured ? sources.rungs.map((rung) => rowOf(rung, report, locale)) : []
	};
}

function rowOf(
	{ source, raw, shrunk, verdict, figures }: ReportRung,
	{ asked }: RoiReport,
	locale: Locale
): Cell[] {
	const numbers = numbersIn(locale);
	const amount = moneyIn(asked.currency, locale);
	const ranked = shrunk.measured ? shrunk : raw;
	const unknown = m.report_unknown({}, { locale });
	const { cacPaid, roi, roas } = figures;
	const back = asked.margin === null ? roas : roi;
	const write = (ratio: number) =>
		asked.margin === null ? amount.exact(100 * ratio) : numbers.percent(ratio, 0);
	return [
		source || m.report_no_source({}, { locale }),
		raw.measured
			? m.report_of({ wins: numbers.count(raw.wins), leads: numbers.count(raw.leads) }, { locale })
			: null,
		ranked.measured ? ranked.rate : null,
		ranked.measured
			? numbers.interval([ranked.lo, ranked.hi], (end) => numbers.percent(end, 1))
			: null,
		verdict ? verdictWord(verdict, locale) : null,
		cacPaid.measured ? amount.whole(cacPaid.cents) : shortReason(cacPaid.reason, unknown),
		back.measured ? write(back.ratio) : shortReason(back.reason, unknown)
	];
}

/** A dash where there is nothing to divide, the word where nobody knows. */
function shortReason(reason: string, unknown: string): string | null {
	const unknowns = ['cost-unknown', 'value-unknown', 'no-costs', 'exchange-rate-missing'];
	return unknowns.includes(reason) ? unknown : null;
}

/** @example verdictWord('better', 'de') // 'klar besser' */
export function verdictWord(verdict: NonNullable<SourceRung['verdict']>, locale: Locale): string {
	if (verdict === 'better') return m.report_verdict_better({}, { locale });
	if (verdict === 'worse') return m.report_verdict_worse({}, { locale });
	return m.report_verdict_open({}, { locale });
}
