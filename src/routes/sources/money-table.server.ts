import { MONEY_TERMS } from '#lib/domain/sources/figure-terms.ts';
import type { CentsByKind } from '#lib/domain/roi/allocate-costs.ts';
import { centsOf } from '#lib/domain/roi/cents-by-kind.ts';
import type { MoneyInterval } from '#lib/domain/roi/money-intervals.ts';
import type { Measured } from '#lib/domain/units.ts';
import { figureFormula, figureName } from '#lib/charts/source-figure-words.ts';
import * as m from '#lib/paraglide/messages.js';
import { reasonSentence } from '#lib/server/sentences.ts';
import type { MoneyRow } from '#lib/server/usecases/source-money.ts';
import type { SortedBy } from '#lib/server/usecases/source-order.ts';
import type { SourceReport } from '#lib/server/usecases/source-report.ts';
import type { CellNote, FigureTable } from './figure-cells.ts';
import { noteOf } from './quality-tables.server.ts';
import type { SourceWords } from './source-words.server.ts';

type Figure = (typeof MONEY_TERMS)[number]['figure'];

/** What the shown sources cost, and what they bring back; all together, whatever their cost, in the last row. */
export function moneyTables(report: SourceReport, words: SourceWords) {
	const whole = moneyTable(report, words);
	const name = 0;
	const costs = [1, 3, 4, 6, 7, 8, 9];
	const returns = [2, 5, 10, 11, 12, 13, 14, 15];
	return {
		costs: withColumns(whole, [name, ...costs]),
		returns: withColumns(whole, [name, ...returns])
	};
}

function withColumns(
	{ table, formulas, sorts, notes }: FigureTable,
	columns: number[]
): FigureTable {
	const pick = <T>(row: T[]): T[] => columns.map((c) => row[c]);
	return {
		table: { columns: pick(table.columns), rows: table.rows.map(pick) },
		formulas: pick(formulas),
		sorts: pick(sorts),
		notes: Object.fromEntries(Object.entries(notes).map(([name, row]) => [name, pick(row)]))
	};
}

function moneyTable(report: SourceReport, words: SourceWords): FigureTable {
	const { locale } = words;
	const known = new Set(report.sources.map(({ figures }) => figures.source));
	const byGroup = new Map(report.money.rows.map((row) => [row.group, row]));
	const rows = [
		...report.onPage.flatMap((source) => byGroup.get(source) ?? []),
		...report.money.rows.filter(({ group }) => group !== null && !known.has(group))
	];
	const made = [...rows, ...(rows.length > 1 ? [report.money.all] : [])].map((row) => {
		const name = row.group === null ? m.sources_all_sources({}, { locale }) : words.name(row.group);
		return { name, cells: cellsOf(row, report, words, name) };
	});
	const label = (text: string) => ({ label: text, kind: 'decimal' as const, digits: 0 });
	return {
		table: {
			columns: [
				{ label: m.sources_source({}, { locale }), kind: 'text' },
				label(m.sources_cost({}, { locale })),
				label(m.sources_full_cost({}, { locale })),
				{ label: m.chart_leads({}, { locale }), kind: 'count' },
				{ label: m.sources_wins({}, { locale }), kind: 'count' },
				label(m.sources_revenue({}, { locale })),
				...MONEY_TERMS.map(({ figure, kind }) =>
					kind === 'rate'
						? { label: figureName(figure, locale), kind: 'rate' as const, digits: 0 }
						: kind === 'ratio'
							? { label: figureName(figure, locale), kind: 'times' as const }
							: label(figureName(figure, locale))
				),
				label(m.sources_payback({}, { locale }))
			],
			rows: made.map(({ cells }) => cells.map(({ cell }) => cell))
		},
		formulas: [
			null,
			null,
			null,
			null,
			null,
			null,
			...MONEY_TERMS.map(({ figure }) => figureFormula(figure, locale)),
			null
		],
		sorts: [
			'name',
			'cost',
			'fullCost',
			'monthsLeads',
			'wins',
			'revenue',
			...MONEY_TERMS.map(({ figure }) => figure),
			null
		] satisfies (SortedBy | null)[],
		notes: Object.fromEntries(made.map(({ name, cells }) => [name, cells.map(({ note }) => note)]))
	};
}

interface Noted {
	cell: string | number | null;
	note: CellNote | null;
}

