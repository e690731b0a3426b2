import type { ReportRung, RoiReport } from '#lib/domain/report/roi-report.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { moneyIn } from '#lib/charts/report-money.ts';
import * as m from '#lib/paraglide/messages.js';
import { verdictWord, type DrawnLadder } from '#lib/charts/source-ladder-facts.ts';
import { figureFormula } from '#lib/charts/source-figure-words.ts';
import { sourceName } from '#lib/charts/source-name.ts';
import type { Cell, Table } from '#lib/charts/table.ts';

/** Sources in their order, each with its rate, what is said of it, and its money; "unknown" is a word, never 0. */
export function reportSourcesTable(report: RoiReport, locale: Locale): Table {
	const { sources, asked, costs } = report;
	const { currency, margin } = asked;
	const head = (text: (inputs: { currency: string }, options: { locale: Locale }) => string) =>
		text({ currency }, { locale });
	const back = margin === null ? m.report_source_roas : m.report_source_roi;
	const formula = (figure: Parameters<typeof figureFormula>[0]) => figureFormula(figure, locale);
	const shrunk = sources.measured && sources.rankedBy === 'shrunk';
	const rate = head(shrunk ? m.report_how_shrunk : m.report_how_raw);
	const whole: Table = {
		columns: [
			{ label: head(m.report_source), kind: 'text' },
			{ label: head(m.report_source_customers), kind: 'text', formula: formula('customerRate') },
			{ label: head(m.report_source_rate), kind: 'rate', digits: 1, formula: rate },
			{ label: head(m.report_source_interval), kind: 'text' },
			{ label: head(m.report_source_verdict), kind: 'text', formula: head(m.report_how_verdict) },
			{ label: head(m.report_source_cost), kind: 'text', formula: formula('cacPaid') },
			{ label: head(back), kind: 'text', formula: formula(margin === null ? 'roas' : 'roi') }
		],
		rows: sources.measured ? sources.rungs.map((rung) => rowOf(rung, report, locale)) : []
	};
	const noCosts = !costs.measured && costs.reason === 'no-costs';
	return noCosts ? withoutMoney(whole) : whole;
}

/** Two columns of "unknown" say no more than the sentence that no costs were imported. */
function withoutMoney({ columns, rows }: Table): Table {
	return { columns: columns.slice(0, -2), rows: rows.map((row) => row.slice(0, -2)) };
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
		sourceName(source, 'value', locale),
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

/** The ladder of a report as it is drawn; null where there is none. */
export function drawnSources({ sources, asked }: RoiReport, locale: Locale): DrawnLadder | null {
	if (!sources.measured) return null;
	const { rungs, rankedBy, overall, count } = sources;
	return {
		rungs: rungs.map((rung) => ({ ...rung, name: sourceName(rung.source, 'value', locale) })),
		rankedBy,
		overall,
		ageDays: asked.dataDate === null ? null : asked.ageDays,
		sources: count
	};
}

/** What the table has no room for: further sources, and money that brought no lead. */
export function sourceNotes({ sources, asked }: RoiReport, locale: Locale): string[] {
	if (!sources.measured) return [];
	const more = sources.count - sources.rungs.length;
	const money = moneyIn(asked.currency, locale);
	const spent = sources.withoutLeads.map(({ source, cents }) =>
		m.report_source_amount({ source, amount: money.whole(cents) }, { locale })
	);
	return [
		...(more > 0
			? [m.report_sources_more({ count: numbersIn(locale).count(more) }, { locale })]
			: []),
		...(spent.length > 0
			? [m.report_sources_without_leads({ sources: spent.join(', ') }, { locale })]
			: [])
	];
}
