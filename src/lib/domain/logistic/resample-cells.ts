import type { ClusterCounts } from './cluster-covariance.ts';
import { drawBinomial } from './draw-binomial.ts';
import { drawPoisson } from '#lib/domain/draw-poisson.ts';

/** Leads and wins of cells. */
export interface Counts {
	n: Float64Array;
	k: Float64Array;
}

/**
 * How a bootstrap sample is drawn: `multinomial` keeps the number of leads, as drawing leads with replacement does;
 * `poisson` lets it vary, which is a little faster and the same for large numbers.
 */
export type Resampling = 'multinomial' | 'poisson';

/**
 * One bootstrap sample of cells: the counts that drawing as many leads with replacement would give, without touching a
 * lead. Wins and losses of each cell are drawn one after the other.
 *
 * @param next - uniform numbers in [0, 1), e.g. `random(seed)`
 * @throws Error for `multinomial` where the leads do not add up to a whole number
 * @example resampleCells({ n: Float64Array.of(5), k: Float64Array.of(2) }, random(1), 'multinomial').n // [5]
 */
export function resampleCells({ n, k }: Counts, next: () => number, kind: Resampling): Counts {
	const drawn = { n: new Float64Array(n.length), k: new Float64Array(n.length) };
	const take = kind === 'poisson' ? poissonTaker(next) : multinomialTaker(next, totalOf(n));
	for (let c = 0; c < n.length; c++) {
		const won = take(k[c]);
		drawn.k[c] = won;
		drawn.n[c] = won + take(n[c] - k[c]);
	}
	return drawn;
}

/**
 * One bootstrap sample of whole accounts: every account is drawn with all its leads, so that leads of one account stay
 * together (statistics 1).
 *
 * @param cells - number of cells
 * @example resampleAccounts(accounts, 120, random(1), 'multinomial')
 */
export function resampleAccounts(
	{ cluster, cell, n, k }: ClusterCounts,
	cells: number,
	next: () => number,
	kind: Resampling
): Counts {
	const drawn = { n: new Float64Array(cells), k: new Float64Array(cells) };
	const accounts = new Set(Array.from(cluster));
	const take = kind === 'poisson' ? poissonTaker(next) : multinomialTaker(next, accounts.size);
	const times = new Map([...accounts].map((account) => [account, take(1)]));
	for (let i = 0; i < cell.length; i++) {
		const count = times.get(cluster[i]) as number;
		drawn.n[cell[i]] += count * n[i];
		drawn.k[cell[i]] += count * k[i];
	}
	return drawn;
}

type Taker = (mass: number) => number;

function poissonTaker(next: () => number): Taker {
	return (mass) => drawPoisson(next, mass);
}

/** Shares of a multinomial, one category after the other: each is binomial given what is left. */
function multinomialTaker(next: () => number, total: number): Taker {
	if (!Number.isInteger(total)) throw new Error(`resampleCells: ${total} leads`);
	let trials = total;
	let left = total;
	return (mass) => {
		const taken = mass > 0 ? drawBinomial(next, trials, Math.min(1, mass / left)) : 0;
		trials -= taken;
		left -= mass;
		return taken;
	};
}

function totalOf(n: Float64Array): number {
	return n.reduce((sum, value) => sum + value, 0);
}
