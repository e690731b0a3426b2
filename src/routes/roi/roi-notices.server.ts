import { numbersIn } from '#lib/charts/numbers.ts';
import { monthName } from '#lib/charts/report-month-name.ts';
import * as m from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/paraglide/runtime.js';
import { reasonSentence } from '#lib/server/sentences.ts';
import type { FoundRoi } from './roi-figures.server.ts';

/** Months that are named before a sentence becomes a list. */
const MOST_MONTHS = 4;

/** What has to be known of the money before its figures are read. */
export function roiNotices(
	{ report }: FoundRoi,
	locale: Locale
): { kind: 'info' | 'warning'; text: string }[] {
	const { costs, months, money, asked } = report;
	const notices: { kind: 'info' | 'warning'; text: string }[] = [];
	if (!costs.measured && costs.reason === 'exchange-rate-missing') {
		const currency = String(costs.params.currency);
		const month = String(costs.params.month);
		const named = /^\d{4}-\d{2}$/.test(month) ? monthName(month, locale) : month;
		notices.push({
			kind: 'warning',
			text: m.roi_rate_missing({ currency, month: named }, { locale })
		});
	} else if (!costs.measured && costs.reason !== 'no-costs') {
		notices.push({ kind: 'warning', text: reasonSentence(costs, locale) });
	}
	const below = months.flatMap(({ month, cost }) =>
		cost.measured && cost.cents < 0 ? [monthName(month, locale)] : []
	);
	if (below.length > 0) {
		const list = new Intl.ListFormat(locale, { type: 'conjunction' });
		const shown = [...below.slice(0, MOST_MONTHS), ...(below.length > MOST_MONTHS ? ['…'] : [])];
		notices.push({
			kind: 'warning',
			text: m.roi_negative({ months: list.format(shown) }, { locale })
		});
	}
	const { revenueCents, customers } = money.sums;
	if (revenueCents === 0 && customers > 0) {
		const text = m.roi_no_revenue({ customers: numbersIn(locale).count(customers) }, { locale });
		notices.push({ kind: 'info', text });
	}
	if (asked.dataDate === null) notices.push({ kind: 'info', text: m.roi_undated({}, { locale }) });
	return notices;
}
