import type { ScoreGroups } from '#lib/domain/evaluation/collapse-scores.ts';
import type { ClusterCounts } from '#lib/domain/logistic/cluster-covariance.ts';
import { accountSampler, type AccountLeads } from '#lib/domain/thresholds/account-sampler.ts';
import type { ResamplingOptions } from '#lib/domain/thresholds/resampled-thresholds.ts';

type Sampling = Pick<ResamplingOptions, 'seed' | 'draws' | 'sampleOf'>;

/** Entries that are added up over all samples at most; beyond, fewer samples are drawn, but never under the fewest. */
const MOST_ENTRIES = 50_000_000;
const FEWEST_DRAWS = 200;

/**
 * How samples of won and lost leads are drawn where leads belong to accounts (statistics 1).
 *
 * @param groups - training leads by score
 * @param accounts - their cells are those that `groups` collapsed
 * @example byAccount(sides.trainGroups, accounts.train, { draws: 1000, seed: 1 }).sampleOf
 */
export function outcomesByAccount(
	groups: ScoreGroups,
	{ cluster, cell, n, k }: ClusterCounts,
	options: Sampling
): Sampling {
	const rows = emptyRows();
	for (let i = 0; i < cluster.length; i++) {
		add(rows, cluster[i], groups.group[cell[i]], 0, k[i]);
		add(rows, cluster[i], groups.group[cell[i]], 1, n[i] - k[i]);
	}
	return sampling(groups, 2, rows, options);
}

/**
 * The same for leads that tell apart by the cell they are in, whatever became of them.
 *
 * @param kindOf - kind of the leads of a cell
 */
export function cellsByAccount(
	groups: ScoreGroups,
	{ cluster, cell, n }: ClusterCounts,
	kinds: number,
	kindOf: (cell: number) => number,
	options: Sampling
): Sampling {
	const rows = emptyRows();
	for (let i = 0; i < cluster.length; i++) {
		add(rows, cluster[i], groups.group[cell[i]], kindOf(cell[i]), n[i]);
	}
	return sampling(groups, kinds, rows, options);
}

type Rows = Record<keyof AccountLeads, number[]>;

function emptyRows(): Rows {
	return { cluster: [], group: [], kind: [], n: [] };
}

function add(rows: Rows, cluster: number, group: number, kind: number, n: number): void {
	if (n === 0) return;
	rows.cluster.push(cluster);
	rows.group.push(group);
	rows.kind.push(kind);
	rows.n.push(n);
}

function sampling(groups: ScoreGroups, kinds: number, rows: Rows, options: Sampling): Sampling {
	const { draws = 1000 } = options;
	const enough = Math.max(FEWEST_DRAWS, Math.floor(MOST_ENTRIES / Math.max(1, rows.n.length)));
	return {
		...options,
		draws: Math.min(draws, enough),
		sampleOf: accountSampler(groups.score, kinds, {
			cluster: Uint32Array.from(rows.cluster),
			group: Uint32Array.from(rows.group),
			kind: Uint8Array.from(rows.kind),
			n: Float64Array.from(rows.n)
		})
	};
}
