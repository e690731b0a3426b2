import { notMeasured, type Measured } from '#lib/domain/units.ts';
import type { Design } from './design.ts';
import { leadTotals } from './lead-totals.ts';
import { logits } from './logits.ts';
import { ridgePath, type PathPenalty } from './ridge-path.ts';

/** How strong a penalty predicted best on leads later than those it was fitted on. */
export interface RidgeStrength {
	/** The strength with the lowest loss, of equal ones the strongest; null (without end): the prior alone predicts best. */
	strength: number | null;
	/** Mean log loss per predicted lead of every strength tried, in nats. */
	losses: { strength: number | null; logLoss: number }[];
	/** Points in time at which earlier leads were fitted and the next block predicted. */
	origins: number;
	/** Leads that were predicted, summed over the origins. */
	leads: number;
}

/** Strengths tried unless told: half powers of ten, and the prior alone. */
export const RIDGE_STRENGTHS = [...Array(11).keys()].map((i) => 10 ** (i / 2 - 1)).concat(Infinity);

/** Wins and losses that an origin needs behind it. */
const FEWEST_BEHIND = 10;
const FEWEST_ORIGINS = 2;

export interface RidgeStrengthOptions {
	strengths?: readonly number[];
	/** Weights of the terms in the penalty, as in `Ridge`; they may change with the strength. */
	factors?: PathPenalty['factors'];
	/**
	 * Where the terms are drawn to, found on the earlier leads alone (later cells have no leads in what it is given), e.g.
	 * slope of today's score x points; null where it cannot be found, which leaves the origin out.
	 */
	prior?: (earlier: Design) => ArrayLike<number> | null;
	/** Told after each origin how many there were. */
	onOrigin?: (origins: number) => void;
}

/**
 * Chooses the strength of a ridge by rolling origin inside training leads (statistics 6, 10): at every start of a time
 * block all earlier leads are fitted, with a prior found on them alone, and the block is predicted; the strength with the
 * lowest log loss over all predicted leads wins.
 *
 * @param design - training cells; a combination of rule states that occurs in several blocks is several cells
 * @param block - time block of each cell, rising with time
 * @returns not measured: `few-origins` where fewer than two blocks have 10 wins and 10 losses before them
 * @throws Error where there is not one block a cell
 * @example ridgeStrength(train, month, { prior: (earlier) => points.map((p) => p * slopeOf(earlier)) })
 * // { measured: true, strength: 31.6, origins: 5, … }
 */
export function ridgeStrength(
	design: Design,
	block: ArrayLike<number>,
	options: RidgeStrengthOptions = {}
): Measured<RidgeStrength> {
	if (block.length !== design.n.length) {
		throw new Error(`ridgeStrength: ${design.n.length} cells, ${block.length} blocks`);
	}
	const {
		strengths = RIDGE_STRENGTHS,
		factors,
		prior = () => design.columns.map(() => 0),
		onOrigin
	} = options;
	const losses = strengths.map(() => 0);
	let origins = 0;
	let leads = 0;
	for (const at of startsOf(block, design)) {
		const earlier = partOf(design, (c) => block[c] < at);
		const centre = enoughBehind(earlier) ? prior(earlier) : null;
		if (!centre) continue;
		const next = cellsOf(design, (c) => block[c] === at);
		const path = ridgePath(
			cellsOf(design, (c) => block[c] < at),
			strengths,
			{ prior: centre, factors }
		);
		path.forEach((coefficients, s) => (losses[s] += lossOf(next, coefficients)));
		origins++;
		onOrigin?.(origins);
		leads += leadTotals(next).leads;
	}
	if (origins < FEWEST_ORIGINS)
		return notMeasured('few-origins', { origins, needed: FEWEST_ORIGINS });
	const best = strengths.reduce(
		(at, _, s) => (losses[s] < losses[at] || ties(losses, strengths, s, at) ? s : at),
		0
	);
	return {
		measured: true,
		strength: finite(strengths[best]),
		losses: strengths.map((strength, s) => ({
			strength: finite(strength),
			logLoss: losses[s] / leads
		})),
		origins,
		leads
	};
}

function finite(strength: number): number | null {
	return strength === Infinity ? null : strength;
}

function ties(losses: number[], strengths: readonly number[], s: number, at: number): boolean {
	return losses[s] <= losses[at] * (1 + 1e-12) && strengths[s] > strengths[at];
}

/** Blocks that hold leads, all but the first. */
function startsOf(block: ArrayLike<number>, { n }: Design): number[] {
	const found = new Set<number>();
	for (let c = 0; c < n.length; c++) if (n[c] > 0) found.add(block[c]);
	return [...found].sort((a, b) => a - b).slice(1);
}

/** The cells with leads for which the condition holds. */
function cellsOf({ names, columns, offset, n, k }: Design, holds: (c: number) => boolean): Design {
	const kept = Uint32Array.from(n.keys()).filter((c) => n[c] > 0 && holds(c));
	const of = (values: Float64Array) => Float64Array.from(kept, (c) => values[c]);
	return {
		names,
		columns: columns.map(of),
		...(offset && { offset: of(offset) }),
		n: of(n),
		k: of(k)
	};
}

/** The same cells with leads only where the condition holds. */
function partOf(design: Design, holds: (c: number) => boolean): Design {
	return {
		...design,
		n: design.n.map((leads, c) => (holds(c) ? leads : 0)),
		k: design.k.map((wins, c) => (holds(c) ? wins : 0))
	};
}

function enoughBehind(earlier: Design): boolean {
	const { leads, wins } = leadTotals(earlier);
	return wins >= FEWEST_BEHIND && leads - wins >= FEWEST_BEHIND;
}

function lossOf(design: Design, coefficients: ArrayLike<number>): number {
	const logit = logits(design, coefficients);
	return logit.reduce((sum, eta, c) => {
		const spread = Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta)));
		return sum + (design.n[c] > 0 ? design.n[c] * spread - design.k[c] * eta : 0);
	}, 0);
}
