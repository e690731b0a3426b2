import type { ExplainedChange } from '#lib/domain/sources/change-parts.ts';

type Changed = ExplainedChange['sources'];

/** Sources that are named; of thousands nobody reads the rest. */
const MOST = 40;

/**
 * The sources that changed most, those that changed most first, and all others added up to one: the parts still add up to the
 * change. All of them, as they stand, where they are few.
 *
 * @param others - what the rest is called
 */
export function changedMost(sources: Changed, others: string): Changed {
	if (sources.length <= MOST) return sources;
	const size = ({ mix, rate }: Changed[number]) => Math.abs(mix) + Math.abs(rate);
	const sorted = sources.toSorted((a, b) => size(b) - size(a));
	const rest = sorted.slice(MOST - 1);
	const sum = (of: (each: Changed[number]) => number) =>
		rest.reduce((all, each) => all + of(each), 0);
	return [
		...sorted.slice(0, MOST - 1),
		{ source: others, mix: sum(({ mix }) => mix), rate: sum(({ rate }) => rate) }
	];
}
