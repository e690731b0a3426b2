import type { WholeCard } from './integer-card.ts';

/**
 * A few other cards that are nearly as good: within a share of explained loss (null minus best) of the best card's loss,
 * fewest changes from today first (fewest rules where today's points are not known), then least loss. Each differs from
 * the best card and from those before it in at least two rules, or where there are no more than two, in one.
 *
 * @param best - the best card, with the loss of a card without points
 * @param others - cards that were looked at
 * @example alternativeCards(card, card.others).map(({ changed }) => changed) // [3, 5, 6]
 */
export function alternativeCards(
	best: WholeCard & { nullLoss: number },
	others: readonly WholeCard[],
	{ within = 0.01, most = 5 } = {}
): WholeCard[] {
	const limit = best.loss + within * (best.nullLoss - best.loss);
	const apart = best.points.length > 2 ? 2 : 1;
	const chosen: WholeCard[] = [];
	const near = others
		.filter(({ loss }) => loss <= limit)
		.sort((a, b) => effort(a) - effort(b) || a.loss - b.loss);
	for (const card of near) {
		if (chosen.length === most) break;
		const isNew = [best, ...chosen].every((other) => differences(card, other) >= apart);
		if (isNew) chosen.push(card);
	}
	return chosen;
}

function effort({ changed, rules }: WholeCard): number {
	return changed ?? rules;
}

function differences(a: WholeCard, b: WholeCard): number {
	return a.points.filter((value, j) => value !== b.points[j]).length;
}
