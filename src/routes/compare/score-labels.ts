import type { Locale } from '#lib/charts/numbers.ts';
import * as m from '#lib/paraglide/messages.js';

/** A score by what it is and whose. */
export type NamedScore =
	| { kind: 'card' | 'calibrated' | 'fitted'; model: { id: string; name: string } }
	| { kind: 'column'; column: string };

/** What a score is called on the page; cards of the same name are told apart by their id. */
export function scoreLabel(
	score: NamedScore,
	models: readonly { id: string; name: string }[],
	locale: Locale
): string {
	if (score.kind === 'column') {
		const isCard = models.some(({ name }) => name === score.column);
		return isCard ? m.compared_label_column({ name: score.column }, { locale }) : score.column;
	}
	const { id, name: own } = score.model;
	const isShared = models.some((other) => other.name === own && other.id !== id);
	const name = isShared ? `${own} (${id})` : own;
	if (score.kind === 'calibrated') return m.compared_label_calibrated({ name }, { locale });
	return score.kind === 'fitted' ? m.compared_label_fitted({ name }, { locale }) : name;
}
