import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { changesNeeded } from './card-limits.ts';
import type { CardProblem } from './card-problem.ts';
import { cardSearch, type CardSearch } from './card-search.ts';
import { wholeCard, type WholeCard } from './integer-card.ts';
import type { PreparedCard } from './prepared-card.ts';
import type { FoundCard } from './search-card.ts';

/** The card that changes least and still explains nearly as much. */
export interface FewestEdits {
	card: WholeCard;
	/** Rules whose points differ from today's. */
	edits: number;
	/** What it costs above the best card, as a share of explained loss. */
	costShare: number;
}

/** What decides between cards of as few edits. Lists hold one entry a rule, in the order of the design. */
export interface EditWishes {
	/** Share of explained loss that may be lost. */
	within?: number;
	/** The higher the number, the less gladly the rule is edited: 0 for points proven wrong, 2 for points proven right. */
	reluctance?: readonly number[];
	/** Rules that should give no points: where they are edited, they go to 0 if that is within what may be lost. */
	unwanted?: readonly boolean[];
	/** How cards are looked for; default: as sums of rules, without caps. */
	search?: CardSearch;
	/** Cards to start from. */
	known?: readonly Int32Array[];
}

/**
 * Of all cards whose loss is within a share of explained loss (null minus best) of the best card's, one with the fewest
 * changes from today, and of these the best (statistics 9, 14). The number of changes is found by bisection, each time by a
 * search: a card with fewer changes was looked for and not found, which is no proof.
 *
 * Where rules are edited less gladly than others, the same number of edits is then tried on the more willing alone; unwanted
 * rules may then only lose points.
 *
 * @param prepared - with today's points
 * @param best - loss of the best card under the same wishes
 * @returns not measured without today's points (`no-points-today`) or where nothing is explained (`nothing-explained`)
 * @example fewestEdits(prepared, card.loss) // { measured: true, edits: 3, costShare: 0.041, card: … }
 */
export function fewestEdits(
	prepared: PreparedCard,
	best: number,
	wishes: EditWishes = {}
): Measured<FewestEdits> {
	const { within = 0.05, search = cardSearch(prepared), known = [] } = wishes;
	const { problem, nullLoss } = prepared;
	if (!problem.pointsToday) return notMeasured('no-points-today');
	const explained = nullLoss - best;
	if (!(explained > 1e-9 * nullLoss)) return notMeasured('nothing-explained');
	const limit = best + within * explained;
	const fewest = bisected(problem, limit, search, known);
	const card = withoutUnwanted(
		problem,
		willingOnly(problem, fewest, limit, wishes, search) ?? fewest.card,
		limit,
		wishes.unwanted ?? [],
		search
	);
	const shown = wholeCard(problem, card);
	const costShare = Math.max(0, card.loss - best) / explained;
	return { measured: true, card: shown, edits: shown.changed ?? 0, costShare };
}

interface Bisected {
	card: FoundCard;
	/** Most changes it was allowed. */
	mostChanged: number;
}

function bisected(
	problem: CardProblem,
	limit: number,
	search: CardSearch,
	known: readonly Int32Array[]
): Bisected {
	const found: FoundCard[] = [];
	const bestOf = (mostChanged: number) => {
		const starts = [...known, ...found.map(({ steps }) => steps)];
		found.push(search.find({ ...problem, mostChanged }, starts)[0]);
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
	return { card, mostChanged: many };
}

/** The best card of as few edits that spares the most reluctant rules, or null where all have to be open as they are. */
function willingOnly(
	problem: CardProblem,
	{ card, mostChanged }: Bisected,
	limit: number,
	{ reluctance, unwanted = [] }: EditWishes,
	search: CardSearch
): FoundCard | null {
	const levels = [...new Set(reluctance ?? [0])].sort((a, b) => a - b);
	const tried = unwanted.some(Boolean) ? levels : levels.slice(0, -1);
	for (const level of tried) {
		const bounds = (j: number) => {
			const [low, high, today] = [problem.low[j], problem.high[j], problem.today[j]];
			const rule = problem.rules[j];
			if (rule < 0 || Number.isNaN(today)) return [low, high];
			if ((reluctance?.[rule] ?? 0) > level) return [today, today];
			if (!unwanted[rule]) return [low, high];
			return [Math.max(low, Math.min(0, today)), Math.min(high, Math.max(0, today))];
		};
		const low = problem.low.map((_, j) => bounds(j)[0]);
		const high = problem.high.map((_, j) => bounds(j)[1]);
		const [found] = search.find({ ...problem, low, high, mostChanged }, [card.steps]);
		if (found.loss <= limit) return found;
	}
	return null;
}

function withoutUnwanted(
	problem: CardProblem,
	card: FoundCard,
	limit: number,
	unwanted: readonly boolean[],
	search: CardSearch
): FoundCard {
	const { low, high, fixed, today, rules } = problem;
	let now = card;
	for (let j = fixed; j < low.length; j++) {
		const steps = now.steps[j];
		if (!unwanted[rules[j]] || steps === 0 || steps === today[j]) continue;
		if (low[j] > 0 || high[j] < 0) continue;
		const gone = search.score(
			problem,
			now.steps.map((value, i) => (i === j ? 0 : value))
		);
		if (gone.loss <= limit) now = gone;
	}
	return now;
}
