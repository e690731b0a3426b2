import { QUALITY_TERMS } from '#lib/domain/sources/figure-terms.ts';
import type { SourceFigures } from '#lib/domain/sources/source-figures.ts';
import type { Rate } from '#lib/domain/intervals/rate.ts';
import type { Measured } from '#lib/domain/units.ts';
import { figureFormula, figureName } from '#lib/charts/source-figure-words.ts';
import { verdictWord } from '#lib/charts/source-ladder-facts.ts';
import type { Cell, Column } from '#lib/charts/table.ts';
import * as m from '#lib/paraglide/messages.js';
import { reasonSentence } from '#lib/server/sentences.ts';
import type { SortedBy } from '#lib/server/usecases/source-order.ts';
import type { RankedSource, SourceReport } from '#lib/server/usecases/source-report.ts';
import type { CellNote, FigureTable } from './figure-cells.ts';
import type { SourceWords } from './source-words.server.ts';

type Figure = (typeof QUALITY_TERMS)[number]['figure'];

const QUALITY: Figure[] = [
	'mqlRate',
	'sqlRate',
	'customerRate',
	'winRate',
	'valuePerLead',
	'scoreToday',
	'scoreCalibrated'
];

/** Figures of sources, and the names of those that the data has no column or stage for. */
export interface QualityTable extends FigureTable {
	unknown: string[];
}

/** How good the leads of the shown sources are; all together in the last row. */
export function qualityTable(report: SourceReport, words: SourceWords): QualityTable {
	const { locale } = words;
	const head: Column[] = [
		{ label: m.sources_source({}, { locale }), kind: 'text' },
		{ label: m.chart_leads({}, { locale }), kind: 'count' },
		{ label: m.sources_immature({}, { locale }), kind: 'count' }
	];
	const tail: Column[] = [{ label: m.sources_verdict({}, { locale }), kind: 'text' }];
	const lead = ({ figures, verdict }: RankedSource) => {
		const filter = words.filters(figures.source);
		const set = (of: string) => (filter ? { set: of, filter } : null);
		return {
			before: [
				{ cell: figures.leads, note: noteOf(null, null, set('all')) },
				{
					cell: figures.immature,
					note: noteOf(null, null, figures.immature > 0 ? set('immature') : null)
				}
			],
			after: [
				{
					cell: verdict && figures.customerRate.measured ? verdictWord(verdict, locale) : null,
					note: null
				}
			]
		};
	};
	return tableOf(report, words, QUALITY, {
		head,
		sorts: ['name', 'leads', 'immature'],
		tail,
		lead
	});
}

/** What the leads of the shown sources are like. */
export function traitsTable(report: SourceReport, words: SourceWords): QualityTable {
	const figures = QUALITY_TERMS.map(({ figure }) => figure).filter(
		(each) => !QUALITY.includes(each)
	);
	const head: Column[] = [{ label: m.sources_source({}, { locale: words.locale }), kind: 'text' }];
	return tableOf(report, words, figures, {
		head,
		sorts: ['name'],
		tail: [],
		lead: () => ({ before: [], after: [] })
	});
}

interface Noted {
	cell: Cell;
	note: CellNote | null;
}

interface Around {
	head: Column[];
	/** What the columns of the head are sorted by. */
	sorts: SortedBy[];
	tail: Column[];
	lead(source: RankedSource): { before: Noted[]; after: Noted[] };
}

