import { changesNeeded } from './card-limits.ts';
import type { CardProblem } from './card-problem.ts';
import { wholeCard, type WholeCard } from './integer-card.ts';
import { cardSearch, type CardSearch } from './card-search.ts';
import type { PreparedCard } from './prepared-card.ts';
import { ANY_SLOPE } from './slope-window.ts';

/** What a range of points costs. */
export interface Granularity {
	/** Points lie in -reach..reach; on a side on which the range allows none, at 0. */
	reach: number;
	/** The best card found in that range, its loss never above that of a smaller one. */
	card: WholeCard;
	/** Its loss above the bound, in nats, and as a share of explained loss (null where nothing can be explained). */
	gap: number;
	gapShare: number | null;
}

export interface GranularityOptions {
	/** Ascending. */
	reaches?: readonly number[];
	/** How cards are looked for; default: as sums of rules, without caps. */
	search?: CardSearch;
	/** Called after every range with the share done, 0..1. */
	onProgress?: (share: number) => void;
	/** Asked before every range; true ends the work with what there is. */
	shouldStop?: () => boolean;
}

/**
 * How much loss is spared by points of more and more values: the point at which more of them stop paying. Signs, multiples,
 * kept points and limits stay as they are, but a point may be worth whatever suits the card; ranges that leave no card are
 * left out. Best cards found, without proof.
 *
 * @param prepared - for the user's range
 * @example granularityCurve(prepared).map(({ reach, gapShare }) => [reach, gapShare]) // [[3, 0.021], [5, 0.012], …]
 */
export function granularityCurve(
	prepared: PreparedCard,
	{
		reaches = [3, 5, 10, 20, 50, 100],
		search = cardSearch(prepared),
		onProgress,
		shouldStop
	}: GranularityOptions = {}
): Granularity[] {
	const { optimum, nullLoss } = prepared;
	const explained = nullLoss - optimum.loss;
	const curve: Granularity[] = [];
	let known: Int32Array[] = [];
	for (const [i, reach] of reaches.entries()) {
		if (shouldStop?.()) break;
		const problem = withReach(prepared.problem, reach);
		if (problem) {
			const [best] = search.find(problem, known);
			known = [best.steps];
			const gap = Math.max(0, best.loss - optimum.loss);
			const gapShare = explained > 1e-9 * nullLoss ? gap / explained : null;
			curve.push({ reach, card: wholeCard(problem, best), gap, gapShare });
		}
		onProgress?.((i + 1) / reaches.length);
	}
	return curve;
}

/** The same problem with another range; null where that leaves no allowed card. */
function withReach(problem: CardProblem, reach: number): CardProblem | null {
	const { fixed, mostChanged, multipleOf } = problem;
	const most = Math.floor(reach / multipleOf);
	const low = problem.low.map((least, j) => (j >= fixed && least < 0 ? -most : least));
	const high = problem.high.map((top, j) => (j >= fixed && top > 0 ? most : top));
	if (most === 0 || low.some((least, j) => least > high[j])) return null;
	const today = problem.today.map((steps, j) =>
		steps >= low[j] && steps <= high[j] ? steps : NaN
	);
	const narrowed = { ...problem, low, high, today, slopes: ANY_SLOPE };
	return changesNeeded(narrowed) > mostChanged ? null : narrowed;
}
