import { centsOf } from '#lib/domain/roi/cents-by-kind.ts';
import type { SourceFigures } from '#lib/domain/sources/source-figures.ts';
import type { Measured } from '#lib/domain/units.ts';
import { paybackLines, type DrawnPayback } from '#lib/charts/payback-curves-facts.ts';
import { listed, sourceLadderHeadline, type DrawnLadder } from '#lib/charts/source-ladder-facts.ts';
import * as m from '#lib/paraglide/messages.js';
import { reasonSentence } from '#lib/server/sentences.ts';
import type { SourceSettings } from '#lib/server/sources-from-url.ts';
import { SHOWN_SOURCES, type SourceReport } from '#lib/server/usecases/source-report.ts';
import { moneyInWords } from './money-in-words.server.ts';
import { moneyTables } from './money-table.server.ts';
import { changedMost } from './changed-most.ts';
import { qualityTable, traitsTable } from './quality-tables.server.ts';
import type { SourceWords } from './source-words.server.ts';

/** The sources as the page reads them: figures, and a sentence where only the server knows the words. */
export function sourcesInWords(report: SourceReport, settings: SourceSettings, words: SourceWords) {
	const { sources, all, ageDays } = report;
	const { name, locale, numbers } = words;
	const why = (part: Measured<object>) => ('reason' in part ? reasonSentence(part, locale) : null);
	const shown = sources.filter(({ rung }) => rung !== null);
	const ladder: DrawnLadder = {
		rungs: shown.flatMap(({ rung, figures }) =>
			rung ? [{ ...rung, name: name(figures.source) }] : []
		),
		rankedBy: report.ladder.rankedBy,
		overall: report.ladder.overall,
		ageDays,
		sources: sources.length
	};
	const { attribution, trend, repeats, savings } = report;
	return {
		...finding(report, ladder, words),
		grouped: report.field !== null,
		noRates: why(all.customerRate),
		leads: all.leads,
		ladder,
		quadrants: {
			points: shown.flatMap(({ rung, quadrant, figures }) => {
				const rate = rung && (rung.shrunk.measured ? rung.shrunk : rung.raw);
				return rate?.measured && rung?.raw.measured
					? [{ name: name(figures.source), leads: rung.raw.leads, rate: rate.rate, quadrant }]
					: [];
			}),
			manyFrom: report.manyFrom,
			overall: report.ladder.overall.measured ? report.ladder.overall.rate : null,
			ageDays
		},
		pairs: pairsOf(report, words),
		pages: pagesOf(report),
		quality: qualityTable(report, words),
		traits: traitsTable(report, words),
		about: {
			windowDays: report.quality.windowDays,
			wanted: report.quality.wanted,
			closedOf: report.quality.closedOf,
			uncalibrated: all.scoreToday.measured && !all.scoreCalibrated.measured
		},
		money: {
			...moneyInWords(report, settings, words),
			tables: report.money.costs.measured ? moneyTables(report, words) : null
		},
		payback: paybackOf(report, words),
		savings: savings.measured
			? { ...savings, why: null }
			: { measured: false as const, why: why(savings) },
		savingsMissing: savings.measured
			? [why(savings.missedWins)].filter((each) => each !== null)
			: [],
		attribution: attribution.measured
			? {
					models: attribution.models,
					halfLifeDays: attribution.halfLifeDays,
					byType: attribution.by === 'type',
					opportunities: attribution.opportunities
				}
			: null,
		noAttribution: why(attribution),
		months: {
			sources: shown.map(({ figures }) => ({ source: figures.source, name: name(figures.source) })),
			months: report.months.filter(({ source }) =>
				shown.slice(0, 8).some(({ figures }) => figures.source === source)
			),
			ageDays
		},
		trend: trend.measured
			? {
					...trend,
					change: {
						...trend.change,
						sources: changedMost(
							trend.change.sources.map((each) => ({ ...each, source: name(each.source) })),
							m.sources_others_rate({}, { locale })
						)
					}
				}
			: null,
		noTrend: why(trend),
		repeats: repeats.measured
			? {
					...repeats,
					steps: repeats.steps.slice(0, 12),
					sources: repeats.sources
						.slice(0, 40)
						.map((each) => ({ ...each, source: name(each.source) }))
				}
			: null,
		noRepeats: why(repeats),
		currency: report.money.currency,
		footnote: footnoteOf(report, words, numbers.count)
	};
}

