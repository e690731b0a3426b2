import type { ConversionLag } from '#lib/domain/funnel/conversion-lag.ts';
import type { DataQuality } from '#lib/domain/ingest/data-quality.ts';
import type { LeakageScan } from '#lib/domain/leakage/leakage-scan.ts';
import type { Measured } from '#lib/domain/units.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { readConversionLag } from '#lib/server/queries/read-conversion-lag.ts';
import { checkQuality } from './check-quality.ts';
import { leadPlan, type LeadSettings } from './plan-leads.ts';
import { cardWithoutRules, scanLeads } from './scan-leads.ts';

export type CheckSettings = LeadSettings & { windowDays: number; horizonDays: number };

/** Everything the quality page shows of a dataset, whatever the card. Plain data. */
export interface DatasetCheck {
	scan: LeakageScan;
	lag: Measured<ConversionLag>;
	quality: DataQuality;
}

/** What a dataset holds, which columns know the outcome, and what each horizon would keep. */
export async function checkDatasetLeads(
	engine: Engine,
	source: LeadsSource,
	settings: CheckSettings,
	onStep: (share: number) => void = () => {}
): Promise<DatasetCheck> {
	const scan = await scanLeads(engine, source, settings, (share) => onStep(0.6 * share));
	const plan = await leadPlan(engine, source, cardWithoutRules(settings), settings);
	const lag = await readConversionLag(engine, source, plan);
	onStep(0.65);
	const quality = await checkQuality(engine, source, (share) => onStep(0.65 + 0.35 * share));
	return { scan, lag, quality };
}
