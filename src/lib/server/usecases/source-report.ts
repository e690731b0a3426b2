import { sourceMonthsQuery } from '#lib/domain/query/source-months-query.ts';
import { gateSavings, type GateSavings } from '#lib/domain/roi/gate-savings.ts';
import { addSourceCounts } from '#lib/domain/sources/add-source-counts.ts';
import type { SourceVerdict } from '#lib/domain/sources/compare-sources.ts';
import { pairsAlike, type SourcePair } from '#lib/domain/sources/pairs-alike.ts';
import { quadrants, type Quadrant } from '#lib/domain/sources/quadrant.ts';
import type { RepeatCustomers } from '#lib/domain/sources/repeat-customers.ts';
import {
	sourceFigures,
	type SourceCounts,
	type SourceFigures
} from '#lib/domain/sources/source-figures.ts';
import {
	rankSources,
	type RankedSources,
	type SourceRung
} from '#lib/domain/sources/source-ladder.ts';
import {
	sourceTrend,
	type SourceMonth,
	type SourceTrend
} from '#lib/domain/sources/source-trend.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { readMonthsOfSources } from '#lib/server/queries/sources/read-months-of-sources.ts';
import type { SourceSettings } from '#lib/server/sources-from-url.ts';
import type { FigureDesk } from './figure-desk.ts';
import { moneyOf, type Money } from './money-of.ts';
import { sourceAttribution, type SourceAttribution } from './source-attribution.ts';
import type { SourceReading } from './source-by.ts';
import { countedStages } from './source-conditions.ts';
import { sourceMoney, type SourceMoney } from './source-money.ts';
import { isByMoney, sortedPlaces } from './source-order.ts';
import { sourceQuality, type SourceCards, type SourceQuality } from './source-quality.ts';
import { sourceRepeats } from './source-repeats.ts';

/** Everything that is said of sources: the one object behind the page and the command. */
export interface SourceReport {
	/** Column and reading of the groups; null without a source column: all leads are in one group, ''. */
	field: string | null;
	reading: SourceReading;
	/** Values of the column by group, where a group is not the value itself. */
	valuesOf: ReadonlyMap<string, string[]> | null;
	/** Days of the fixed age; null where nothing has a date: rates are then of all leads. */
	ageDays: number | null;
	dataDate: string | null;
	/** All groups, in the order of the ladder. */
	sources: RankedSource[];
	/** Those on the page, in the order asked for, and the place of the first of them among all, from 0. */
	onPage: string[];
	firstOnPage: number;
	all: SourceFigures;
	ladder: Pick<RankedSources, 'rankedBy' | 'overall' | 'common'>;
	/** Sources among those shown that cannot be told apart, and how many were not compared. */
	pairs: { pairs: SourcePair[]; compared: string[]; leftOut: number };
	/** Leads from which on a source counts as one of many. */
	manyFrom: number | null;
	quality: Pick<SourceQuality, 'wanted' | 'windowDays' | 'closedOf'>;
	money: Pick<Money, 'costs' | 'withoutLeads' | 'outside' | 'currency' | 'byMonth'> & SourceMoney;
	savings: Measured<GateSavings>;
	attribution: Measured<SourceAttribution>;
	months: SourceMonth[];
	trend: Measured<SourceTrend>;
	repeats: Measured<RepeatCustomers>;
}

/** A group with its figures; the rung with interval only for those shown. */
export interface RankedSource {
	figures: SourceFigures;
	verdict: SourceVerdict | null;
	quadrant: Quadrant;
	rung: SourceRung | null;
}

/** Groups on a page: more are ranked, but neither drawn nor given intervals. */
export const SHOWN_SOURCES = 40;

/**
 * All figures of the sources of a desk. Groups beyond those shown on the page are counted, ranked and judged, but get no
 * intervals.
 *
 * @throws WorkbenchError as `moneyOf`
 */
