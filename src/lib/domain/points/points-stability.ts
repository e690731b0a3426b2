import { scorePass } from '#lib/domain/logistic/score-pass.ts';
import { runRows } from '#lib/domain/logistic/run-rows.ts';
import { random } from '#lib/domain/random.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { isLimited, withinLimits } from './card-limits.ts';
import { pointsOfSteps, type CardProblem } from './card-problem.ts';
import { GainClimb } from './gain-climb.ts';
import type { WholeCard } from './integer-card.ts';
import { lossModelAt, type LossModel } from './loss-model.ts';
import type { PreparedCard } from './prepared-card.ts';
import { drawnPull, normalPull, type PullDraw } from './pull-draws.ts';
import {
	accountParts,
	leadParts,
	leadsCovariance,
	partsCovariance,
	type AccountLeads
} from './pull-parts.ts';
import { skipCholesky, solveLower, solveUpper } from './skip-cholesky.ts';
import { stepsOfPoints } from './steps-of-points.ts';

export interface StabilityOptions {
	/** Samples to draw. */
	draws?: number;
	seed?: number;
	/** Number of the first sample: sample i is the same wherever it is drawn, so that work can be shared out. */
	first?: number;
	/** Draws whole accounts where leads of an account belong together (statistics 1). */
	accounts?: AccountLeads;
	/** Leads or accounts up to which samples are drawn one by one; sums over more of them are drawn as the normal they are. */
	mostDrawn?: number;
	/** Called after every sample with the share done, 0..1. */
	onProgress?: (share: number) => void;
	/** Asked before every sample; true ends the work with what there is. */
	shouldStop?: () => boolean;
}

/** What other samples of leads would have made of a card. */
export interface PointsStability {
	/** Samples that were drawn. */
	drawn: number;
	/** What a sample was made of. */
	of: 'leads' | 'accounts';
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
 * in every sample as on the card, so that points can be compared; each sample gets whole points near its weights in the
 * Fisher metric, such that no other points of a single rule are nearer, under the card's range, signs and limits.
 *
 * An approximation that needs no pass over the cells: a sample's weights are one Newton step from the optimum of all
 * leads, with their information. Good while samples move weights by little; a rule with few wins shows less spread
 * than it has.
 *
 * @param prepared - with which the card was found
 * @param card - the card in question
 * @returns not measured for a card whose score does not rise with the odds (`no-slope`), and where weights run off
 * (`separated-rules`)
 * @throws Error for leads that do not add up to a whole number
 * @example pointsStability(prepared, card, { draws: 1000 }) // { measured: true, rules: [{ signWrong: 0.004, … }], … }
 */
export function pointsStability(
	prepared: PreparedCard,
	card: Pick<WholeCard, 'points' | 'slope'>,
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
		of: options.accounts ? 'accounts' : 'leads',
		stopped: samples.length < draws,
		rules: card.points.map((points, j) =>
			ruleStability(points, Float64Array.from(samples, (each) => each[j]).sort())
		)
	};
}

/** Points of the sample of a number. */
function sampler(
	prepared: PreparedCard,
	card: Pick<WholeCard, 'points' | 'slope'>,
	options: StabilityOptions
): (index: number) => number[] {
	const { problem, optimum } = prepared;
	const rows = runRows(problem.columns, problem.n.length);
	const model = lossModelAt(problem, rows, optimum.intercept, optimum.weights);
	const lower = Float64Array.from(model.curvature);
	skipCholesky(lower, model.size);
	const draw = pullDraw(prepared, options);
	const seed = Math.imul(options.seed ?? 1, 0x85ebca6b);
	const steps = stepsOfPoints(problem, card.points);
	return (index) => {
		const change = draw(random(seed + index));
		const pull = model.pull.map((value, j) => value + change[j]);
		return nearestCard(problem, { ...model, pull }, lower, card.slope, steps);
	};
}

function pullDraw(
	{ problem, optimum }: PreparedCard,
	{ accounts, mostDrawn = 50_000 }: StabilityOptions
): PullDraw {
	const { n, k, offset } = problem;
	const size = problem.columns.length;
	const at = Float64Array.from([optimum.intercept, ...optimum.weights]);
	const { logit } = scorePass(runRows(problem.columns, n.length), n, k, offset, at);
	const rates = logit.map((eta) => 1 / (1 + Math.exp(-eta)));
	const means = weightedMeans(problem, rates);
	if (accounts) {
		const parts = accountParts(problem, optimum, means, accounts);
		const many = parts.count.length > mostDrawn;
		return many ? normalPull(partsCovariance(parts), size) : drawnPull(parts);
	}
	const leads = n.reduce((sum, value) => sum + value, 0);
	return leads > mostDrawn
		? normalPull(leadsCovariance(problem, rates, means), size)
		: drawnPull(leadParts(problem, rates, means));
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
	const starts = isLimited(problem) ? [rounded, from] : [rounded];
	const climbs = starts.map((start) => {
		const climb = new GainClimb(problem, model, start, [slope, slope]);
		if (starts.length > 1) climb.climb();
		else climb.settle();
		return climb;
	});
	return pointsOfSteps(problem, climbs.reduce((a, b) => (b.gain > a.gain ? b : a)).steps);
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

/** @param sorted - points in the samples, ascending */
function ruleStability(points: number, sorted: Float64Array): RuleStability {
	const counts = new Map<number, number>();
	for (const value of sorted) counts.set(value, (counts.get(value) ?? 0) + 1);
	const quantile = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
	let wrong = 0;
	for (const value of sorted) if (value * points < 0) wrong++;
	return {
		points,
		distribution: [...counts].map(([value, times]) => ({ points: value, samples: times })),
		interval: sorted.length > 0 ? [quantile(0.025), quantile(0.975)] : null,
		signWrong: points === 0 || sorted.length === 0 ? null : wrong / sorted.length
	};
}
