import { withoutEmpty, type LeadKinds } from './resampled-thresholds.ts';

/** Leads of each account by score and by what became of them: one entry for leads alike. */
export interface AccountLeads {
	/** Account of the entry: 0, 1, 2, … */
	cluster: ArrayLike<number>;
	/** Place of its score among the distinct scores. */
	group: ArrayLike<number>;
	/** Which kind of lead it is, see `LeadKinds`. */
	kind: ArrayLike<number>;
	n: ArrayLike<number>;
}

/**
 * Draws samples of whole accounts, so that leads of one account stay together (statistics 1): as many accounts as there are,
 * with replacement, each with all its leads. The number of leads varies a little from sample to sample.
 *
 * @param score - distinct scores, ascending
 * @param kinds - number of kinds of leads
 * @throws Error for columns of different length
 * @example accountSampler(score, 2, { cluster: [0, 0, 1], group: [0, 1, 1], kind: [0, 1, 1], n: [1, 2, 1] })(random(1))
 */
export function accountSampler(
	score: Float64Array,
	kinds: number,
	{ cluster, group, kind, n }: AccountLeads
): (next: () => number) => LeadKinds {
	const lengths = [cluster.length, group.length, kind.length, n.length];
	if (new Set(lengths).size > 1) throw new Error(`accountSampler: lengths ${lengths.join(', ')}`);
	let accounts = 0;
	for (let i = 0; i < cluster.length; i++) accounts = Math.max(accounts, cluster[i] + 1);
	return (next) => {
		const times = new Uint32Array(accounts);
		for (let a = 0; a < accounts; a++) times[Math.floor(next() * accounts)]++;
		const drawn = new Float64Array(score.length * kinds);
		for (let i = 0; i < cluster.length; i++) {
			drawn[kind[i] * score.length + group[i]] += times[cluster[i]] * n[i];
		}
		return withoutEmpty(score, drawn, kinds);
	};
}
