import { renameFields } from '#lib/domain/scorecard/rename-fields.ts';
import type { Scorecard, TouchFeature } from '#lib/domain/scorecard/scorecard.ts';
import { touchField } from '#lib/domain/scorecard/touch-feature.ts';

/** Several cards that mean the same by the same touch feature. */
export interface SharedFeatures {
	cards: Scorecard[];
	/** Every touch feature of any card, once. */
	features: TouchFeature[];
}

/**
 * The cards with touch features of their own under ids that no two of them use differently: where cards give one id to
 * different features, each of these gets an id that none has.
 *
 * @example sharedFeatures([card, card]).features.length // features of one card
 */
export function sharedFeatures(cards: readonly Scorecard[]): SharedFeatures {
	const all = cards.flatMap(({ features = [] }) => features);
	const taken = new Set(all.map(({ id }) => id));
	const known = new Map<string, TouchFeature>();
	for (const feature of all) {
		const key = definitionOf(feature);
		if (known.has(key)) continue;
		const alone = all.every((each) => each.id !== feature.id || definitionOf(each) === key);
		known.set(key, alone ? feature : { ...feature, id: freeId(feature.id, taken) });
	}
	return { cards: cards.map((card) => renamed(card, known)), features: [...known.values()] };
}

function renamed(card: Scorecard, known: Map<string, TouchFeature>): Scorecard {
	const { features = [] } = card;
	const ids = new Map(
		features.map((each) => [touchField(each.id), touchField(known.get(definitionOf(each))!.id)])
	);
	if ([...ids].every(([from, to]) => from === to)) return card;
	return renameFields(card, (field) => ids.get(field) ?? field);
}

function freeId(id: string, taken: Set<string>): string {
	let number = 2;
	while (taken.has(`${id}-${number}`)) number++;
	taken.add(`${id}-${number}`);
	return `${id}-${number}`;
}

/** Two features with one id are told apart by what they ask; what they are called does not matter. */
function definitionOf({ label: _, ...feature }: TouchFeature): string {
	return JSON.stringify(feature, Object.keys(feature).sort());
}
