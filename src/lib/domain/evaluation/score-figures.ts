import type { ClusterCounts } from '#lib/domain/logistic/cluster-covariance.ts';
import { normalInterval } from '#lib/domain/intervals/normal-interval.ts';
import { notMeasured, type Measured, type NotMeasured } from '#lib/domain/units.ts';
import { brier } from './brier.ts';
import type { ScoreGroups } from './collapse-scores.ts';
import { ks } from './ks.ts';
import { logLoss, lossOfLead } from './log-loss.ts';
import { pairedDifference } from './paired-difference.ts';
import { averagePrecision, precisionRecall } from './precision-recall.ts';
import { totals } from './totals.ts';

/** A figure of a score on a set of leads, with its standard error and 95 % interval. */
export interface Figure {
	value: number;
	standardError: number;
	ci: [number, number];
}

/** Figures of one score that are means over leads, or behave like one when leads are many. */
export interface ScoreFigures {
	/** Largest distance between the shares of won and of lost leads that reach a score, 0..1. */
	ks: Figure;
	/** Area under the precision-recall curve (average precision), 0..1; a useless score has the base rate. */
	averagePrecision: Figure;
	brier: Figure;
	/** In nats. */
	logLoss: Figure;
}

/** What a figure owes to one won and to one lost lead of each score group; it adds up to 0 over the leads. */
interface Owed {
	won: Float64Array;
	lost: Float64Array;
}

/**
 * Figures of a score with intervals. Each is linear in the leads, or made so (delta method): a figure is written as
 * its value plus a mean over leads of what each adds to it.
 * * KS at the score where it is reached; that the largest was looked for makes it a little too good in small samples.
 * * Average precision by its derivative with respect to each lead's weight (infinitesimal jackknife).
 * * Brier score and log loss as the means they are.
 *
 * Intervals are cut to what a figure can be. With `accounts` whole accounts count as independent (statistics 1).
 *
 * @param groups - leads by score
 * @param probability - that each score group stands for, 0..1
 * @returns not measured with one class only (`one-class`), fewer than two leads or two accounts
 * @throws Error for another number of probabilities than groups, or one outside 0..1
 * @example scoreFigures(groups, probability) // { measured: true, ks: { value: 0.48, standardError: 0.03, ci: [0.43, 0.54] }, … }
 */
export function scoreFigures(
	groups: ScoreGroups,
	probability: Float64Array,
	accounts?: ClusterCounts
): Measured<ScoreFigures> {
	if (probability.length !== groups.score.length) {
		throw new Error(
			`scoreFigures: ${groups.score.length} groups, ${probability.length} probabilities`
		);
	}
	const { wins, losses } = totals(groups);
	if (wins === 0 || losses === 0) return notMeasured('one-class', { wins, losses });
	const members = accounts && accountsOfGroups(groups, accounts);
	const { n, k } = groups;
	const found = [
		figureOf(groups, ksValue(groups), ksOwed(groups), members),
		figureOf(groups, precisionValue(groups), precisionOwed(groups), members),
		figureOf(groups, brier(probability, n, k), lossOf(probability, squaredError), members),
		figureOf(groups, logLoss(probability, n, k), lossOf(probability, lossOfLead), members, Infinity)
	];
	const refused = found.find((each) => 'reason' in each);
	if (refused && 'reason' in refused) return refused;
	const [distance, precision, square, surprise] = found as Figure[];
	return {
		measured: true,
		ks: distance,
		averagePrecision: precision,
		brier: square,
		logLoss: surprise
	};
}

function figureOf(
	{ n, k }: ScoreGroups,
	value: number,
	{ won, lost }: Owed,
	accounts?: ClusterCounts,
	highest = 1
): Figure | NotMeasured {
	const mean = pairedDifference(won, lost, n, k, accounts);
	if (!mean.measured) return mean;
	const { standardError } = mean;
	const [lower, upper] = normalInterval(value, standardError);
	return { value, standardError, ci: [Math.max(0, lower), Math.min(highest, upper)] };
}

/** The same accounts over score groups in place of cells. */
function accountsOfGroups({ group }: ScoreGroups, accounts: ClusterCounts): ClusterCounts {
	return { ...accounts, cell: Uint32Array.from(accounts.cell, (c) => group[c]) };
}

/** A mean loss owes each lead its loss. */
function lossOf(probability: Float64Array, loss: (p: number, won: boolean) => number): Owed {
	return {
		won: probability.map((p) => loss(p, true)),
		lost: probability.map((p) => loss(p, false))
	};
}

function squaredError(probability: number, won: boolean): number {
	return (Number(won) - probability) ** 2;
}

function ksValue(groups: ScoreGroups): number {
	const found = ks(groups);
	return found.measured ? found.ks : 0;
}

/** Share of won leads from a score up minus share of lost ones, at the score of the largest distance. */
function ksOwed(groups: ScoreGroups): Owed {
	const found = ks(groups);
	const { leads, wins, losses } = totals(groups);
	const threshold = found.measured ? found.threshold : 0;
	let [won, lost] = [0, 0];
	groups.score.forEach((score, g) => {
		if (score < threshold) return;
		won += groups.k[g] / wins;
		lost += (groups.n[g] - groups.k[g]) / losses;
	});
	const sign = won >= lost ? 1 : -1;
	const reached = groups.score.map((score) => Number(score >= threshold));
	return {
		won: reached.map((each) => (sign * leads * (each - won)) / wins),
		lost: reached.map((each) => (-sign * leads * (each - lost)) / losses)
	};
}

function precisionValue(groups: ScoreGroups): number {
	const found = averagePrecision(groups);
	return found.measured ? found.averagePrecision : 0;
}

/** A lead counts for its own precision and for that of every win at or below its score. */
function precisionOwed(groups: ScoreGroups): Owed {
	const curve = precisionRecall(groups);
	const { leads, wins } = totals(groups);
	const size = groups.score.length;
	const owed = { won: new Float64Array(size), lost: new Float64Array(size) };
	if (!curve.measured) return owed;
	const area = precisionValue(groups);
	let below = 0;
	let belowAtPrecision = 0;
	let reached = leads;
	for (let g = 0; g < size; g++) {
		const { precision } = curve.points[size - 1 - g];
		below += groups.k[g] / reached;
		belowAtPrecision += (groups.k[g] * precision) / reached;
		owed.won[g] = (leads * (precision - area + below - belowAtPrecision)) / wins;
		owed.lost[g] = (-leads * belowAtPrecision) / wins;
		reached -= groups.n[g];
	}
	return owed;
}