function tableOf(
	{ sources, onPage, all }: SourceReport,
	words: SourceWords,
	wanted: Figure[],
	{ head, sorts, tail, lead }: Around
): QualityTable {
	const { locale } = words;
	const { figures, unknown } = parted(wanted, [...sources.map((each) => each.figures), all]);
	const kinds = new Map(QUALITY_TERMS.map(({ figure, kind }) => [figure, kind]));
	const columns: Column[] = figures.map((figure) => {
		const kind = kinds.get(figure);
		const label = figureName(figure, locale);
		if (kind === 'rate') return { label, kind: 'rate' };
		return { label, kind: 'decimal', digits: kind === 'money' || kind === 'days' ? 0 : 1 };
	});
	const bySource = new Map(sources.map((each) => [each.figures.source, each]));
	const shown = onPage.flatMap((source) => bySource.get(source) ?? []);
	const everyone: RankedSource = {
		figures: all,
		verdict: null,
		quadrant: 'cannot-tell',
		rung: null
	};
	const rows = [...shown, ...(shown.length > 1 ? [everyone] : [])].map((each) => {
		const isAll = each === everyone;
		const name = isAll ? m.sources_all_sources({}, { locale }) : words.name(each.figures.source);
		const filter = isAll ? null : words.filters(each.figures.source);
		const { before, after } = isAll ? allAround(lead(each)) : lead(each);
		const cells = figures.map((figure) => figureCell(figure, each.figures, filter, words));
		return { name, cells: [{ cell: name, note: null }, ...before, ...cells, ...after] };
	});
	return {
		table: {
			columns: [...head, ...columns, ...tail],
			rows: rows.map(({ cells }) => cells.map(({ cell }) => cell))
		},
		formulas: [
			...head.map(() => null),
			...figures.map((figure) => figureFormula(figure, locale)),
			...tail.map(() => null)
		],
		sorts: [...sorts, ...figures, ...tail.map(() => null)],
		notes: Object.fromEntries(rows.map(({ name, cells }) => [name, cells.map(({ note }) => note)])),
		unknown: unknown.map((figure) => figureName(figure, locale))
	};
}

/** Figures that can be told of some source, and those that the data knows nothing of: a column of dashes says less. */
function parted(wanted: Figure[], sources: SourceFigures[]) {
	const isUnknown = (figure: Figure) =>
		sources.every((each) => {
			const found = each[figure];
			return !found.measured && found.reason === 'no-column';
		});
	return {
		figures: wanted.filter((figure) => !isUnknown(figure)),
		unknown: wanted.filter(isUnknown)
	};
}

/** All leads have no verdict, and their leads are picked by no filter of a source. */
function allAround({ before, after }: ReturnType<Around['lead']>) {
	return {
		before: before.map(({ cell }) => ({ cell, note: null })),
		after: after.map(() => ({ cell: null, note: null }))
	};
}

const SETS: Partial<Record<Figure, 'mql' | 'sql' | 'customer'>> = {
	mqlRate: 'mql',
	sqlRate: 'sql',
	customerRate: 'customer'
};

function figureCell(
	figure: Figure,
	figures: SourceFigures,
	filter: string[] | null,
	words: SourceWords
): Noted {
	const found = figures[figure];
	if (!found.measured) {
		const why = reasonSentence(found, words.locale);
		return { cell: null, note: noteOf(null, why, null) };
	}
	if ('rate' in found) {
		const of = SETS[figure];
		const stage = of ? words.stage(of) : null;
		const leads = filter && stage ? { set: `reached:${stage}`, filter } : null;
		return { cell: found.rate, note: noteOf(counts(found, words), null, leads) };
	}
	if ('cents' in found) {
		const text = words.money.whole(found.cents);
		return { cell: found.cents / 100, note: { ...noteOf(null, null, null), text } };
	}
	if ('points' in found) return { cell: found.points, note: null };
	if ('touches' in found) return { cell: found.touches, note: null };
	return { cell: found.median, note: noteOf(p90(found, words), null, null) };
}

function counts({ wins, leads }: Rate, { numbers, locale }: SourceWords): string {
	return m.sources_wins_of({ wins: numbers.count(wins), leads: numbers.count(leads) }, { locale });
}

function p90(
	{ p90: slow }: { p90: Measured<{ days: number }> },
	{ numbers, locale }: SourceWords
): string | null {
	if (!slow.measured) return null;
	return m.sources_repeats_p90({ days: numbers.count(slow.days) }, { locale });
}

export function noteOf(
	small: string | null,
	why: string | null,
	leads: CellNote['leads']
): CellNote {
	return { small, why, leads };
}
