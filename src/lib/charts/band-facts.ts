import type { FunnelBands } from '#lib/domain/funnel/funnel-report.ts';
import { leadSetText, type LeadSet } from '#lib/domain/query/lead-set.ts';
import type { Facts } from '#lib/charts/facts.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import { colour } from '#lib/charts/palette.ts';
import * as m from '#lib/paraglide/messages.js';
import { amountText, daysText, rateText } from './funnel-words.ts';
import { markWords, rateRow, type IntervalRow, type IntervalRows } from './interval-rows-facts.ts';
import { pointsRange } from './points-range.ts';
import { intervalColumns, rateCells } from './rate-cells.ts';

type Band = FunnelBands['bands'][number];

/** How often, how soon and for how much leads of each band of the score are won: words and table. */
export function bandFacts(found: FunnelBands, locale: Locale): Facts {
	const label = { locale };
	const days = numbersIn(locale).count(found.horizonDays);
	return {
		title: titleOf(found, locale),
		note: noteOf(found, locale),
		table: {
			columns: [
				{ label: m.funnel_bands_band({}, label), kind: 'text' },
				{ label: m.funnel_bands_points({}, label), kind: 'text' },
				{
					label: m.chart_leads({}, label),
					kind: 'count',
					sum: true,
					formula: m.bands_formula_leads({}, label)
				},
				{
					label: m.chart_won({}, label),
					kind: 'count',
					sum: true,
					formula: m.bands_formula_won({}, label)
				},
				{
					label: m.funnel_bands_rate({ days }, label),
					kind: 'rate',
					digits: 1,
					formula: m.bands_formula_rate({}, label)
				},
				...intervalColumns(locale),
				{
					label: m.funnel_bands_days({}, label),
					kind: 'count',
					formula: m.bands_formula_days({}, label)
				},
				{
					label: m.bands_p90({}, label),
					kind: 'count',
					formula: m.bands_formula_days({}, label)
				},
				{
					label: m.funnel_bands_deal({}, label),
					kind: 'decimal',
					digits: 0,
					formula: m.bands_formula_deal({}, label)
				}
			],
			rows: found.bands.map((band) => [
				bandName(band, locale),
				pointsRange(band, locale),
				band.rate.measured ? band.rate.leads : null,
				band.rate.measured ? band.rate.wins : null,
				...rateCells(band.rate),
				band.days.measured ? band.days.median : null,
				band.days.measured && band.days.p90.measured ? band.days.p90.days : null,
				band.dealCents.measured ? band.dealCents.cents / 100 : null
			])
		},
		file: 'score-bands'
	};
}

/** How soon, for the second picture; its table is the same. */
export function bandDaysFacts(found: FunnelBands, locale: Locale): Facts {
	const { bands } = found;
	const [high, low] = [bands[0], bands[bands.length - 1]];
	const measured = high?.days.measured && low?.days.measured;
	return {
		...bandFacts(found, locale),
		title: measured
			? m.bands_days_title(
					{
						days: daysText(high.days.measured ? high.days.median : 0, locale),
						lowDays: daysText(low.days.measured ? low.days.median : 0, locale)
					},
					{ locale }
				)
			: m.bands_days_title_none({}, { locale }),
		note: m.bands_days_note({ horizon: numbersIn(locale).count(found.horizonDays) }, { locale }),
		file: 'score-bands-days'
	};
}

/**
 * The rates of the bands as rows of a picture.
 * @param hrefOf - address of a set of leads
 */
export function bandRows(
	found: FunnelBands,
	locale: Locale,
	hrefOf: (set: string) => string | null
): IntervalRows {
	const numbers = numbersIn(locale);
	return {
		name: 'bands',
		title: bandFacts(found, locale).title,
		axis: {
			label: m.funnel_bands_rate({ days: numbers.count(found.horizonDays) }, { locale }),
			tick: (rate) => numbers.percent(rate, rate < 0.01 ? 1 : 0),
			most: 1
		},
		rows: found.bands.map((band) => {
			const { rate } = band;
			const leads = rate.measured ? rate.leads : 0;
			const href = () => hrefOf(bandSet(band, 'points'));
			return rateRow({ label: labelOf(band, locale), rate, leads, href }, locale);
		})
	};
}

/** The days to the win as rows of a picture. Parameters as of `bandRows`. */
export function bandDaysRows(
	found: FunnelBands,
	locale: Locale,
	hrefOf: (set: string) => string | null
): IntervalRows {
	const numbers = numbersIn(locale);
	return {
		name: 'band-days',
		title: bandDaysFacts(found, locale).title,
		axis: {
			label: m.waiting_axis({}, { locale }),
			tick: (days) => numbers.points(days),
			whole: true
		},
		key: [
			{ label: m.bands_key_median({}, { locale }), colour: colour('ink'), mark: 'dot' },
			{ label: m.bands_key_p90({}, { locale }), colour: colour('ink'), mark: 'square' }
		],
		rows: found.bands.map((band): IntervalRow => {
			const label = labelOf(band, locale);
			const said = daysSaid(band, locale);
			const wins = band.rate.measured ? band.rate.wins : 0;
			const words = markWords({ label, leads: numbers.count(wins), said }, locale);
			const { days } = band;
			return {
				label,
				value: days.measured ? days.median : null,
				lo: null,
				hi: null,
				...(days.measured && days.p90.measured ? { far: days.p90.days } : {}),
				said,
				words,
				href: wins ? hrefOf(bandSet(band, 'won-points')) : null
			};
		})
	};
}

/** The set of the leads of a band, or of the won ones. */
export function bandSet({ from, to }: Band, kind: 'points' | 'won-points'): string {
	return leadSetText({ kind, from, to } satisfies LeadSet);
}

function bandName({ band }: Band, locale: Locale): string {
	if (band === 'sql') return m.funnel_bands_sql({}, { locale });
	if (band === 'mql') return m.funnel_bands_mql({}, { locale });
	return band === 'below' ? m.funnel_bands_below({}, { locale }) : band;
}

function labelOf(band: Band, locale: Locale): string {
	const [name, points] = [bandName(band, locale), pointsRange(band, locale)];
	if (band.band === 'below') return points;
	return m.bands_row({ name, points }, { locale });
}

function daysSaid({ days, dealCents }: Band, locale: Locale): string {
	const parts = [
		days.measured ? daysText(days.median, locale) : '–',
		dealCents.measured ? amountText(dealCents.cents, locale) : null
	];
	return parts.filter((part) => part !== null).join(' · ');
}

function titleOf({ bands }: FunnelBands, locale: Locale): string {
	const [high, low] = [bands[0], bands[bands.length - 1]];
	if (!high?.rate.measured || !low?.rate.measured) return m.bands_title_none({}, { locale });
	return m.bands_title(
		{ rate: rateText(high.rate, locale), lowRate: rateText(low.rate, locale) },
		{ locale }
	);
}

function noteOf({ card, windowDays, horizonDays, bands }: FunnelBands, locale: Locale): string {
	const { count } = numbersIn(locale);
	const leads = bands.reduce((sum, { rate }) => sum + (rate.measured ? rate.leads : 0), 0);
	return m.bands_note(
		{ card, leads: count(leads), window: count(windowDays), horizon: count(horizonDays) },
		{ locale }
	);
}