/** Headline and the sentences below it. */
function finding(report: SourceReport, ladder: DrawnLadder, words: SourceWords) {
	const { locale, numbers, name } = words;
	const { all, sources, ageDays } = report;
	if (all.leads === 0) {
		const details = [m.sources_headline_no_leads_why({}, { locale })];
		return { headline: m.sources_headline_no_leads({}, { locale }), details };
	}
	if (report.field === null) {
		return {
			headline: m.sources_no_source_column({}, { locale }),
			details: [m.sources_no_source_column_why({}, { locale })]
		};
	}
	if (!all.customerRate.measured && all.customerRate.reason === 'all-immature') {
		const said = { leads: numbers.count(all.leads), days: numbers.count(ageDays ?? 0) };
		return { headline: m.sources_headline_immature(said, { locale }), details: [] };
	}
	const [only] = sources;
	if (sources.length === 1 && all.customerRate.measured) {
		const rate = numbers.percent(all.customerRate.rate);
		const said = { name: name(only.figures.source), rate };
		return { headline: m.sources_headline_one(said, { locale }), details: [] };
	}
	const details = [overrated(report, words), lucky(ladder, words)].filter((each) => each !== null);
	return { headline: sourceLadderHeadline(ladder, locale), details };
}

/** The worse source whose leads today's card scores highest, where that is above the average. */
function overrated({ sources, all }: SourceReport, { name, numbers, locale }: SourceWords) {
	const points = ({ scoreToday }: SourceFigures) =>
		scoreToday.measured ? scoreToday.points : null;
	const usual = points(all);
	const [highest] = sources
		.filter(({ verdict }) => verdict === 'worse')
		.map(({ figures }) => ({ source: figures.source, points: points(figures) ?? -Infinity }))
		.sort((a, b) => b.points - a.points);
	if (!highest || usual === null || highest.points <= usual) return null;
	const said = {
		name: name(highest.source),
		points: numbers.decimal(highest.points, 0),
		all: numbers.decimal(usual, 0)
	};
	return m.sources_lede_overrated(said, { locale });
}

/** The source with the highest raw rate, where it cannot be told from all others. */
function lucky({ rungs }: DrawnLadder, { numbers, locale }: SourceWords): string | null {
	const [first] = rungs
		.flatMap(({ name, raw, shrunk, verdict }) =>
			raw.measured && shrunk.measured ? [{ name, raw, shrunk, verdict }] : []
		)
		.sort((a, b) => b.raw.rate - a.raw.rate);
	if (!first || first.verdict !== 'cannot-tell') return null;
	return m.sources_lede_lucky(
		{
			name: first.name,
			raw: numbers.percent(first.raw.rate),
			leads: numbers.count(first.raw.leads),
			lo: numbers.percent(first.shrunk.lo),
			hi: numbers.percent(first.shrunk.hi)
		},
		{ locale }
	);
}

/** For each source those it cannot be told from. */
function pairsOf(
	{ pairs: { pairs, compared, leftOut } }: SourceReport,
	{ name, locale }: SourceWords
) {
	const alike = pairs.filter((pair) => pair.alike);
	const rows = compared.flatMap((source, i) => {
		const others = alike
			.filter(({ first, second }) => first === i || second === i)
			.map(({ first, second }) => name(compared[first === i ? second : first]));
		return others.length > 0
			? [{ name: name(source), others: listed(others, locale), count: others.length }]
			: [];
	});
	return { pairs: pairs.length, alike: alike.length, rows, leftOut };
}

function pagesOf({ sources, onPage, firstOnPage }: SourceReport) {
	const page = Math.floor(firstOnPage / SHOWN_SOURCES) + 1;
	const last = firstOnPage + onPage.length;
	return {
		from: firstOnPage + 1,
		to: last,
		sources: sources.length,
		back: page > 1 ? page - 1 : null,
		next: last < sources.length ? page + 1 : null
	};
}

function paybackOf({ money }: SourceReport, { name, locale }: SourceWords) {
	const dearest = money.rows
		.filter(({ payback, group }) => payback.measured && group !== null)
		.sort((a, b) => spent(b) - spent(a))
		.slice(0, 4);
	const drawn: DrawnPayback = {
		curves: [
			{ name: m.sources_all_sources({}, { locale }), curve: money.all.payback },
			...dearest.map(({ group, payback }) => ({ name: name(group ?? ''), curve: payback }))
		],
		withMargin: money.withMargin
	};
	return paybackLines(drawn).length > 0 ? drawn : null;
}

function spent({ sums }: SourceReport['money']['all']): number {
	return sums.cost.measured ? centsOf(sums.cost) : 0;
}

function footnoteOf(
	report: SourceReport,
	{ locale, day }: SourceWords,
	count: (n: number) => string
) {
	const { all, ageDays, dataDate } = report;
	const mature = all.customerRate.measured ? all.customerRate.leads : 0;
	const leftOut = all.leads - all.immature - mature;
	const said =
		ageDays === null
			? m.sources_footnote_undated({ leads: count(all.leads) }, { locale })
			: m.sources_footnote(
					{
						leads: count(all.leads),
						mature: count(mature),
						days: count(ageDays),
						date: day(dataDate),
						immature: count(all.immature)
					},
					{ locale }
				);
	const without =
		all.customerRate.measured && leftOut > 0
			? m.sources_footnote_left_out({ leads: count(leftOut) }, { locale })
			: '';
	return [said, without].filter(Boolean).join(' ');
}
