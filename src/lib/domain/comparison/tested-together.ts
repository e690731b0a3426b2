import { holm } from '#lib/domain/evaluation/holm.ts';
import type { Tested } from './compared-scores.ts';

interface Difference {
	difference: number;
	standardError: number;
	p: number;
}

/**
 * Pairs with p values that hold for all of them together (Holm), each figure by itself. A difference without any spread to
 * measure it by (two scores without a tie between wins and losses) has none, and does not count as a test.
 *
 * @param figures - names of the differences each pair holds
 * @example testedTogether(pairs, ['auc'])[0].auc.adjustedP // 0.012
 */
export function testedTogether<F extends string, T extends Record<F, Difference>>(
	pairs: readonly T[],
	figures: readonly F[]
): (Omit<T, F> & { [K in F]: Tested<T[K]> })[] {
	const adjusted = figures.map((figure) => adjustedPs(pairs.map((pair) => pair[figure])));
	return pairs.map((pair, i) => {
		const tested = figures.map((figure, f) => [
			figure,
			{ ...pair[figure], adjustedP: adjusted[f][i] }
		]);
		return { ...pair, ...Object.fromEntries(tested) };
	});
}

function adjustedPs(differences: Difference[]): (number | null)[] {
	const testable = differences.map(
		({ difference, standardError }) => standardError > 0 || difference === 0
	);
	const found = holm(differences.filter((_, i) => testable[i]).map(({ p }) => p));
	return testable.map((each) => (each ? (found.shift() as number) : null));
}
