import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { collapseScores } from './collapse-scores.ts';
import { pooledBlocks } from './isotonic.ts';
import { lossOfLead } from './log-loss.ts';
import { totals } from './totals.ts';

/** Leads of neighbouring probabilities whose observed rates do not rise, taken together. */
export interface ReliabilityBlock {
	/** Lowest and highest probability that was predicted for them. */
	from: number;
	to: number;
	/** Mean predicted probability. */
	predicted: number;
	/** Observed win rate: the calibrated probability. */
	observed: number;
	leads: number;
	wins: number;
}

/** A mean score as miscalibration - discrimination + uncertainty. */
export interface ScoreParts {
	/** Mean loss per lead. */
	score: number;
	/** What recalibration by a rising map would save; 0 is perfect. */
	miscalibration: number;
	/** What the calibrated probabilities save against the base rate; more is better. */
	discrimination: number;
	/** Loss of the base rate, the same for every score on these leads. */
	uncertainty: number;
}

export interface Reliability {
	/** Rising steps of the reliability curve. */
	blocks: ReliabilityBlock[];
	brier: ScoreParts;
	/** Of the log loss, in nats. */
	logLoss: ScoreParts;
}

/**
 * Reliability of a probability without bins to choose: CORP (Dimitriadis, Gneiting & Jordan 2021). Observed rates by
 * predicted probability are made to rise by pooling adjacent violators; the score splits exactly into miscalibration -
 * discrimination + uncertainty.
 *
 * @param probability - predicted for each cell
 * @param n - leads of each cell
 * @param k - wins of each cell
 * @returns not measured: `no-leads`
 * @throws Error for columns of different length or a probability outside 0..1
 * @example reliability(probability, n, k) // { measured: true, brier: { score: 0.0232, miscalibration: 0.0007, … }, … }
 */
export function reliability(
	probability: Float64Array,
	n: Float64Array,
	k: Float64Array
): Measured<Reliability> {
	const groups = collapseScores(probability, n, k);
	const { leads, wins } = totals(groups);
	if (leads === 0) return notMeasured('no-leads', { leads });
	const blocks = pooledBlocks(groups.k, groups.n).map(({ from, to }) => {
		const block = { from: groups.score[from], to: groups.score[to], leads: 0, wins: 0, sum: 0 };
		for (let g = from; g <= to; g++) {
			block.leads += groups.n[g];
			block.wins += groups.k[g];
			block.sum += groups.n[g] * groups.score[g];
		}
		const { sum, ...rest } = block;
		return { ...rest, predicted: sum / block.leads, observed: block.wins / block.leads };
	});
	const parts = (loss: Loss): ScoreParts => {
		const predicted = groups.score.map((p, g) => lossOf(p, groups.n[g], groups.k[g], loss));
		const score = predicted.reduce((sum, value) => sum + value, 0) / leads;
		const pooled = blocks.map((block) => lossOf(block.observed, block.leads, block.wins, loss));
		const calibrated = pooled.reduce((sum, value) => sum + value, 0) / leads;
		const uncertainty = lossOf(wins / leads, leads, wins, loss) / leads;
		return {
			score,
			miscalibration: score - calibrated,
			discrimination: uncertainty - calibrated,
			uncertainty
		};
	};
	return { measured: true, blocks, brier: parts(squaredError), logLoss: parts(lossOfLead) };
}

type Loss = (probability: number, won: boolean) => number;

function squaredError(probability: number, won: boolean): number {
	if (!(probability >= 0 && probability <= 1)) {
		throw new Error(`reliability: probability ${probability}`);
	}
	return (Number(won) - probability) ** 2;
}

function lossOf(probability: number, leads: number, wins: number, loss: Loss): number {
	const won = wins > 0 ? wins * loss(probability, true) : 0;
	return leads > wins ? won + (leads - wins) * loss(probability, false) : won;
}
