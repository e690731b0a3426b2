import type { Design } from './design.ts';
import type { LogisticFit } from './fit-logistic.ts';
import { logits } from './logits.ts';
import { probability } from './probability.ts';
import { sparseRows, type SparseRows } from './sparse-rows.ts';

/** A fit together with the design it was fitted on. */
export interface FittedDesign {
	design: Design;
	fit: LogisticFit;
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
export function stackedCovariance(first: FittedDesign, second: FittedDesign): number[][] {
	checkSameCells(first, second);
	const ones = new Float64Array(first.design.n.length).fill(1);
	const columns = [ones, ...first.design.columns, ones, ...second.design.columns];
	const meat = sumOfOuterProducts(first, second, sparseRows(columns, ones.length), columns.length);
	return sandwich([first.fit.covariance, second.fit.covariance], meat);
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

/** Sum over leads of s sᵀ, where s stacks x (y - p) of both fits. */
function sumOfOuterProducts(
	first: FittedDesign,
	second: FittedDesign,
	{ start, column, value }: SparseRows,
	size: number
): number[][] {
	const { n, k } = first.design;
	const p = logits(first.design, first.fit.coefficients).map(probability);
	const q = logits(second.design, second.fit.coefficients).map(probability);
	const sizeOfFirst = first.fit.coefficients.length;
	const meat = Array.from({ length: size }, () => new Array<number>(size).fill(0));
	for (let c = 0; c < n.length; c++) {
		const won = k[c];
		const lost = n[c] - k[c];
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

/** B M B for a block-diagonal B. */
function sandwich(blocks: number[][][], meat: number[][]): number[][] {
	const starts = blocks.map((_, b) =>
		blocks.slice(0, b).reduce((sum, block) => sum + block.length, 0)
	);
	const left = blocks.flatMap((block, b) =>
		block.map((row) =>
			meat.map((_, j) => row.reduce((sum, value, m) => sum + value * meat[starts[b] + m][j], 0))
		)
	);
	return left.map((row) =>
		blocks.flatMap((block, b) =>
			block.map((column) => column.reduce((sum, value, m) => sum + row[starts[b] + m] * value, 0))
		)
	);
}
