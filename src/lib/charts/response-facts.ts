import type { FunnelResponse } from '#lib/domain/funnel/funnel-report.ts';
import type { Rate } from '#lib/domain/intervals/rate.ts';
import type { Measured } from '#lib/domain/units.ts';
import type { Facts } from '#lib/charts/facts.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';
import { minutesText, rateText } from './funnel-words.ts';
import { rateRow, type IntervalRows } from './interval-rows-facts.ts';
import { intervalColumns, rateCells } from './rate-cells.ts';

/** The finding is told of the first time by which so many are answered. */
const TOLD_SHARE = 0.05;
/** Minutes of a day of the clock, and of an open one. */
const DAY_MINUTES = { clock: 1440, business: 480 };

/** How soon leads are answered: words and table. */
export function responseFacts(found: FunnelResponse, locale: Locale): Facts {
	const known = found.within.filter(({ share }) => share.measured);
	const told =
		known.find(({ share }) => share.measured && share.share >= TOLD_SHARE) ?? known.at(-1);
	const share = told && shareOf(told, found);
	return {
		title:
			told && share?.measured
				? m.response_title(
						{ share: rateText(share, locale), time: responseTime(told.minutes, found, locale) },
						{ locale }
					)
				: m.response_title_short({}, { locale }),
		note: m.response_note({ leads: numbersIn(locale).count(found.leads) }, { locale }),
		table: {
			columns: [
				{ label: m.funnel_response_within({}, { locale }), kind: 'text' },
				{
					label: m.response_answered({}, { locale }),
					kind: 'count',
					formula: m.response_formula_answered({}, { locale })
				},
				{
					label: m.funnel_response_share({}, { locale }),
					kind: 'rate',
					digits: 1,
					formula: m.response_formula_share({}, { locale })
				},
				...intervalColumns(locale)
			],
			rows: found.within.map((each) => [
				responseTime(each.minutes, found, locale),
				each.answered,
				...rateCells(shareOf(each, found))
			])
		},
		file: 'response-time'
	};
}

/**
 * The same as rows of a picture.
 * @param hrefOf - address of the leads answered within so many minutes
 */
export function responseRows(
	found: FunnelResponse,
	locale: Locale,
	hrefOf: (minutes: number) => string | null
): IntervalRows {
	const numbers = numbersIn(locale);
	return {
		name: 'response',
		title: responseFacts(found, locale).title,
		axis: {
			label: m.funnel_response_share({}, { locale }),
			tick: (share) => numbers.percent(share, 0),
			most: 1
		},
		rows: found.within.map((each) => {
			const label = responseTime(each.minutes, found, locale);
			const href = () => hrefOf(each.minutes);
			const rate = shareOf(each, found);
			return rateRow({ label, rate, leads: each.answered, href }, locale);
		})
	};
}

/** A time of the answer as its row is called: of the clock, or of open hours. */
export function responseTime(
	minutes: number,
	{ hours }: Pick<FunnelResponse, 'hours'>,
	locale: Locale
): string {
	return minutesText(minutes, locale, DAY_MINUTES[hours]);
}

/** The share as a rate, for the words of rates. */
export function shareOf(
	{ answered, share }: FunnelResponse['within'][number],
	{ leads }: Pick<FunnelResponse, 'leads'>
): Measured<Rate> {
	if (!share.measured) return share;
	const { lo, hi } = share;
	return { measured: true, wins: answered, leads, rate: share.share, lo, hi };
}
