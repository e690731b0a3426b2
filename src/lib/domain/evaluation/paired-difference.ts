import type { ClusterCounts } from '#lib/domain/logistic/cluster-covariance.ts';
import { normalInterval } from '#lib/domain/intervals/normal-interval.ts';
import { twoSidedP } from '#lib/domain/logistic/two-sided-p.ts';
import { notMeasured, type Measured, type NotMeasured } from '#lib/domain/units.ts';
import { totals } from './totals.ts';

/** A mean difference between two scores on the same leads. */
export interface PairedDifference {
	difference: number;
	standardError: number;
	z: number;
	/** Two-sided. */
	p: number;
	/** 95 %. */
	ci: [number, number];
}

/**
 * Mean over leads of a figure that is known for each cell if its lead was won and if it was lost, such as the
 * difference of two losses, with the standard error of that mean: sample standard deviation / root of leads.
 *
 * With `accounts` whole accounts count as independent rather than leads: root of the summed squares of the accounts'
 * sums about the mean, times G / (G - 1) for G accounts (statistics 1).
 *
 * @param ifWon - figure of a won lead of each cell
 * @param ifLost - figure of a lost lead of each cell
 * @param n - leads of each cell
 * @param k - wins of each cell
 * @returns not measured with fewer than two leads (`few-leads`) or two accounts (`few-accounts`); figures that are all 0
 * have z 0 and p 1
 * @throws Error for columns of different length
 * @example pairedDifference(Float64Array.of(1), Float64Array.of(0), Float64Array.of(4), Float64Array.of(2)) // { measured: true, difference: 0.5, … }
 */
export function pairedDifference(
	ifWon: Float64Array,
	ifLost: Float64Array,
	n: Float64Array,
	k: Float64Array,
	accounts?: ClusterCounts
): Measured<PairedDifference> {
	const lengths = [ifWon.length, ifLost.length, n.length, k.length];
	if (new Set(lengths).size > 1) throw new Error(`pairedDifference: lengths ${lengths.join(', ')}`);
	const { leads } = totals({ n, k });
	if (leads < 2) return notMeasured('few-leads', { leads, needed: 2 });
	let sum = 0;
	for (let c = 0; c < n.length; c++) sum += k[c] * ifWon[c] + (n[c] - k[c]) * ifLost[c];
	const difference = sum / leads;
	const squares = accounts
		? squaresOfAccounts(ifWon, ifLost, difference, accounts)
		: (leads / (leads - 1)) * squaresOfLeads(ifWon, ifLost, difference, n, k);
	if (typeof squares !== 'number') return squares;
	const standardError = Math.sqrt(squares) / leads;
	const z = standardError > 0 ? difference / standardError : 0;
	const ci = normalInterval(difference, standardError);
	return { measured: true, difference, standardError, z, p: twoSidedP(z), ci };
}

function squaresOfLeads(
	ifWon: Float64Array,
	ifLost: Float64Array,
	mean: number,
	n: Float64Array,
	k: Float64Array
): number {
	let squares = 0;
	for (let c = 0; c < n.length; c++) {
		squares += k[c] * (ifWon[c] - mean) ** 2 + (n[c] - k[c]) * (ifLost[c] - mean) ** 2;
	}
	return squares;
}

function squaresOfAccounts(
	ifWon: Float64Array,
	ifLost: Float64Array,
	mean: number,
	{ cluster, cell, n, k }: ClusterCounts
): number | NotMeasured {
	const sums = new Map<number, number>();
	for (let i = 0; i < cell.length; i++) {
		const c = cell[i];
		const own = k[i] * (ifWon[c] - mean) + (n[i] - k[i]) * (ifLost[c] - mean);
		sums.set(cluster[i], (sums.get(cluster[i]) ?? 0) + own);
	}
	const all = sums.size;
	if (all < 2) return notMeasured('few-accounts', { accounts: all, needed: 2 });
	let squares = 0;
	for (const sum of sums.values()) squares += sum ** 2;
	return (all / (all - 1)) * squares;
}
