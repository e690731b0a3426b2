import { chiSquareUpperTail } from '#lib/domain/logistic/chi-square-upper-tail.ts';
import type { ClusterCounts } from '#lib/domain/logistic/cluster-covariance.ts';
import { normalInterval } from '#lib/domain/intervals/normal-interval.ts';
import { twoSidedP } from '#lib/domain/logistic/two-sided-p.ts';
import { notMeasured, type Measured, type NotMeasured } from '#lib/domain/units.ts';
import type { AucDifference } from './auc-difference.ts';
import { collapseScores, NO_GROUP } from './collapse-scores.ts';
import { placements } from './placements.ts';
import { totals } from './totals.ts';

/** Areas under the ROC curves of several scores on the same leads, with what is known about their differences. */
export interface AucComparison {
	/** In order of the scores. */
	aucs: { auc: number; standardError: number; ci: [number, number] }[];
	/** DeLong covariance of the areas. */
	covariance: number[][];
	/** Every pair, the earlier score first. */
	differences: ({ first: number; second: number } & AucDifference)[];
	/** Whether all areas are equal; not measured (`nothing-to-test`) for one score, or scores that all rank alike. */
	allEqual: Measured<{ chiSquare: number; df: number; p: number }>;
}

/**
 * Paired DeLong comparison of any number of scores (DeLong, DeLong & Clarke-Pearson 1988), ties counted half; for two
 * scores it is `aucDifference` and pROC's `roc.test`. Exact on cells, in doubles, so that millions of leads keep their
 * interval. Every score must mean better when it is higher.
 *
 * With `accounts` whole accounts count as independent rather than leads (Obuchowski 1997; statistics 1).
 *
 * @param scores - one column a score: the score of each cell
 * @param n - leads of each cell
 * @param k - wins of each cell
 * @returns not measured with fewer than two wins or losses (`few-wins`, `few-losses`), or fewer than two accounts with
 * either (`few-accounts`)
 * @throws Error for no scores, columns of different length, or scores that are not finite
 * @example compareAucs([wfns, s100b, ndka], n, k) // { measured: true, differences: [{ first: 0, second: 1, z: 2.209, … }], … }
 */
export function compareAucs(
	scores: readonly Float64Array[],
	n: Float64Array,
	k: Float64Array,
	accounts?: ClusterCounts
): Measured<AucComparison> {
	if (scores.length === 0) throw new Error('compareAucs: no scores');
	const refused = refusal(n, k);
	const placed = scores.map((score) => placedCells(score, n, k, refused !== null));
	if (refused) return refused;
	const covariance = accounts ? byAccount(placed, accounts) : byLead(placed, n, k);
	if (!Array.isArray(covariance)) return covariance;
	const areas = placed.map(({ auc }) => auc);
	return {
		measured: true,
		aucs: areas.map((auc, i) => {
			const standardError = Math.sqrt(covariance[i][i]);
			const [lower, upper] = normalInterval(auc, standardError);
			return { auc, standardError, ci: [Math.max(0, lower), Math.min(1, upper)] };
		}),
		covariance,
		differences: areas.flatMap((_, first) =>
			areas.slice(first + 1).map((_, i) => {
				const second = first + 1 + i;
				return { first, second, ...differenceOf(areas, covariance, first, second) };
			})
		),
		allEqual: allEqual(areas, covariance)
	};
}

interface PlacedCells {
	auc: number;
	/** Placement of a win, and of a loss, in each cell; 0 where there are no leads. */
	win: Float64Array;
	loss: Float64Array;
}

function refusal(n: Float64Array, k: Float64Array): NotMeasured | null {
	const { wins, losses } = totals({ n, k });
	if (wins < 2) return notMeasured('few-wins', { wins, needed: 2 });
	if (losses < 2) return notMeasured('few-losses', { losses, needed: 2 });
	return null;
}

/** @param only - whether to check the score and go no further */
function placedCells(
	score: Float64Array,
	n: Float64Array,
	k: Float64Array,
	only: boolean
): PlacedCells {
	const groups = collapseScores(score, n, k);
	if (only) return { auc: 0, win: score, loss: score };
	const { auc, ofWin, ofLoss } = placements(groups);
	const spread = (placement: Float64Array) =>
		score.map((_, c) => (groups.group[c] === NO_GROUP ? 0 : placement[groups.group[c]]));
	return { auc, win: spread(ofWin), loss: spread(ofLoss) };
}

