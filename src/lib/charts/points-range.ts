import { numbersIn, type Locale } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';

/** A range of points in words: 40 and more, 20 to below 40. Empty where it has no end at all. */
export function pointsRange(
	{ from, to }: { from: number | null; to: number | null },
	locale: Locale
): string {
	const { points } = numbersIn(locale);
	const label = { locale };
	if (from === null) return to === null ? '' : m.funnel_bands_under({ to: points(to) }, label);
	if (to === null) return m.funnel_bands_from({ from: points(from) }, label);
	return m.funnel_bands_between({ from: points(from), to: points(to) }, label);
}
