import type { DraftCondition } from '#lib/domain/binning/draft-conditions.ts';
import type { Rule, Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import * as m from '#lib/paraglide/messages.js';
import { nameFrom } from './condition-words.ts';
import type { Locale } from './decimal-text.ts';
import { conditionDraft } from './condition-draft.ts';
import { idFrom } from './id-from.ts';

/** A new card: two groups to begin with, and a rule of 0 points for each condition, what is counted among engagement. */
export function emptyCard(
	name: string,
	conditions: DraftCondition[] = [],
	locale: Locale = 'en'
): Scorecard {
	const taken = new Set<string>();
	const rules = conditions.map((condition): Rule => {
		const label = nameFrom(conditionDraft(condition, locale), locale);
		const id = idFrom(label, taken);
		taken.add(id);
		return { id, label, points: 0, ...condition };
	});
	return {
		leadgauge: 1,
		name,
		signalWindowDays: 0,
		horizonDays: 90,
		groups: [
			{
				id: 'fit',
				label: m.rules_kind_fit(),
				kind: 'fit',
				rules: rules.filter((rule) => 'when' in rule)
			},
			{
				id: 'engagement',
				label: m.rules_kind_engagement(),
				kind: 'engagement',
				rules: rules.filter((rule) => 'each' in rule)
			}
		],
		exclusions: [],
		thresholds: { mql: null, sql: null }
	};
}
