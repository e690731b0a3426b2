import type { FunnelView } from '#lib/domain/funnel/funnel-report.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Locale } from '#lib/charts/numbers.ts';
import { funnelDesk, type FunnelDesk } from '#lib/server/usecases/funnel-desk.ts';
import { funnelSettings, type FunnelSettings } from '#lib/server/usecases/funnel-settings.ts';
import { funnelView } from '#lib/server/usecases/funnel-view.ts';
import type { Kept } from '#lib/server/usecases/kept-results.ts';
import type { Workbench } from '#lib/server/workbench.ts';
import { belowInWords } from './below-in-words.server.ts';
import type { BelowInWords } from './said.ts';

/** The funnel that an address asks for, while it is being worked out. */
export interface KeptFunnel {
	of: FunnelDesk;
	settings: FunnelSettings;
	view: Kept<FunnelView>;
}

/** About how many statements the view takes, and all that stands below it. */
const STATEMENTS = { view: 4, below: 14 };

/** @returns null without a dataset @throws WorkbenchError `setting-invalid`, and those of `openDesk` */
export async function keptFunnel(bench: Workbench, url: URL): Promise<KeptFunnel | null> {
	const desk = await bench.figureDesk(url);
	if (!desk) return null;
	const settings = funnelSettings(url.searchParams);
	const of = funnelDesk(desk);
	const view = bench.keptFigures(
		['funnel', ...nameOf(of), settings.view],
		desk,
		STATEMENTS.view,
		(own) => funnelView(funnelDesk(own), settings.view)
	);
	return { of, settings, view };
}

/** What stands below the first screen. */
export function keptBelow(
	bench: Workbench,
	{ of, settings }: KeptFunnel,
	card: Scorecard | null,
	locale: Locale
): Kept<BelowInWords> {
	const name = ['below', ...nameOf(of), settings, card, locale];
	return bench.keptFigures(name, of.desk, STATEMENTS.below, (own) =>
		belowInWords(funnelDesk(own), settings, card, locale)
	);
}

function nameOf({ desk }: FunnelDesk): unknown[] {
	return [desk.manifest.sha256, desk.settings, desk.stages];
}