/** Sample covariances of the placements of wins and of losses, each over its number. */
function byLead(placed: PlacedCells[], n: Float64Array, k: Float64Array): number[][] {
	const { wins, losses } = totals({ n, k });
	return symmetricOf(placed, (a, b) => {
		let ofWins = 0;
		let ofLosses = 0;
		for (let c = 0; c < n.length; c++) {
			ofWins += k[c] * (a.win[c] - a.auc) * (b.win[c] - b.auc);
			ofLosses += (n[c] - k[c]) * (a.loss[c] - a.auc) * (b.loss[c] - b.auc);
		}
		return ofWins / (wins - 1) / wins + ofLosses / (losses - 1) / losses;
	});
}

/** The same from the sums over each account, with the covariance of its wins and losses (Obuchowski's S10, S01 and S11). */
function byAccount(placed: PlacedCells[], accounts: ClusterCounts): number[][] | NotMeasured {
	const sums = placed.map((each) => accountSums(each, accounts));
	const { wins, losses } = sums[0];
	const [withWins, withLosses] = [wins, losses].map(
		(each) => each.filter((count) => count > 0).length
	);
	const found = Math.min(withWins, withLosses);
	if (found < 2) return notMeasured('few-accounts', { accounts: found, needed: 2 });
	const [allWins, allLosses] = [total(wins), total(losses)];
	const all = wins.filter((count, g) => count + losses[g] > 0).length;
	return symmetricOf(sums, (a, b) => {
		let [both, ofWins, ofLosses] = [0, 0, 0];
		for (let g = 0; g < wins.length; g++) {
			ofWins += a.win[g] * b.win[g];
			ofLosses += a.loss[g] * b.loss[g];
			both += a.win[g] * b.loss[g] + a.loss[g] * b.win[g];
		}
		return (
			((withWins / (withWins - 1)) * ofWins) / allWins ** 2 +
			((withLosses / (withLosses - 1)) * ofLosses) / allLosses ** 2 +
			((all / (all - 1)) * both) / (allWins * allLosses)
		);
	});
}

/** Placements of each account's leads, less what the AUC expects of them, added up. */
function accountSums({ auc, win, loss }: PlacedCells, { cluster, cell, n, k }: ClusterCounts) {
	const size = Array.from(cluster).reduce((most, each) => Math.max(most, each + 1), 0);
	const sums = {
		win: new Float64Array(size),
		loss: new Float64Array(size),
		wins: new Float64Array(size),
		losses: new Float64Array(size)
	};
	for (let i = 0; i < cell.length; i++) {
		const [g, c] = [cluster[i], cell[i]];
		sums.wins[g] += k[i];
		sums.losses[g] += n[i] - k[i];
		sums.win[g] += k[i] * (win[c] - auc);
		sums.loss[g] += (n[i] - k[i]) * (loss[c] - auc);
	}
	return sums;
}

function differenceOf(
	areas: number[],
	covariance: number[][],
	a: number,
	b: number
): AucDifference {
	const difference = areas[a] - areas[b];
	const variance = covariance[a][a] + covariance[b][b] - 2 * covariance[a][b];
	// Of scores that rank alike rounding leaves a speck, which is no spread.
	const speck = 1e-14 * (covariance[a][a] + covariance[b][b]);
	const standardError = variance > speck ? Math.sqrt(variance) : 0;
	const z = standardError > 0 ? difference / standardError : 0;
	const ci = normalInterval(difference, standardError);
	return { difference, standardError, z, p: twoSidedP(z), ci };
}

/** Chi-square of the differences from the first area, by elimination; differences that follow from others drop out. */
function allEqual(areas: number[], covariance: number[][]): AucComparison['allEqual'] {
	const others = [...areas.keys()].slice(1);
	const spread = others.map((i) =>
		others.map((j) => covariance[i][j] - covariance[i][0] - covariance[0][j] + covariance[0][0])
	);
	const rows: { axis: number; row: number[]; size: number; value: number }[] = [];
	let chiSquare = 0;
	others.forEach((i, at) => {
		const row = [...spread[at]];
		let value = areas[i] - areas[0];
		for (const done of rows) {
			const share = row[done.axis] / done.size;
			value -= share * done.value;
			done.row.forEach((each, j) => (row[j] -= share * each));
		}
		if (row[at] <= 1e-12 * (covariance[i][i] + covariance[0][0])) return;
		rows.push({ axis: at, row, size: row[at], value });
		chiSquare += value ** 2 / row[at];
	});
	const df = rows.length;
	if (df === 0) return notMeasured('nothing-to-test');
	return { measured: true, chiSquare, df, p: chiSquareUpperTail(chiSquare, df) };
}

function symmetricOf<T>(items: T[], entry: (a: T, b: T) => number): number[][] {
	const matrix = items.map(() => new Array<number>(items.length).fill(0));
	items.forEach((a, i) => {
		for (let j = 0; j <= i; j++) matrix[i][j] = matrix[j][i] = entry(a, items[j]);
	});
	return matrix;
}

function total(values: Float64Array): number {
	return values.reduce((sum, value) => sum + value, 0);
}
