import { NO_PENALTY, type RayPenalty } from './card-penalty.ts';
import type { ScoreLevels } from './score-levels.ts';
import { ANY_SLOPE, nearestSlope, type SlopeWindow } from './slope-window.ts';

/** What a point score costs where its points are worth as much as suits it best. */
export interface ProfileLoss {
	/** Log loss summed over leads, in nats, plus the penalty where there is one. */
	loss: number;
	/** Log-odds of a win at score 0. */
	intercept: number;
	/** Log-odds per point, at least 0 and within the window of the problem. */
	slope: number;
}

/** A step that promises to lower the loss by less than this is the last one. */
const SMALLEST_GAIN = 1e-7;
const MOST_STEPS = 60;

/**
 * Log loss of a point score, profiled over intercept and slope (statistics 14): the minimum over a and b >= 0 of the
 * loss of logit p = offset + a + b x score. A score that falls as wins rise gets slope 0: points must not be read
 * backwards. Newton's method with step halving from slope 0, or from a slope near the right one. Where b has to lie in a
 * window and the minimum is outside, the loss at the nearer end, since the loss is convex.
 *
 * @param levels - leads by score, with wins and losses among them; a score that parts wins from losses has no slope
 * @param penalty - along the ray of the points
 * @param window - least and most log-odds per point
 * @returns the loss to about 1e-9
 * @example profileLoss({ length: 2, score: [0, 1], n: [4, 4], k: [1, 3] }) // { loss: 4.4987, intercept: -1.0986, slope: 2.1972 }
 */
export function profileLoss(
	levels: ScoreLevels,
	penalty: RayPenalty = NO_PENALTY,
	startSlope = 0,
	window: SlopeWindow = ANY_SLOPE
): ProfileLoss {
	const middle = meanScore(levels);
	const free = freeProfile(levels, middle, penalty, Math.max(startSlope, window[0]));
	const slope = nearestSlope(free.slope, window);
	if (slope === free.slope) return shown(free, middle);
	const start = slope === 0 ? baseOf(middle) : free.intercept;
	return shown(interceptAt(levels, middle, penalty, slope, start), middle);
}

/**
 * The same at one slope: profiled over the intercept alone.
 *
 * @example profileAt(levels, 0).slope // 0: the loss of a card without points
 */
export function profileAt(
	levels: ScoreLevels,
	slope: number,
	penalty: RayPenalty = NO_PENALTY
): ProfileLoss {
	const middle = meanScore(levels);
	return shown(interceptAt(levels, middle, penalty, slope, baseOf(middle)), middle);
}

/** Mean score of the leads, around which the intercept is measured while it is looked for. */
interface Middle {
	leads: number;
	wins: number;
	score: number;
}

function shown({ loss, intercept, slope }: ProfileLoss, { score }: Middle): ProfileLoss {
	return { loss, intercept: intercept - slope * score, slope };
}

/** The minimum over any slope, below 0 as well. */
function freeProfile(
	levels: ScoreLevels,
	middle: Middle,
	penalty: RayPenalty,
	startSlope: number
): ProfileLoss {
	const base = baseOf(middle);
	let now = derivatives(levels, middle.score, penalty, base, startSlope);
	if (startSlope > 0 && !(now.loss <= lossWithout(middle, penalty))) {
		now = derivatives(levels, middle.score, penalty, base, 0);
	}
	for (let step = 0; step < MOST_STEPS; step++) {
		const determinant = now.aa * now.bb - now.ab * now.ab;
		if (!(determinant > 0)) return interceptAt(levels, middle, penalty, now.b, now.a);
		const da = (now.ab * now.slopeB - now.bb * now.slopeA) / determinant;
		const db = (now.ab * now.slopeA - now.aa * now.slopeB) / determinant;
		const gain = -(now.slopeA * da + now.slopeB * db);
		if (!(gain > SMALLEST_GAIN)) return settled(now, da, db, gain);
		now = downhill(levels, middle.score, penalty, now, da, db);
	}
	return settled(now, 0, 0, 0);
}

/** Log-odds of the base rate. */
function baseOf({ leads, wins }: Middle): number {
	return Math.log(wins / (leads - wins));
}

function lossWithout({ leads, wins }: Middle, { constant }: RayPenalty): number {
	const losses = leads - wins;
	return constant - wins * Math.log(wins / leads) - losses * Math.log(losses / leads);
}

interface Derivatives {
	a: number;
	b: number;
	loss: number;
	slopeA: number;
	slopeB: number;
	aa: number;
	ab: number;
	bb: number;
}

/** Newton's method along the intercept. */
function interceptAt(
	levels: ScoreLevels,
	{ score }: Middle,
	penalty: RayPenalty,
	slope: number,
	start: number
): ProfileLoss {
	let now = derivatives(levels, score, penalty, start, slope);
	for (let step = 0; step < MOST_STEPS; step++) {
		const da = -now.slopeA / now.aa;
		const gain = -now.slopeA * da;
		if (!(gain > SMALLEST_GAIN)) return settled(now, da, 0, gain);
		now = downhill(levels, score, penalty, now, da, 0);
	}
	return settled(now, 0, 0, 0);
}

/** The last step is taken on paper: what it gains is known to third order. */
function settled(now: Derivatives, da: number, db: number, gain: number): ProfileLoss {
	if (!Number.isFinite(gain)) return { loss: now.loss, intercept: now.a, slope: now.b };
	return { loss: now.loss - gain / 2, intercept: now.a + da, slope: now.b + db };
}

function downhill(
	levels: ScoreLevels,
	middle: number,
	penalty: RayPenalty,
	from: Derivatives,
	da: number,
	db: number
): Derivatives {
	for (let share = 1; ; share /= 2) {
		const next = derivatives(levels, middle, penalty, from.a + share * da, from.b + share * db);
		if (next.loss <= from.loss || share < 1e-6) return next;
	}
}

function meanScore({ length, score, n, k }: ScoreLevels) {
	let leads = 0;
	let wins = 0;
	let sum = 0;
	for (let i = 0; i < length; i++) {
		leads += n[i];
		wins += k[i];
		sum += n[i] * score[i];
	}
	return { leads, wins, score: sum / leads };
}

/** Loss at a + b (score - middle) with its first and second derivatives. */
function derivatives(
	{ length, score, n, k, offset }: ScoreLevels,
	middle: number,
	{ square, pull, constant }: RayPenalty,
	a: number,
	b: number
): Derivatives {
	let loss = constant + b * ((square * b) / 2 - pull);
	let slopeA = 0;
	let slopeB = square * b - pull;
	let aa = 0;
	let ab = 0;
	let bb = square;
	for (let i = 0; i < length; i++) {
		const x = score[i] - middle;
		const eta = offset ? a + b * x + offset[i] : a + b * x;
		const e = Math.exp(-Math.abs(eta));
		const share = 1 / (1 + e);
		const residual = n[i] * (eta >= 0 ? share : e * share) - k[i];
		const weight = n[i] * e * share * share;
		loss += n[i] * ((eta > 0 ? eta : 0) - Math.log(share)) - k[i] * eta;
		slopeA += residual;
		slopeB += residual * x;
		aa += weight;
		ab += weight * x;
		bb += weight * x * x;
	}
	return { a, b, loss, slopeA, slopeB, aa, ab, bb };
}
