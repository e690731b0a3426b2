import type { Locale } from '#lib/charts/numbers.ts';
import type { ScoreName } from '#lib/charts/palette.ts';
import * as m from '#lib/paraglide/messages.js';

/** Name of a score as pictures and tables write it. */
export function scoreLabel(score: ScoreName, locale: Locale): string {
	const label = {
		current: m.chart_current,
		calibrated: m.chart_calibrated,
		fitted: m.chart_fitted
	};
	return label[score]({}, { locale });
}

/** "2,412 later leads, 212 of them won" */
export function onLeads(
	{ leads, wins }: { leads: number; wins: number },
	count: (value: number) => string,
	locale: Locale
): string {
	return m.chart_on_leads({ leads: count(leads), wins: count(wins) }, { locale });
}
