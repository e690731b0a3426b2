import { resampleCells, type Resampling } from '#lib/domain/logistic/resample-cells.ts';
import { scorePass } from '#lib/domain/logistic/score-pass.ts';
import { sparseRows } from '#lib/domain/logistic/sparse-rows.ts';
import { random } from '#lib/domain/random.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { withinLimits } from './card-limits.ts';
import { pointsOfSteps, type CardProblem } from './card-problem.ts';
import { GainClimb } from './gain-climb.ts';
import type { WholeCard } from './integer-card.ts';
import { lossModelAt, type LossModel } from './loss-model.ts';
import type { PreparedCard } from './prepared-card.ts';
import { skipCholesky, solveLower, solveUpper } from './skip-cholesky.ts';

export interface StabilityOptions {
	/** Samples to draw. */
	draws?: number;
	seed?: number;
	kind?: Resampling;
	/** Number of the first sample: sample i is the same wherever it is drawn, so that work can be shared out. */
	first?: number;
	/** Called after every sample with the share done, 0..1. */
	onProgress?: (share: number) => void;
	/** Asked before every sample; true ends the work with what there is. */
	shouldStop?: () => boolean;
}

/** What other samples of leads would have made of a card. */
export interface PointsStability {
	/** Samples that were drawn. */
	drawn: number;
	/** Whether `shouldStop` ended it early. */
	stopped: boolean;
	/** In the order of the design. */
	rules: RuleStability[];
}

export interface RuleStability {
	/** Points on the card. */
	points: number;
	/** Points in the samples, ascending, with how many samples gave them. */
	distribution: { points: number; samples: number }[];
	/** From the 2.5th to the 97.5th of 100 samples; null where none was drawn. */
	interval: [number, number] | null;
	/** Share of samples with points of the other sign; null for a rule at 0 or where none was drawn. */
	signWrong: number | null;
}

/**
 * Bootstrap distribution of the whole points of each rule, and the chance that its sign is wrong. A point is worth as much
 * in every sample as on the card, so that points can be compared; each sample gets the whole points nearest to its
 * weights in the Fisher metric, under the card's range, signs and limits.
 *
 * An approximation that needs one pass over the cells a sample: its weights are one Newton step from the optimum of all
 * leads, with their information. Good while samples move weights by little; a rule with few wins shows less spread
 * than it has.
 *
 * @param prepared - with which the card was found
 * @param card - the card in question
 * @returns not measured for a card whose score does not rise with the odds (`no-slope`), and where weights run off
 * (`separated-rules`)
 * @throws Error for `multinomial` samples of leads that do not add up to a whole number
 * @example pointsStability(prepared, card, { draws: 1000 }) // { measured: true, rules: [{ signWrong: 0.004, … }], … }
 */
export function pointsStability(
	prepared: PreparedCard,
	card: WholeCard,
	options: StabilityOptions = {}
): Measured<PointsStability> {
	const { draws = 1000, first = 0, onProgress, shouldStop } = options;
	if (!(card.slope > 0)) return notMeasured('no-slope', { slope: card.slope });
	if (!prepared.optimum.attained) return notMeasured('separated-rules');
	const samples: number[][] = [];
	const sample = sampler(prepared, card, options);
	while (samples.length < draws && !shouldStop?.()) {
		samples.push(sample(first + samples.length));
		onProgress?.(samples.length / draws);
	}
	return {
		measured: true,
		drawn: samples.length,
		stopped: samples.length < draws,
		rules: card.points.map((points, j) =>
			ruleStability(
				points,
				samples.map((each) => each[j])
			)
		)
	};
}

/** Points of the sample of a number. */
function sampler(
	{ problem, optimum }: PreparedCard,
	card: WholeCard,
	{ seed = 1, kind = 'multinomial' }: StabilityOptions
): (index: number) => number[] {
	const { n, k, offset } = problem;
	const rows = sparseRows(problem.columns, n.length);
	const model = lossModelAt(problem, rows, optimum.intercept, optimum.weights);
	const at = Float64Array.from([optimum.intercept, ...optimum.weights]);
	const lower = Float64Array.from(model.curvature);
	skipCholesky(lower, model.size);
	const steps = stepsOf(problem, card);
	const rates = scorePass(rows, n, k, offset, at).logit.map((eta) => 1 / (1 + Math.exp(-eta)));
	const means = weightedMeans(problem, rates);
	const whole = pullOf(problem, n, k, rates, means);
	return (index) => {
		const drawn = resampleCells({ n, k }, random(Math.imul(seed, 0x85ebca6b) + index), kind);
		const change = pullOf(problem, drawn.n, drawn.k, rates, means);
		const pull = model.pull.map((value, j) => value + change[j] - whole[j]);
		return nearestCard(problem, { ...model, pull }, lower, card.slope, steps);
	};
}

/** The card nearest to the optimum of a model where a point is worth `slope`. */
function nearestCard(
	problem: CardProblem,
	model: LossModel,
	lower: Float64Array,
	slope: number,
	from: Int32Array
): number[] {
	const weights = Float64Array.from(model.pull);
	solveLower(lower, model.size, weights);
	solveUpper(lower, model.size, weights);
	const rounded = withinLimits(
		problem,
		weights.map((weight) => weight / slope),
		weights.map(Math.abs)
	);
	const climbs = [rounded, from].map((start) => {
		const climb = new GainClimb(problem, model, start, [slope, slope]);
		climb.climb();
		return climb;
	});
	const [a, b] = climbs;
	return pointsOfSteps(problem, b.gain > a.gain ? b.steps : a.steps);
}

/** Derivative of the log likelihood at the optimum along each term, with the intercept eliminated. */
function pullOf(
	{ columns }: CardProblem,
	n: Float64Array,
	k: Float64Array,
	rates: Float64Array,
	means: Float64Array
): Float64Array {
	const residual = n.map((leads, c) => k[c] - leads * rates[c]);
	const total = residual.reduce((sum, value) => sum + value, 0);
	return means.map((mean, j) => {
		const column = columns[j];
		let along = 0;
		for (let c = 0; c < residual.length; c++) along += residual[c] * column[c];
		return along - mean * total;
	});
}

function weightedMeans({ columns, n }: CardProblem, rates: Float64Array): Float64Array {
	const weight = n.map((leads, c) => leads * rates[c] * (1 - rates[c]));
	const level = weight.reduce((sum, value) => sum + value, 0);
	return Float64Array.from(columns, (column) => {
		let sum = 0;
		for (let c = 0; c < weight.length; c++) sum += weight[c] * column[c];
		return sum / level;
	});
}

function stepsOf({ rules, multipleOf }: CardProblem, card: WholeCard): Int32Array {
	return Int32Array.from(rules, (rule) => (rule < 0 ? 1 : card.points[rule] / multipleOf));
}

function ruleStability(points: number, samples: number[]): RuleStability {
	const sorted = Float64Array.from(samples).sort();
	const counts = new Map<number, number>();
	for (const value of sorted) counts.set(value, (counts.get(value) ?? 0) + 1);
	const quantile = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
	const wrong = samples.filter((value) => value * points < 0).length;
	return {
		points,
		distribution: [...counts].map(([value, times]) => ({ points: value, samples: times })),
		interval: sorted.length > 0 ? [quantile(0.025), quantile(0.975)] : null,
		signWrong: points === 0 || samples.length === 0 ? null : wrong / samples.length
	};
}
