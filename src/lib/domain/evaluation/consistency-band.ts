import { drawBinomial } from '#lib/domain/logistic/draw-binomial.ts';
import { random } from '#lib/domain/random.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { collapseScores } from './collapse-scores.ts';
import { isotonicRegression } from './isotonic.ts';
import { thinCurve } from './thin-curve.ts';
import { totals } from './totals.ts';

/** Where the reliability curve may run by chance alone. */
export interface ConsistencyBand {
	/** Predicted probability. */
	probability: number;
	lower: number;
	upper: number;
}

export interface ConsistencyBandOptions {
	level?: number;
	draws?: number;
	seed?: number;
	/** Points of the band at most; they are predicted probabilities. */
	most?: number;
}

/** More distinct probabilities than this are merged with their neighbours: the band does not show the difference. */
const MOST_GROUPS = 2000;

/**
 * Consistency band of a reliability curve (Dimitriadis, Gneiting & Jordan 2021): if the predicted probabilities were the
 * true ones, the curve would run inside it at each point in 95 of 100 cases. Outcomes are drawn from the predicted
 * probabilities, each draw made to rise like the curve itself, and the middle 95 % kept at every point. A curve that
 * leaves the band shows miscalibration.
 *
 * @param probability - predicted for each cell
 * @param n - leads of each cell, whole numbers
 * @returns rising with the probability; not measured: `no-leads`
 * @throws Error for columns of different length, a probability outside 0..1, or leads that are not whole
 * @example consistencyBand(probability, n)[0] // { measured: true, band: [{ probability: 0.01, lower: 0, upper: 0.02 }, …] }
 */
export function consistencyBand(
	probability: Float64Array,
	n: Float64Array,
	{ level = 0.95, draws = 200, seed = 1, most = 100 }: ConsistencyBandOptions = {}
): Measured<{ band: ConsistencyBand[] }> {
	const groups = collapseScores(probability, n, new Float64Array(n.length));
	if (groups.score.length === 0) return notMeasured('no-leads', { leads: 0 });
	const { p, leads } = merged(groups.score, groups.n);
	const at = thinCurve([...p.keys()], (g) => p[g], most);
	const drawn = at.map(() => new Float64Array(draws));
	const next = random(seed);
	for (let draw = 0; draw < draws; draw++) {
		const rates = p.map((each, g) => drawBinomial(next, leads[g], each) / leads[g]);
		const curve = isotonicRegression(rates, leads);
		at.forEach((g, i) => (drawn[i][draw] = curve[g]));
	}
	const outside = Math.floor((draws * (1 - level)) / 2 + 1e-9);
	const band = at.map((g, i) => {
		const sorted = drawn[i].sort();
		return { probability: p[g], lower: sorted[outside], upper: sorted[draws - 1 - outside] };
	});
	return { measured: true, band };
}

/** Neighbouring probabilities as their mean, in groups of about equal leads, where there are very many. */
function merged(p: Float64Array, n: Float64Array): { p: Float64Array; leads: Float64Array } {
	if (p.length <= MOST_GROUPS) return { p, leads: n };
	const all = totals({ n, k: n }).leads;
	const found: { group: number; leads: number; sum: number }[] = [];
	let below = 0;
	for (let g = 0; g < p.length; g++) {
		const group = Math.floor((MOST_GROUPS * below) / all);
		if (found.at(-1)?.group !== group) found.push({ group, leads: 0, sum: 0 });
		const last = found[found.length - 1];
		last.leads += n[g];
		last.sum += n[g] * p[g];
		below += n[g];
	}
	return {
		p: Float64Array.from(found, ({ sum, leads }) => sum / leads),
		leads: Float64Array.from(found, ({ leads }) => leads)
	};
}
