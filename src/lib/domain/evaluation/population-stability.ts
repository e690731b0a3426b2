/** How far two distributions over the same bins are apart. */
export interface PopulationStability {
	/** Population stability index: sum of (share now - share then) x ln(share now / share then). */
	psi: number;
	/** What two samples of these sizes from one distribution give on average: (bins - 1) (1/n + 1/m). */
	chanceLevel: number;
	/** Bins that hold leads in at least one of the two samples. */
	bins: number;
}

/**
 * Drift of a distribution, beside its chance level (statistics 24): an index that small samples reach by chance says
 * nothing. A bin that is empty in one sample only would make the index infinite; half a lead is added to every bin of both
 * samples where that happens.
 *
 * @param then - leads by bin in the earlier sample
 * @param now - leads by bin in the later sample
 * @returns null where a sample is empty
 * @throws Error for another number of bins
 * @example populationStability([10, 20, 40, 30], [15, 25, 35, 25])?.psi // 0.0472
 */
export function populationStability(
	then: ArrayLike<number>,
	now: ArrayLike<number>
): PopulationStability | null {
	if (then.length !== now.length) {
		throw new Error(`populationStability: ${then.length} bins, then ${now.length}`);
	}
	const used = Array.from(then, (_, b) => b).filter((b) => then[b] > 0 || now[b] > 0);
	const sum = (counts: ArrayLike<number>) => used.reduce((total, b) => total + counts[b], 0);
	const [n, m] = [sum(then), sum(now)];
	if (n === 0 || m === 0) return null;
	const added = used.some((b) => then[b] === 0 || now[b] === 0) ? 0.5 : 0;
	const share = (counts: ArrayLike<number>, b: number, leads: number) =>
		(counts[b] + added) / (leads + added * used.length);
	const psi = used.reduce((total, b) => {
		const [before, after] = [share(then, b, n), share(now, b, m)];
		return total + (after - before) * Math.log(after / before);
	}, 0);
	return { psi, chanceLevel: (used.length - 1) * (1 / n + 1 / m), bins: used.length };
}
