import * as m from '#lib/paraglide/messages.js';
import type { FeatureDraft } from './draft.ts';
import { textsLine } from './texts-line.ts';

/** What can be asked about touches, in the order in which it is offered. */
export const featureKinds: { kind: FeatureDraft['kind']; label: () => string }[] = [
	{ kind: 'count', label: m.semantics_feature_kind_count },
	{ kind: 'distinct-days', label: m.semantics_feature_kind_distinct_days },
	{ kind: 'days-since-last', label: m.semantics_feature_kind_days_since_last },
	{ kind: 'days-since-first', label: m.semantics_feature_kind_days_since_first },
	{ kind: 'first-channel', label: m.semantics_feature_kind_first_channel },
	{ kind: 'last-channel', label: m.semantics_feature_kind_last_channel }
];

/** What a touch feature asks, in words. */
export function featureWords(feature: FeatureDraft): string {
	const { kind, types, details, channels, byUs, withinDays } = feature;
	const label = featureKinds.find((each) => each.kind === kind)?.label() ?? '';
	return [
		label,
		types.length > 0 && m.semantics_feature_words_types({ types: textsLine(types) }),
		details.length > 0 && m.semantics_feature_words_details({ details: textsLine(details) }),
		channels.length > 0 && m.semantics_feature_words_channels({ channels: textsLine(channels) }),
		byUs === 'yes' && m.semantics_feature_words_by_us(),
		byUs === 'no' && m.semantics_feature_words_by_lead(),
		withinDays.trim() && m.semantics_feature_words_within({ days: withinDays })
	]
		.filter(Boolean)
		.join(', ');
}
