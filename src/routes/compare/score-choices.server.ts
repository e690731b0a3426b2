import { unknownFields } from '#lib/domain/scorecard/unknown-fields.ts';
import type { Locale } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';
import type { ComparisonRequest } from '#lib/server/comparisons.ts';
import { scoreKey } from '#lib/server/scores-from-url.ts';
import { stagesOf } from '#lib/server/usecases/check-score-columns.ts';
import type { Model } from '#lib/server/usecases/models.ts';
import { scoreLabel } from './score-labels.ts';

/** What a reader can choose from. */
export interface ScoreChoices {
	/** Keys of the chosen scores, in order. */
	chosen: string[];
	stamp: string;
	groups: { label: string; items: { key: string; label: string }[] }[];
	/** Columns that hold times. */
	stamps: string[];
	/** Whether a column is among the chosen. */
	column: boolean;
	/** Whether one card alone fits the leads. */
	onlyCard: boolean;
}

/** Every score these leads can be given: of the cards whose columns they have, and number columns. */
export function scoreChoices(
	{ scores, stamp, dataset }: ComparisonRequest,
	models: readonly Model[],
	locale: Locale
): ScoreChoices {
	const { schema, mapping } = dataset.manifest;
	const stages = stagesOf(mapping);
	const names = schema.map(({ name }) => name);
	const cards = models.filter(({ scorecard }) => unknownFields(scorecard, names).length === 0);
	const numbers = schema.filter(({ type }) => type === 'number');
	const ofCards = (kind: 'card' | 'calibrated' | 'fitted', label: string) => ({
		label,
		items: cards.map((model) => ({
			key: scoreKey({ kind, id: model.id }),
			label: scoreLabel({ kind, model }, cards, locale)
		}))
	});
	return {
		chosen: scores.map(({ key }) => key),
		stamp: stamp ?? '',
		groups: [
			ofCards('card', m.compared_group_card({}, { locale })),
			ofCards('calibrated', m.compared_group_calibrated({}, { locale })),
			ofCards('fitted', m.compared_group_fitted({}, { locale })),
			{
				label: m.compared_group_column({}, { locale }),
				items: numbers.map(({ name: column }) => ({
					key: scoreKey({ kind: 'column', column }),
					label: column
				}))
			}
		].filter(({ items }) => items.length > 0),
		stamps: schema
			.filter(({ type, name }) => type === 'timestamp' && !stages.includes(name))
			.map(({ name }) => name),
		column: scores.some(({ kind }) => kind === 'column'),
		onlyCard: cards.length === 1
	};
}
