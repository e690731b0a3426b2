import type { FunnelDepth } from '#lib/domain/funnel/funnel-report.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { funnelBands, funnelPressure } from './funnel-bands.ts';
import type { FunnelDesk } from './funnel-desk.ts';
import { funnelIncidence, funnelMap } from './funnel-incidence.ts';
import { funnelRejections } from './funnel-rejections.ts';
import type { FunnelSettings } from './funnel-settings.ts';
import { funnelDecisions, funnelPipeline, funnelResponse, funnelStays } from './funnel-times.ts';

/** What stands below the first picture, one query after the other. @throws WorkbenchError `stage-unknown` */
export async function funnelDepth(
	of: FunnelDesk,
	settings: FunnelSettings,
	card: Scorecard | null
): Promise<FunnelDepth> {
	return {
		incidence: await funnelIncidence(of),
		map: await funnelMap(of, settings.stage),
		stays: await funnelStays(of),
		rejections: await funnelRejections(of),
		decisions: await funnelDecisions(of),
		response: await funnelResponse(of, settings),
		pipeline: await funnelPipeline(of),
		pressure: await funnelPressure(of),
		bands: await funnelBands(of, card)
	};
}
