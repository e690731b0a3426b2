import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { NotMeasured } from '#lib/domain/units.ts';
import type { Locale } from '#lib/charts/numbers.ts';
import type { FunnelDesk } from '#lib/server/usecases/funnel-desk.ts';
import { funnelBelow } from '#lib/server/usecases/funnel-page.ts';
import type { FunnelSettings } from '#lib/server/usecases/funnel-settings.ts';
import { reasonSentence } from '#lib/server/sentences.ts';
import type { BelowInWords, Said } from './said.ts';

/** What stands below the first screen, reasons in the language of the page. */
export async function belowInWords(
	of: FunnelDesk,
	settings: FunnelSettings,
	card: Scorecard | null,
	locale: Locale
): Promise<BelowInWords> {
	const { breakdown, periods, depth } = await funnelBelow(of, settings, card);
	const said = Object.entries({ breakdown, periods, ...depth }).map(([name, part]) => [
		name,
		saidOf(part, locale)
	]);
	return Object.fromEntries(said) as BelowInWords;
}

function saidOf<T extends object>(
	part: ({ measured: true } & T) | NotMeasured,
	locale: Locale
): Said<T> {
	if (!part.measured)
		return { found: null, reason: reasonSentence(part, locale), code: part.reason };
	return { found: part, reason: null };
}
