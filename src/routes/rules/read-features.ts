import type { FeatureDraft } from './draft.ts';
import type { FieldReader } from './field-reader.ts';
import { idFrom } from './id-from.ts';

/** What the card asks about touches; nothing where it asks nothing. */
export function readFeatures(fields: FieldReader, features: FeatureDraft[]) {
	if (features.length === 0) return {};
	const ids = new Set<string>();
	const read = features.map((feature, f) => {
		const path = `features[${f}]`;
		const label = fields.text(feature.label, `${path}.label`, 200);
		const id = fields.id(feature.id.trim() || idFrom(label, ids), `${path}.id`);
		if (ids.has(id)) fields.found(`${path}.id`, 'id-twice');
		ids.add(id);
		const { kind, types, details, channels, byUs, withinDays } = feature;
		const listed = { types, details, channels };
		const named = Object.entries(listed).filter(([, texts]) => texts.length > 0);
		const within = withinDays.trim()
			? { withinDays: fields.whole(withinDays, `${path}.withinDays`, [1, 36_500, 'days']) }
			: {};
		return {
			id,
			label,
			kind,
			...Object.fromEntries(named.map(([key, texts]) => [key, [...texts]])),
			...(byUs && { byUs: byUs === 'yes' }),
			...within
		};
	});
	return { features: read };
}
