import { describe, expect, it } from 'vitest';
import { fitRules } from '#lib/domain/calibration/fit-rules.ts';
import { pointsEstimatesOf } from '#lib/domain/calibration/points-estimates-of.ts';
import type { FitWishes, RuleFit } from '#lib/domain/calibration/rule-fit.ts';
import { unshrunkEstimates } from '#lib/domain/calibration/unshrunk-weights.ts';
import { part } from '#lib/domain/cells/cells.ts';
import { collapseScores } from '#lib/domain/evaluation/collapse-scores.ts';
import { probabilityMap } from '#lib/domain/evaluation/probability-map.ts';
import { ruleVerdicts } from '#lib/domain/evaluation/rule-verdict.ts';
import type { PointsEstimate } from '#lib/domain/points/points-estimate.ts';
import { scoreCells } from '#lib/domain/points/score-cells.ts';
import { datedLeads } from './dated-leads.ts';
import { cardOf, type Planted } from './made-up-leads.ts';

const SETS = 200;
const PER_POINT = 0.05;
const WRONG = ['raise', 'lower', 'drop'];

const truth = [
	{ share: 0.3, weight: 1 },
	{ share: 0.4, weight: 0.5 },
	{ share: 0.2, weight: -0.75 },
	{ share: 0.25, weight: 1.25 },
	{ share: 0.5, weight: 0.25 }
];
const rightly = truth.map((rule) => ({ ...rule, points: rule.weight / PER_POINT }));
/** Fires on one lead in forty: fewer than 20 wins behind it in most sets. */
const rare = { share: 0.025, weight: 1 };

interface Found {
	fitted: RuleFit;
	points: PointsEstimate[];
	alone: (PointsEstimate | null)[];
	verdicts: string[];
}

function calibrated(
	planted: Planted[],
	leads: number,
	seed: number,
	method: FitWishes['method'],
	perAccount = 1
): Found {
	const { cells, evidence } = datedLeads(planted, leads, -1.8, seed, perAccount);
	const train = part(cells, 0);
	const card = cardOf(planted);
	const todaysScore = scoreCells(train, card);
	const map = probabilityMap(collapseScores(todaysScore, train.n, train.k));
	if (!map.measured) throw new Error(map.reason);
	const { fitted } = fitRules(train, card, map.slope, {
		method,
		blocks: evidence.blocks,
		accounts: evidence.accounts?.train
	});
	if (!fitted.measured) throw new Error(fitted.reason);
	const points = pointsEstimatesOf(fitted, { todaysScore });
	const alone = unshrunkEstimates(fitted, { todaysScore });
	const evidenceOf = planted.map((rule, r) => {
		const at = fitted.rules.indexOf(r);
		return {
			points: rule.points,
			estimate: points[at] ?? null,
			unshrunk: alone[at] ?? null,
			refused: null
		};
	});
	return { fitted, points, alone, verdicts: ruleVerdicts(evidenceOf, true) };
}

const seeds = Array.from({ length: SETS }, (_, i) => 20_000 + i);
const holds = ({ ci }: PointsEstimate, points: number) => ci[0] <= points && points <= ci[1];
const share = (found: boolean[]) => found.filter(Boolean).length / found.length;
/** Three standard errors of a share of 5 % over the sets. */
const SLACK = 3 * Math.sqrt((0.05 * 0.95) / SETS);

describe(`over ${SETS} generated sets in which today’s points are the true ones`, () => {
	const sets = seeds.map((seed) => calibrated(rightly, 2500, seed, 'maximum-likelihood'));

	it('the interval of calibrated points, with the error of their scale, holds today’s points in 93 to 97 %', () => {
		const held = sets.flatMap(({ points }) =>
			points.map((each, j) => holds(each, rightly[j].points))
		);
		expect(share(held)).toBeGreaterThanOrEqual(0.93);
		expect(share(held)).toBeLessThanOrEqual(0.97);
	});

	it('a card with any rule called wrong is a false alarm, and no more than 5 % of them are', () => {
		const alarms = sets.map(({ verdicts }) => verdicts.some((word) => WRONG.includes(word)));
		expect(share(alarms)).toBeLessThanOrEqual(0.05 + SLACK);
		expect(share(alarms)).toBeGreaterThan(0);
	});

	it('errors by account hold the same where every account is three leads that are one', () => {
		const byAccount = seeds.map((seed) => calibrated(rightly, 6000, seed, 'maximum-likelihood', 3));
		const held = byAccount.flatMap(({ points }) =>
			points.map((each, j) => holds(each, rightly[j].points))
		);
		expect(share(held)).toBeGreaterThanOrEqual(0.93);
		expect(share(held)).toBeLessThanOrEqual(0.97);
		const alarms = byAccount.map(({ verdicts }) => verdicts.some((word) => WRONG.includes(word)));
		expect(share(alarms)).toBeLessThanOrEqual(0.05 + SLACK);
	});
});

describe(`over ${SETS} generated sets with a rule that few leads have`, () => {
	const at = truth.length;
	const run = (points: number) => {
		const planted = [...rightly, { ...rare, points }];
		const sets = seeds.map((seed) => calibrated(planted, 1500, seed, 'auto'));
		return sets.filter(({ fitted }) => fitted.ridge !== null && fitted.rules.includes(at));
	};
	const truePoints = rare.weight / PER_POINT;
	const drawnRightly = run(truePoints);
	const drawnWrongly = run(0);

	it('it is drawn in most of them', () => {
		expect(drawnRightly.length).toBeGreaterThan(0.7 * SETS);
		expect(drawnWrongly.length).toBeGreaterThan(0.7 * SETS);
	});

	it('its shrunk interval holds the truth where today’s points are right, and often misses it where they are not', () => {
		const shrunk = (sets: Found[]) =>
			share(sets.map(({ points }) => holds(points[at], truePoints)));
		expect(shrunk(drawnRightly)).toBeGreaterThanOrEqual(0.95);
		expect(shrunk(drawnWrongly)).toBeLessThan(0.85);
	});

	it('the interval of its leads alone holds the truth either way', () => {
		for (const sets of [drawnRightly, drawnWrongly]) {
			const held = sets.map(({ alone }) => holds(alone[at]!, truePoints));
			expect(share(held)).toBeGreaterThanOrEqual(0.93);
		}
	});

	it('intervals of the rules that were not drawn hold the truth as ever', () => {
		const held = drawnRightly.flatMap(({ points }) =>
			rightly.map((rule, j) => holds(points[j], rule.points))
		);
		expect(share(held)).toBeGreaterThanOrEqual(0.93);
		expect(share(held)).toBeLessThanOrEqual(0.97);
	});

	it('it is never called right without its leads saying so, and rarely wrong where it is right', () => {
		const kept = drawnRightly.filter(({ verdicts }) => verdicts[at] === 'keep');
		kept.forEach(({ alone }) => {
			const [lower, upper] = alone[at]!.ci;
			expect((upper - lower) / 2).toBeLessThanOrEqual(0.25 * truePoints);
		});
		const alarms = drawnRightly.map(({ verdicts }) => WRONG.includes(verdicts[at]));
		expect(share(alarms)).toBeLessThanOrEqual(0.05);
	});
});
