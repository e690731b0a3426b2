import type { FunnelPressure } from '#lib/domain/funnel/funnel-report.ts';
import type { Facts } from '#lib/charts/facts.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';
import { rateText } from './funnel-words.ts';
import { rateRow, type IntervalRows } from './interval-rows-facts.ts';
import { intervalColumns, rateCells } from './rate-cells.ts';

type Band = FunnelPressure['bands'][number];

/** Rates of single weeks are small. */
const DIGITS = 2;

/** How often leads unsubscribe by how often we wrote: words and table. */
export function pressureFacts({ bands, touches }: FunnelPressure, locale: Locale): Facts {
	const numbers = numbersIn(locale);
	const label = { locale };
	return {
		title: titleOf(bands, locale),
		note: m.pressure_note(
			{
				weeks: numbers.count(bands.reduce((sum, { leads }) => sum + leads, 0)),
				touches: numbers.count(touches)
			},
			label
		),
		table: {
			columns: [
				{ label: m.funnel_pressure_touches({}, label), kind: 'text' },
				{
					label: m.funnel_pressure_weeks({}, label),
					kind: 'count',
					sum: true,
					formula: m.pressure_formula_weeks({}, label)
				},
				{
					label: m.funnel_pressure_gone({}, label),
					kind: 'count',
					sum: true,
					formula: m.pressure_formula_gone({}, label)
				},
				{
					label: m.funnel_pressure_rate({}, label),
					kind: 'rate',
					digits: DIGITS,
					formula: m.pressure_formula_rate({}, label)
				},
				...intervalColumns(locale, DIGITS)
			],
			rows: bands.map((band) => [
				touchesText(band, locale),
				band.leads,
				band.unsubscribed,
				...rateCells(band.rate)
			])
		},
		file: 'contact-pressure'
	};
}

/**
 * The same as rows of a picture.
 * @param hrefOf - address of the leads that unsubscribed in weeks with so many touches
 */
export function pressureRows(
	found: FunnelPressure,
	locale: Locale,
	hrefOf: (touches: number) => string | null
): IntervalRows {
	const numbers = numbersIn(locale);
	return {
		name: 'pressure',
		title: pressureFacts(found, locale).title,
		axis: {
			label: m.funnel_pressure_rate({}, { locale }),
			tick: (rate) => numbers.percent(rate, rate < 0.01 ? 1 : 0),
			most: 1
		},
		rows: found.bands.map((band) => {
			const { from, rate, unsubscribed: leads } = band;
			const label = m.pressure_row({ count: from, touches: touchesText(band, locale) }, { locale });
			const href = () => hrefOf(from);
			return rateRow({ label, rate, leads, href, digits: DIGITS }, locale);
		})
	};
}

/** The rate of a row as it stands in the table. */
export function pressureRateText({ rate }: Band, locale: Locale): string {
	return rateText(rate, locale, DIGITS);
}

function touchesText({ from, to }: Band, locale: Locale): string {
	const { count } = numbersIn(locale);
	return to === null ? m.funnel_pressure_more({ touches: count(from) }, { locale }) : count(from);
}

function titleOf(bands: Band[], locale: Locale): string {
	const told = bands.flatMap(({ from, rate }) => (rate.measured ? [{ from, rate }] : []));
	const [first, last] = [told[0], told.at(-1)];
	if (!first || !last || first === last) return m.pressure_title_none({}, { locale });
	const { percent, count } = numbersIn(locale);
	const text = (rate: number) => percent(rate, rate < 0.001 ? 2 : rate < 0.1 ? 1 : 0);
	return m.funnel_pressure_title(
		{ none: text(first.rate.rate), touches: count(last.from), many: text(last.rate.rate) },
		{ locale }
	);
}
