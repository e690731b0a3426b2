import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { changesNeeded } from './card-limits.ts';
import { wholeCard, type WholeCard } from './integer-card.ts';
import type { PreparedCard } from './prepared-card.ts';
import { searchCard, type FoundCard } from './search-card.ts';

/** The card that changes least and still explains nearly as much. */
export interface FewestEdits {
	card: WholeCard;
	/** Rules whose points differ from today's. */
	edits: number;
	/** What it costs above the best card, as a share of explained loss. */
	costShare: number;
}

/**
 * Of all cards whose loss is within a share of explained loss (null minus best) of the best card's, one with the fewest
 * changes from today, and of these the best (statistics 9, 14). The number of changes is found by bisection, each time by a
 * search: a card with fewer changes was looked for and not found, which is no proof.
 *
 * @param prepared - with today's points
 * @param best - loss of the best card under the same wishes
 * @param within - share of explained loss that may be lost
 * @returns not measured without today's points (`no-points-today`) or where nothing is explained (`nothing-explained`)
 * @example fewestEdits(prepared, card.loss) // { measured: true, edits: 3, costShare: 0.041, card: … }
 */
export function fewestEdits(
	prepared: PreparedCard,
	best: number,
	within = 0.05
): Measured<FewestEdits> {
	const { problem, starts, nullLoss } = prepared;
	const { pointsToday } = problem;
	if (!pointsToday) return notMeasured('no-points-today');
	const explained = nullLoss - best;
	if (!(explained > 1e-9 * nullLoss)) return notMeasured('nothing-explained');
	const limit = best + within * explained;
	const found: FoundCard[] = [];
	const bestOf = (mostChanged: number) => {
		const known = found.map(({ steps }) => steps);
		found.push(searchCard({ ...problem, mostChanged }, starts, known)[0]);
		return found[found.length - 1];
	};
	let few = changesNeeded(problem);
	let many = Math.min(problem.mostChanged, problem.low.length - problem.fixed);
	let card = bestOf(many);
	while (few < many) {
		const middle = (few + many) >> 1;
		const other = bestOf(middle);
		if (other.loss > limit) few = middle + 1;
		else [many, card] = [middle, other];
	}
	const shown = wholeCard(problem, card);
	const costShare = Math.max(0, card.loss - best) / explained;
	return { measured: true, card: shown, edits: shown.changed ?? 0, costShare };
}
