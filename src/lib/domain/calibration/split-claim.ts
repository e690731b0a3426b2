import type { Cells } from '#lib/domain/cells/cells.ts';
import { compareAucs } from '#lib/domain/evaluation/compare-aucs.ts';
import { totals } from '#lib/domain/evaluation/totals.ts';
import { wilson } from '#lib/domain/intervals/wilson.ts';
import type { ClusterCounts } from '#lib/domain/logistic/cluster-covariance.ts';
import type { Measured } from '#lib/domain/units.ts';
import type { Refit } from './refit.ts';

/** What one way of cutting the leads in two says about its test leads. */
export interface SplitClaim {
	/** Test leads and wins among them. */
	leads: number;
	wins: number;
	/** Share of the test leads that were won, with its 95 % Wilson interval, and as fitted weights predict it. */
	rate: number;
	rateCi: [number, number];
	predicted: number;
	/** How well today's points and fitted weights rank the test leads. */
	current: Ranking;
	fitted: Ranking;
}

/** AUC with its 95 % DeLong interval. */
export interface Ranking {
	auc: number;
	ci: [number, number];
	standardError: number;
}

/**
 * Ranking and level of a refit on the test leads of a split.
 *
 * @param scores - of the test cells
 * @param accounts - whole accounts count as independent where these are given (statistics 1)
 * @returns not measured with fewer than two wins or two losses (`few-wins`, `few-losses`), or accounts with either
 * @example splitClaim(test, scores) // { measured: true, rate: 0.31, predicted: 0.08, fitted: { auc: 0.64, … }, … }
 */
export function splitClaim(
	test: Cells,
	{ current, fitted }: Refit,
	accounts?: ClusterCounts
): Measured<SplitClaim> {
	const { n, k } = test;
	const ranked = compareAucs([current.score, fitted.score], n, k, accounts);
	if (!ranked.measured) return ranked;
	const [ofToday, ofFit] = ranked.aucs;
	const { leads, wins } = totals(test);
	return {
		measured: true,
		leads,
		wins,
		rate: wins / leads,
		rateCi: wilson(wins, leads),
		predicted: meanPredicted(fitted.probability, n),
		current: ofToday,
		fitted: ofFit
	};
}

/** @example meanPredicted(Float64Array.of(0.1, 0.4), Float64Array.of(2, 1)) // 0.2 */
export function meanPredicted(probability: Float64Array, n: Float64Array): number {
	let [leads, wins] = [0, 0];
	for (let c = 0; c < n.length; c++) {
		leads += n[c];
		wins += n[c] * probability[c];
	}
	return wins / leads;
}