export async function sourceReport(
	desk: FigureDesk,
	settings: SourceSettings,
	cards: SourceCards
): Promise<SourceReport> {
	const by = { field: desk.settings.by, reading: settings.reading };
	const money = await moneyOf(desk, { rates: settings.rates, by });
	const { groups } = money;
	const quality = await sourceQuality(desk, groups, cards);
	const order = await orderAsked(desk, money, quality.counts, settings);
	const { sources, ladder, shown, manyFrom, ...page } = ranked(
		quality.counts,
		settings.page,
		order
	);
	const stages = countedStages(desk);
	const months = await readMonthsOfSources(
		desk.engine,
		sourceMonthsQuery(await groups.keyed(), desk.selected, stages.customer)
	);
	const options = { ...settings, shown: new Set(shown.map(({ source }) => source)) };
	const all = sourceFigures(addSourceCounts(quality.counts, ''));
	return {
		field: groups.field,
		reading: groups.reading,
		valuesOf: groups.valuesOf,
		ageDays: money.ageDays,
		dataDate: desk.dataDate,
		sources,
		...page,
		all,
		ladder,
		pairs: pairsOf(shown),
		manyFrom,
		quality,
		money: { ...money, ...inOrder(await sourceMoney(desk, money, options), sources) },
		savings: savingsOf(quality, all, settings),
		attribution: await sourceAttribution(desk, settings.halfLifeDays),
		months,
		trend: desk.dated ? sourceTrend(months, settings.against) : notMeasured('no-dated-outcome'),
		repeats: await sourceRepeats(desk, groups, { into: money.currency, rates: settings.rates })
	};
}

/** Rows of money in the order of the ladder, those without leads behind. */
function inOrder(found: SourceMoney, sources: RankedSource[]): SourceMoney {
	const place = new Map(sources.map(({ figures }, i) => [figures.source, i]));
	const placeOf = ({ group }: SourceMoney['rows'][number]) => place.get(group ?? '') ?? Infinity;
	return { ...found, rows: found.rows.toSorted((a, b) => placeOf(a) - placeOf(b)) };
}

/** Places of the sources in the order asked for; null for that of the ladder. Money is counted without intervals first. */
async function orderAsked(
	desk: FigureDesk,
	money: Money,
	counts: SourceCounts[],
	settings: SourceSettings
): Promise<number[] | null> {
	const { sort } = settings;
	if (!sort) return null;
	const none = { ...settings, shown: new Set<string>(), payback: false };
	const rows = isByMoney(sort) ? (await sourceMoney(desk, money, none)).rows : [];
	const byGroup = new Map(rows.map((row) => [row.group ?? '', row]));
	return sortedPlaces(sort, counts.map(sourceFigures), byGroup);
}

/** The sources in the order of the ladder, those of a page of the order asked for with their intervals. */
function ranked(counts: SourceCounts[], page: number, asked: number[] | null) {
	const shares = counts.map(({ source, mature, customers }) => ({
		source,
		leads: customers === null ? 0 : mature,
		wins: customers ?? 0
	}));
	const found = rankSources(shares);
	const places = quadrants(
		counts.map(({ mature }, i) => ({ leads: mature, verdict: found.verdicts[i] }))
	);
	const from =
		SHOWN_SOURCES * (Math.min(page, Math.max(1, Math.ceil(counts.length / SHOWN_SOURCES))) - 1);
	const onPage = (asked ?? found.order).slice(from, from + SHOWN_SOURCES);
	const isShown = new Set(onPage);
	const sources = found.order.map((i): RankedSource => ({
		figures: sourceFigures(counts[i]),
		verdict: found.verdicts[i],
		quadrant: places?.places[i] ?? 'cannot-tell',
		rung: isShown.has(i) ? found.rungOf(i) : null
	}));
	const { rankedBy, overall, common } = found;
	return {
		sources,
		ladder: { rankedBy, overall, common },
		onPage: onPage.map((i) => counts[i].source),
		firstOnPage: from,
		shown: found.order.filter((i) => isShown.has(i)).map((i) => shares[i]),
		manyFrom: places?.manyFrom ?? null
	};
}

function pairsOf(shown: { source: string; leads: number; wins: number }[]): SourceReport['pairs'] {
	const { pairs, leftOut } = pairsAlike(shown);
	return { pairs, leftOut, compared: shown.map(({ source }) => source) };
}

/** What the gate to sales saved; the value of a win is that of the wins seen so far. */
function savingsOf(
	{ gate }: SourceQuality,
	all: SourceFigures,
	{ callCents, callsPerLead, margin }: SourceSettings
): Measured<GateSavings> {
	if (!gate) return notMeasured('no-column');
	const { customerRate, valuePerLead } = all;
	const perWin =
		valuePerLead.measured && customerRate.measured && customerRate.rate > 0
			? valuePerLead.cents / customerRate.rate
			: null;
	const gainPerWinCents = perWin === null || margin === null ? null : perWin * margin;
	return gateSavings(gate.below, gate.above, { callCents, callsPerLead, gainPerWinCents });
}