function cellsOf(row: MoneyRow, report: SourceReport, words: SourceWords, name: string): Noted[] {
	const { sums } = row;
	const leads = drill(row, report, words);
	const amount = (cents: number | null, why: string | null): Noted =>
		cents === null
			? { cell: null, note: noteOf(null, why, null) }
			: {
					cell: cents / 100,
					note: { ...noteOf(null, null, null), text: words.money.whole(cents) }
				};
	const { cost } = sums;
	const spent = (of: (kinds: CentsByKind) => number): Noted => {
		if (cost.measured) return amount(of(cost), null);
		const why = reasonSentence(cost, words.locale);
		return { cell: null, note: { ...noteOf(null, why, null), text: unknown(words) } };
	};
	return [
		{ cell: name, note: null },
		spent((kinds) => kinds.marketing),
		spent((kinds) => centsOf(kinds) + (sums.overhead ? centsOf(sums.overhead) : 0)),
		{ cell: sums.leads, note: noteOf(null, null, leads && { set: 'all', ...leads }) },
		{
			cell: sums.wins,
			note: noteOf(null, null, leads && sums.wins > 0 ? { set: 'won', ...leads } : null)
		},
		amount(sums.revenueCents, null),
		...MONEY_TERMS.map(({ figure }) => figureCell(figure, row, words)),
		paybackCell(row, words)
	];
}

/** Unknown is unknown, never 0. */
function unknown({ locale }: SourceWords): string {
	return m.sources_unknown({}, { locale });
}

function figureCell(
	figure: Figure,
	{ figures, intervals, withoutCost }: MoneyRow,
	words: SourceWords
): Noted {
	const { locale, money, numbers } = words;
	const found = figures[figure];
	if (!found.measured) {
		const text = found.reason === 'cost-unknown' ? { text: unknown(words) } : {};
		return { cell: null, note: { ...noteOf(null, reasonSentence(found, locale), null), ...text } };
	}
	const write = (value: number) =>
		'cents' in found
			? money.whole(value)
			: figure === 'roas'
				? numbers.times(value)
				: numbers.percent(value, 0);
	const small = rangeOf(intervals?.[figure] ?? null, write, words);
	const value = 'cents' in found ? found.cents : found.ratio;
	const why =
		withoutCost.leads > 0
			? m.sources_without_cost(
					{ leads: numbers.count(withoutCost.leads), months: numbers.count(withoutCost.months) },
					{ locale }
				)
			: null;
	return {
		cell: 'cents' in found ? value / 100 : value,
		note: { ...noteOf(small, why, null), text: write(value) }
	};
}

function rangeOf(
	interval: Measured<MoneyInterval> | null,
	write: (value: number) => string,
	{ numbers, locale }: SourceWords
): string | null {
	if (!interval?.measured) return null;
	const { lo, hi } = interval;
	if (hi === null) return `${write(lo)} – ${m.sources_open_end({}, { locale })}`;
	return numbers.interval([lo, hi], write);
}

function paybackCell({ payback }: MoneyRow, { locale, numbers }: SourceWords): Noted {
	if (!payback.measured) {
		return { cell: null, note: noteOf(null, reasonSentence(payback, locale), null) };
	}
	const { payback: back } = payback;
	if (!back.measured) {
		const text = m.sources_so_far({}, { locale });
		return { cell: null, note: { ...noteOf(null, reasonSentence(back, locale), null), text } };
	}
	const text = m.sources_days({ days: numbers.count(back.ageDays) }, { locale });
	return { cell: back.ageDays, note: { ...noteOf(null, null, null), text } };
}

/** The leads of a row, where months and filters alone pick them. */
function drill(
	{ group, withoutCost, sums }: MoneyRow,
	{ money, ageDays }: SourceReport,
	words: SourceWords
) {
	const filter = group === null ? null : words.filters(group);
	if (!filter || sums.leads === 0 || (withoutCost.leads > 0 && sums.cost.measured)) return null;
	if (ageDays === null || !money.byMonth || money.youngMonths.length === 0) return { filter };
	if (money.months.some((month) => money.youngMonths.includes(month))) return { filter };
	const last = money.months[money.months.length - 1];
	return last ? { filter, to: lastDayOf(last) } : null;
}

function lastDayOf(month: string): string {
	const [year, number] = month.split('-').map(Number);
	return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}
