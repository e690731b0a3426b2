import type { ScoreGroups } from '#lib/domain/evaluation/collapse-scores.ts';
import { probabilityMap, type ProbabilityMap } from '#lib/domain/evaluation/probability-map.ts';
import type { Measured } from '#lib/domain/units.ts';

/** Chance of an outcome by score: logit p = intercept + slope x score. */
export type ScoreMap = Pick<ProbabilityMap, 'intercept' | 'slope'>;

/** Newton steps that a start close by needs at most. */
const MOST_STEPS = 12;

/**
 * The map of `probabilityMap` on leads much like those of a map that is known, as bootstrap samples are: a few Newton steps
 * from there, without standard errors. Where these do not settle, `probabilityMap` decides.
 *
 * @param groups - leads by score
 * @param start - the map of similar leads
 * @returns not measured for the reasons of `probabilityMap`
 * @example refitMap(sample, map) // { measured: true, intercept: -2.21, slope: 0.076 }
 */
export function refitMap(groups: ScoreGroups, { intercept, slope }: ScoreMap): Measured<ScoreMap> {
	let at = { intercept, slope };
	for (let step = 0; step < MOST_STEPS; step++) {
		const next = newtonStep(groups, at);
		if (!next) break;
		at = next.at;
		if (next.moved <= 1e-8) return { measured: true, ...at };
	}
	return probabilityMap(groups);
}

/** One step, and the most it moved the log-odds of a score; null where it cannot be taken or is a wild one. */
function newtonStep(
	{ score, n, k }: ScoreGroups,
	{ intercept, slope }: ScoreMap
): { at: ScoreMap; moved: number } | null {
	let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
	for (let i = 0; i < score.length; i++) {
		const p = 1 / (1 + Math.exp(-(intercept + slope * score[i])));
		const weight = n[i] * p * (1 - p);
		const rest = k[i] - n[i] * p;
		g0 += rest;
		g1 += rest * score[i];
		h00 += weight;
		h01 += weight * score[i];
		h11 += weight * score[i] * score[i];
	}
	const determinant = h00 * h11 - h01 * h01;
	if (!(determinant > 1e-9 * h00 * h11)) return null;
	const up = (h11 * g0 - h01 * g1) / determinant;
	const tilt = (h00 * g1 - h01 * g0) / determinant;
	const last = score[score.length - 1];
	const moved = Math.max(Math.abs(up + tilt * score[0]), Math.abs(up + tilt * last));
	if (!(moved < 5)) return null;
	return { at: { intercept: intercept + up, slope: slope + tilt }, moved };
}
