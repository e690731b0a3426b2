import { clusterScores, type ClusterCounts } from './cluster-covariance.ts';
import type { Design } from './design.ts';
import type { LogisticFit } from './fit-logistic.ts';
import { logits } from './logits.ts';
import { multiply } from './matrix.ts';
import { probability } from './probability.ts';
import { sparseRows, type SparseRows } from './sparse-rows.ts';

/** A fit together with the design it was fitted on. */
export interface FittedDesign {
	design: Design;
	fit: LogisticFit;
}

/** How the spread of leads around a fit is counted. */
export interface StackedOptions {
	/** Take the wins the first fit expects instead of those observed: better where few wins stand behind a term. */
	expected?: boolean;
	/** Sum over accounts instead of leads (statistics 1), times G / (G - 1) for G accounts. */
	accounts?: ClusterCounts | null;
}

/**
 * Joint covariance of the coefficients of two logistic fits on the same leads: stacked estimating equations, as the sum
 * over leads of the outer products of their influence functions V x (y - p) ("sandwich", robust where one of the two
 * models is too simple). Exact on cells: a cell holds k leads with y = 1 and n - k with y = 0.
 *
 * @param first - for instance all rules
 * @param second - for instance today's score alone; its cells are the cells of `first`, in the same order
 * @returns square matrix over the coefficients of `first`, then those of `second`, intercepts included
 * @throws Error where the cells differ or a fit did not converge
 * @example stackedCovariance({ design, fit }, { design: scoreDesign, fit: scoreFit }).length // 21 + 2
 */
export function stackedCovariance(
	first: FittedDesign,
	second: FittedDesign,
	options: StackedOptions = {}
): number[][] {
	const bread = blockDiagonal(first.fit.covariance, second.fit.covariance);
	return multiply(multiply(bread, stackedScores(first, second, options)), bread);
}

/**
 * The middle of that sandwich: the sum over leads (or accounts) of s sᵀ, with s the stacked scores x (y - p) of both fits.
 *
 * @throws Error where the cells differ or a fit did not converge
 * @example stackedScores({ design, fit }, { design: scoreDesign, fit: scoreFit }, { accounts })
 */
export function stackedScores(
	first: FittedDesign,
	second: FittedDesign,
	{ expected = false, accounts }: StackedOptions = {}
): number[][] {
	checkSameCells(first, second);
	if (accounts) return sumOverAccounts(first, second, accounts);
	const ones = new Float64Array(first.design.n.length).fill(1);
	const columns = [ones, ...first.design.columns, ones, ...second.design.columns];
	const rows = sparseRows(columns, ones.length);
	return sumOfOuterProducts(first, second, rows, columns.length, expected);
}

/** @example blockDiagonal([[1]], [[2]]) // [[1, 0], [0, 2]] */
export function blockDiagonal(
	first: readonly (readonly number[])[],
	second: readonly (readonly number[])[]
): number[][] {
	const zeros = (length: number) => new Array<number>(length).fill(0);
	return [
		...first.map((row) => [...row, ...zeros(second.length)]),
		...second.map((row) => [...zeros(first.length), ...row])
	];
}

function sumOverAccounts(
	first: FittedDesign,
	second: FittedDesign,
	accounts: ClusterCounts
): number[][] {
	const [a, b] = [first, second].map(({ design, fit }) =>
		clusterScores(design, fit.coefficients, accounts)
	);
	const size = first.fit.coefficients.length + second.fit.coefficients.length;
	const sum = Array.from({ length: size }, () => new Array<number>(size).fill(0));
	const factor = a.length / (a.length - 1);
	a.forEach((scores, account) => {
		const stacked = [...scores, ...b[account]];
		for (let i = 0; i < size; i++) {
			for (let j = 0; j <= i; j++) sum[i][j] += factor * stacked[i] * stacked[j];
		}
	});
	for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) sum[j][i] = sum[i][j];
	return sum;
}

function checkSameCells(first: FittedDesign, second: FittedDesign): void {
	if (!first.fit.converged || !second.fit.converged) {
		throw new Error('stackedCovariance: a fit did not converge');
	}
	const { n, k } = first.design;
	const other = second.design;
	const same =
		n.length === other.n.length && n.every((_, c) => n[c] === other.n[c] && k[c] === other.k[c]);
	if (!same) throw new Error('stackedCovariance: the two fits stand on different cells');
}

function sumOfOuterProducts(
	first: FittedDesign,
	second: FittedDesign,
	{ start, column, value }: SparseRows,
	size: number,
	expected: boolean
): number[][] {
	const { n, k } = first.design;
	const p = logits(first.design, first.fit.coefficients).map(probability);
	const q = logits(second.design, second.fit.coefficients).map(probability);
	const sizeOfFirst = first.fit.coefficients.length;
	const meat = Array.from({ length: size }, () => new Array<number>(size).fill(0));
	for (let c = 0; c < n.length; c++) {
		const won = expected ? n[c] * p[c] : k[c];
		const lost = n[c] - won;
		const both = [
			won * (1 - p[c]) ** 2 + lost * p[c] ** 2,
			won * (1 - p[c]) * (1 - q[c]) + lost * p[c] * q[c],
			won * (1 - q[c]) ** 2 + lost * q[c] ** 2
		];
		for (let i = start[c]; i < start[c + 1]; i++) {
			const row = meat[column[i]];
			const second = column[i] >= sizeOfFirst ? 1 : 0;
			for (let j = start[c]; j <= i; j++) {
				const seconds = second + (column[j] >= sizeOfFirst ? 1 : 0);
				row[column[j]] += both[seconds] * value[i] * value[j];
			}
		}
	}
	for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) meat[j][i] = meat[i][j];
	return meat;
}
