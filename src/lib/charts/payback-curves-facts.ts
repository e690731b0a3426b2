import type { PaybackCurve } from '#lib/domain/roi/payback.ts';
import type { Measured } from '#lib/domain/units.ts';
import type { Facts } from '#lib/charts/facts.ts';
import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';

/** How much of their cost groups have brought back by which age. */
export interface DrawnPayback {
	/** All leads together first; of the groups those that cost most. */
	curves: { name: string; curve: Measured<PaybackCurve> }[];
	/** Whether a margin was taken off; else it is revenue. */
	withMargin: boolean;
}

/** Curves beside that of all leads. */
export const MOST_CURVES = 4;

/** Curves there are, at most so many. */
export function paybackLines({ curves }: DrawnPayback) {
	return curves
		.flatMap(({ name, curve }) => (curve.measured ? [{ name, ...curve }] : []))
		.slice(0, MOST_CURVES + 1);
}

export function paybackCurvesFacts(drawn: DrawnPayback, locale: Locale): Facts {
	const lines = paybackLines(drawn);
	return {
		title: titleOf(drawn, locale),
		note: drawn.withMargin
			? m.sources_payback_note({}, { locale })
			: m.sources_payback_note_revenue({}, { locale }),
		table: {
			columns: [
				{ label: m.sources_source({}, { locale }), kind: 'text' },
				{ label: m.sources_age_days({}, { locale }), kind: 'count' },
				{ label: m.sources_returned({}, { locale }), kind: 'times' },
				{ label: m.sources_months({}, { locale }), kind: 'count' }
			],
			rows: lines.flatMap(({ name, points }) =>
				points.map(({ ageDays, returned, months }) => [name, ageDays, returned, months])
			)
		},
		file: 'payback'
	};
}

function titleOf(drawn: DrawnPayback, locale: Locale): string {
	const numbers = numbersIn(locale);
	const all = paybackLines(drawn)[0];
	if (!all) return m.sources_payback_none({}, { locale });
	const { payback, points } = all;
	const last = points[points.length - 1];
	return payback.measured
		? m.sources_payback_title({ days: numbers.count(payback.ageDays) }, { locale })
		: m.sources_payback_not_yet(
				{ share: numbers.percent(last.returned), days: numbers.count(last.ageDays) },
				{ locale }
			);
}
