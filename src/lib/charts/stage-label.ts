import type { DatasetStage } from '#lib/domain/funnel/dataset-stages.ts';
import type { Locale } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';

/** What readers call a stage: roles in their language, named stages as the data calls them. */
export function stageLabel(
	{ from, label }: Pick<DatasetStage, 'from' | 'label'>,
	locale: Locale
): string {
	if (from === 'created') return m.stage_lead({}, { locale });
	if (from === 'won') return m.stage_customer({}, { locale });
	return from === 'accepted' ? m.stage_accepted({}, { locale }) : label;
}
