import { describe, expect, it } from 'vitest';
import { part, type Cells } from '#lib/domain/cells/cells.ts';
import { calibrate } from '#lib/domain/calibration/calibrate.ts';
import type { CalibrateOptions } from '#lib/domain/calibration/calibration-options.ts';
import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import type { CardFigures } from '#lib/domain/calibration/whole-points.ts';
import { findCards } from '#lib/domain/calibration/find-cards.ts';
import { fitRules } from '#lib/domain/calibration/fit-rules.ts';
import { pointsOf } from '#lib/domain/calibration/points-of.ts';
import { scoreSides } from '#lib/domain/calibration/score-sides.ts';
import { auc } from '#lib/domain/evaluation/auc.ts';
import { collapseScores } from '#lib/domain/evaluation/collapse-scores.ts';
import { probabilityMap } from '#lib/domain/evaluation/probability-map.ts';
import { scoreCells } from '#lib/domain/points/score-cells.ts';
import type { Rule, Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Measured } from '#lib/domain/units.ts';
import { cardOf, contextOf, drawCells, type Planted } from './made-up-leads.ts';
import { oddNumbers } from '../../odd-numbers.ts';

function given<T>(found: Measured<T>): { measured: true } & T {
	if (!found.measured) throw new Error(found.reason);
	return found;
}

/** One point is worth 0.05 log-odds; the first two rules are wrong. */
const PLANTED: Planted[] = [
	{ share: 0.3, weight: 0, points: 20 },
	{ share: 0.25, weight: 1.75, points: 10 },
	{ share: 0.4, weight: 0.5, points: 10 },
	{ share: 0.2, weight: -0.75, points: -15 },
	{ share: 0.3, weight: 1, points: 20 },
	{ share: 0.2, weight: 0.25, points: 5 }
];
const TODAY = PLANTED.map(({ points }) => points);
const CELLS = drawCells(PLANTED, 12_000, -2, 5);

function run(
	options: Partial<CalibrateOptions> = {},
	{ card = cardOf(PLANTED), cells = CELLS }: { card?: Scorecard; cells?: Cells } = {}
) {
	const wishes = { min: -100, max: 100, draws: 50, ...options };
	const result = calibrate(cells, card, contextOf(cells), wishes);
	return { result, whole: result.wholePoints, train: part(cells, 0), card };
}

const withRules = (change: (rule: Rule, r: number) => Partial<Rule>): Scorecard => {
	const card = cardOf(PLANTED);
	const [group] = card.groups;
	const rules = group.rules.map((rule, r) => ({ ...rule, ...change(rule, r) }) as Rule);
	return { ...card, groups: [{ ...group, rules }] };
};

const calibrated = ({ rules }: Calibration) => rules.map((rule) => rule.calibratedPoints);

const cardsOf = (found: ReturnType<typeof run>): CardFigures[] => {
	const { today, rounded, fewest, best, alternatives } = given(found.whole);
	return [today, rounded, given(fewest), best, ...alternatives];
};

describe('the whole points of a calibration', () => {
	it('are the card with the fewest edits: rules proven wrong are mended, all others stay', () => {
		const { result, whole } = run();
		const { chosen, fewest, best } = given(whole);
		expect(chosen).toBe('fewest');
		expect(calibrated(result)).toEqual(given(fewest).points);
		expect(given(fewest).edits).toBe(2);
		expect(given(fewest).points.slice(2)).toEqual(TODAY.slice(2));
		expect(given(fewest).points[0]).toBe(0);
		expect(given(fewest).points[1]).toBeGreaterThan(28);
		expect(given(fewest).explainedShare).toBeGreaterThan(0.95);
		expect(best.edits).toBeGreaterThan(2);
	});

	it('stand on today’s scale', () => {
		const found = run();
		expect(found.result.scale.kind).toBe('today');
		for (const { worth } of cardsOf(found)) {
			expect(worth).toBeGreaterThan(0.8);
			expect(worth).toBeLessThan(1.25);
		}
		const { fewest, doubling } = given(found.whole);
		const { logOddsPerPoint } = found.result.scale;
		expect(logOddsPerPoint).toBe(given(fewest).slope);
		expect(given(doubling).points).toBeCloseTo(Math.LN2 / logOddsPerPoint!, 12);
	});

	it('are the card that was wished', () => {
		for (const card of ['fewest', 'best', 'rounded'] as const) {
			const { result, whole } = run({ card });
			const found = given(whole);
			const wished = card === 'fewest' ? given(found.fewest) : found[card];
			expect(found.chosen).toBe(card);
			expect(calibrated(result)).toEqual(wished.points);
			expect(result.scale.logOddsPerPoint).toBe(wished.slope);
		}
		const { result } = run({ card: 'rounded' });
		result.rules.forEach((rule) => {
			expect(Math.abs(rule.calibratedPoints! - rule.pointsEstimate!)).toBeLessThanOrEqual(0.5);
		});
	});

	it('are measured as the CRM runs them, against the bound', () => {
		const found = run();
		const { nullLoss, bound, reference } = given(found.whole);
		expect(reference).toBe(bound);
		for (const { points, loss, explainedShare, edits, ...figures } of cardsOf(found)) {
			const score = scoreCells(found.train, found.card, points);
			const groups = collapseScores(score, found.train.n, found.train.k);
			expect(loss).toBeCloseTo(-given(probabilityMap(groups)).logLikelihood, 6);
			expect(loss).toBeGreaterThanOrEqual(bound! - 1e-6);
			expect(explainedShare).toBeCloseTo((nullLoss - loss) / (nullLoss - bound!), 12);
			expect(edits).toBe(points.filter((value, r) => value !== TODAY[r]).length);
			expect(figures.auc).toBe(given(auc(groups)).auc);
		}
		const { best, fewest, rounded, today } = given(found.whole);
		for (const other of [given(fewest), rounded, today]) {
			expect(best.loss).toBeLessThanOrEqual(other.loss + 1e-6);
		}
		const { wins, trainWins } = found.result.leads;
		expect(given(found.whole)).toMatchObject({ wins: trainWins, certified: expect.any(Boolean) });
		expect(wins).toBeGreaterThan(trainWins);
	});

	it('say how good the best ones rank beside the weights, and what finer points are worth', () => {
		const { ranking, granularity, best } = given(run().whole);
		expect(given(ranking).auc).toBeCloseTo(best.auc!, 12);
		expect(Math.abs(given(ranking).gap)).toBeLessThan(0.01);
		expect(granularity.map(({ reach }) => reach)).toEqual([3, 5, 10, 20, 50, 100]);
		granularity.forEach(({ gapShare }, i) => {
			if (i > 0) expect(gapShare).toBeLessThanOrEqual(granularity[i - 1].gapShare!);
		});
	});

	it('come with the spread of other samples, the same for the same seed', () => {
		const [a, b, c] = [run({ seed: 4 }), run({ seed: 4 }), run({ seed: 5 })].map(({ whole }) =>
			given(whole)
		);
		expect(a).toEqual(b);
		expect(a.rules).not.toEqual(c.rules);
		expect(a.stability).toEqual({ measured: true, drawn: 50, of: 'leads' });
		const [overrated, underrated] = a.rules;
		expect(overrated).toMatchObject({ today: 20, fewest: 0, signWrong: null });
		expect(underrated.signWrong).toBe(0);
		expect(underrated.interval![0]).toBeGreaterThan(15);
		expect(underrated.distribution.reduce((sum, { samples }) => sum + samples, 0)).toBe(50);
	});

	it('spread as far where few rules may be edited', () => {
		const [free, few] = [{}, { maxChanged: 1 }].map((wish) => given(run(wish).whole).rules);
		few.forEach(({ interval }, r) => {
			const [a, b] = [interval, free[r].interval].map((range) => range![1] - range![0]);
			expect(Math.abs(a - b)).toBeLessThanOrEqual(3);
		});
	});

	it('know what a lead can score at all', () => {
		const { fewest, attainable, hundred } = given(run().whole);
		const { points } = given(fewest);
		const sum = (sign: 1 | -1) =>
			points.filter((value) => value * sign > 0).reduce((a, b) => a + b, 0);
		expect(attainable).toEqual({ min: sum(-1), max: sum(1), exact: true });
		const { factor, shift } = given(hundred);
		expect(attainable.min * factor + shift).toBeCloseTo(0, 9);
		expect(attainable.max * factor + shift).toBeCloseTo(100, 9);
	});

	it('change nothing where today’s points are right', () => {
		const right = PLANTED.map((rule) => ({ ...rule, points: Math.round(rule.weight / 0.05) }));
		const cells = drawCells(right, 12_000, -2, 6);
		const { result, whole } = run({}, { card: cardOf(right), cells });
		expect(given(given(whole).fewest).edits).toBe(0);
		expect(calibrated(result)).toEqual(right.map(({ points }) => points));
	});
});

describe('what is wished of a card', () => {
	it('binds every card: locks, signs, multiples and the most changes', () => {
		const card = withRules((_, r) =>
			r === 1 ? { locked: true } : r === 0 ? { sign: 'positive' } : {}
		);
		const found = run({ multipleOf: 5, maxChanged: 2 }, { card });
		const [today, ...others] = cardsOf(found);
		expect(today.points).toEqual(TODAY);
		for (const { points, edits } of others) {
			expect(points[1]).toBe(10);
			expect(points[0]).toBeGreaterThanOrEqual(0);
			expect(points.every((value) => value % 5 === 0)).toBe(true);
			expect(edits).toBeLessThanOrEqual(2);
		}
		expect(given(found.whole).wishes).toEqual({
			min: -100,
			max: 100,
			multipleOf: 5,
			maxChanged: 2,
			within: 0.05,
			locked: 1,
			signed: 1
		});
	});

	it('may cost more or less of what can be explained for fewer edits', () => {
		const edits = [0.001, 0.05, 0.9].map(
			(within) => given(given(run({ within }).whole).fewest).edits
		);
		expect(edits[0]).toBeGreaterThan(edits[1]);
		expect(edits[1]).toBeGreaterThan(edits[2]);
		expect(edits[2]).toBe(0);
	});

	it.each([
		['a lock outside the range', { max: 15 }, { 4: { locked: true } }, 'lock-outside-range'],
		['a lock against its sign', {}, { 3: { locked: true, sign: 'positive' } }, 'lock-against-sign'],
		['a lock between multiples', { multipleOf: 10 }, { 5: { locked: true } }, 'lock-not-multiple'],
		[
			'a sign that the range rules out',
			{ min: 1 },
			{ 3: { sign: 'negative' } },
			'sign-against-range'
		],
		['a range of one value', { min: 7, max: 7 }, {}, 'range-empty'],
		[
			'multiples the range has none of',
			{ min: 1, max: 4, multipleOf: 5 },
			{},
			'range-without-multiples'
		],
		[
			'fewer changes than today’s points need',
			{ min: 0, maxChanged: 0 },
			{},
			'too-few-changes-allowed'
		]
	] as [string, Partial<CalibrateOptions>, Record<number, Partial<Rule>>, string][])(
		'is refused where it contradicts itself: %s; the points are then the rounded ones, and locks stay',
		(_, options, changes, reason) => {
			const card = withRules((_, r) => changes[r] ?? {});
			const { result, whole } = run(options, { card });
			expect(whole).toMatchObject({ measured: false, reason });
			const named = whole.measured ? undefined : whole.params.rule;
			if (named !== undefined) expect(named).toMatch(/^Rule \d$/);
			expect(result.issues).toContainEqual(
				expect.objectContaining({ code: 'whole-points-refused', severity: 'warning' })
			);
			for (const [r, { locked }] of Object.entries(changes)) {
				if (locked) expect(result.rules[Number(r)].calibratedPoints).toBe(TODAY[Number(r)]);
			}
			expect(calibrated(result).every((points) => Number.isInteger(points))).toBe(true);
			expect(result.evaluation.measured).toBe(true);
		}
	);
});

describe('whole points of a card with caps', () => {
	const card = { ...cardOf(PLANTED), cap: { min: -10, max: 40 } };

	it('are the best found, scored capped, without bound or certificate', () => {
		const found = run({}, { card });
		const { capped, bound, certified, ranking, reference, best, fewest } = given(found.whole);
		expect({ capped, bound, certified }).toEqual({ capped: true, bound: null, certified: false });
		expect(ranking).toMatchObject({ reason: 'capped-score' });
		expect(reference).toBe(best.loss);
		expect(best.explainedShare).toBe(1);
		for (const { points, loss } of cardsOf(found)) {
			const score = scoreCells(found.train, card, points);
			expect(Math.max(...score)).toBeLessThanOrEqual(40);
			const groups = collapseScores(score, found.train.n, found.train.k);
			expect(loss).toBeCloseTo(-given(probabilityMap(groups)).logLikelihood, 6);
			expect(loss).toBeGreaterThanOrEqual(best.loss - 1e-6);
		}
		expect(given(fewest).points[0]).toBe(0);
		expect(given(fewest).explainedShare).toBeGreaterThan(0.95);
	});

	it('have a bound again where the range keeps them from the cap', () => {
		const far = { ...card, cap: { min: -1000, max: 1000 } };
		expect(given(run({}, { card: far }).whole)).toMatchObject({ capped: false });
	});
});

describe('rules without a weight', () => {
	/** The first rule of the card is on every winner, and lacking on a fifth of all others. */
	const separated = ((): Cells => {
		const cells = drawCells(PLANTED, 12_000, -2, 7);
		const lacking = cells.n.map((n, c) => Math.floor((n - cells.k[c]) / 5));
		const twice = (values: Float64Array, more: Float64Array) =>
			Float64Array.from([...values, ...more]);
		const states = cells.states.map((column) => Uint8Array.from([...column, ...column]));
		states[0] = Uint8Array.from(states[0], (_, c) => (c < cells.length ? 1 : 0));
		return {
			length: 2 * cells.length,
			states,
			test: Uint8Array.from([...cells.test, ...cells.test]),
			n: twice(
				cells.n.map((n, c) => n - lacking[c]),
				lacking
			),
			k: twice(cells.k, new Float64Array(cells.length))
		};
	})();

	it('stay at today’s points and drag no others along', () => {
		const { result, whole } = run({}, { cells: separated });
		expect(result.rules[0].refused?.reason).toBe('no-wins-without');
		const { fewest, best, rounded, today } = given(whole);
		for (const { points } of [given(fewest), best, rounded, today]) expect(points[0]).toBe(20);
		best.points.slice(1).forEach((points, r) => {
			expect(Math.abs(points - rounded.points[r + 1])).toBeLessThanOrEqual(5);
		});
		expect(given(whole).stability.measured).toBe(true);
	});

	it('get points near their weight where Firth’s penalty gave them one, and a spread', () => {
		const { result, whole } = run({ fit: 'firth', card: 'best' }, { cells: separated });
		const [rule] = result.rules;
		expect(rule.refused).toBeNull();
		expect(rule.weight).toBeGreaterThan(2);
		const { best, stability } = given(whole);
		const error = rule.standardError! / result.scale.slope!;
		expect(Math.abs(best.points[0] - Math.min(100, rule.pointsEstimate!))).toBeLessThan(2 * error);
		expect(best.points[0]).toBeGreaterThan(20);
		expect(stability.measured).toBe(true);
	});

	it('keep what their points are worth on another scale', () => {
		const { result, whole } = run({ min: -6, max: 6 }, { cells: separated });
		expect(result.scale.kind).toBe('other');
		const { best } = given(whole);
		expect(best.worth).toBeGreaterThan(3);
		expect(best.points[0]).toBe(Math.min(6, Math.round(20 / best.worth!)));
	});
});

describe('another scale than today’s', () => {
	it('is taken where the range has no room for today’s, and said', () => {
		const { result, whole } = run({ min: -5, max: 5 });
		expect(result.scale.kind).toBe('other');
		const { best } = given(whole);
		expect(best.worth).toBeGreaterThan(4);
		expect(best.points.every((points) => Math.abs(points) <= 5)).toBe(true);
		result.rules.forEach((rule) => {
			const distance = Math.abs(rule.calibratedPoints! - rule.pointsEstimate!);
			expect(distance).toBeLessThanOrEqual(1.5);
		});
		expect(result.rules.map((rule) => rule.verdict)).toEqual(
			run().result.rules.map((rule) => rule.verdict)
		);
	});

	it('is any where today’s score has no slope: then the best card is taken', () => {
		const card = withRules(() => ({ points: 0 }));
		const { result, whole } = run({}, { card });
		expect(result.scale.kind).toBe('range');
		expect(given(whole)).toMatchObject({ chosen: 'best', today: { worth: null, slope: null } });
		expect(calibrated(result)).toEqual(given(whole).best.points);
	});

	it('is proven where no card at any scale is better', () => {
		const few: Planted[] = [
			{ share: 0.5, weight: 0.9, points: 2 },
			{ share: 0.4, weight: 0.45, points: 1 },
			{ share: 0.3, weight: -0.45, points: -1 }
		];
		const cells = drawCells(few, 3000, -1, 2);
		const { whole } = run({ min: -2, max: 2 }, { card: cardOf(few), cells });
		expect(given(whole)).toMatchObject({ certified: true, best: { points: [2, 1, -1] } });
	});
});

describe('nothing to find', () => {
	it('is said where nothing was fitted', () => {
		const cells = drawCells(PLANTED, 300, -60, 3);
		const { result, whole } = run({}, { cells });
		expect(whole).toMatchObject({ measured: false, reason: 'one-class' });
		expect(calibrated(result).every((points) => points === null)).toBe(true);
	});

	it('holds no number that is none', () => {
		for (const options of [{}, { min: -3, max: 3 }, { multipleOf: 10 }, { maxChanged: 1 }]) {
			expect(oddNumbers(run(options).whole)).toEqual([]);
			const text = JSON.stringify(run(options).whole);
			expect(JSON.parse(text)).toEqual(run(options).whole);
		}
	});
});

describe('the penalty of the shown weights', () => {
	const train = part(CELLS, 0);
	const card = cardOf(PLANTED);
	const today = scoreSides(train, part(CELLS, 1), card);
	const slope = given(today.map).slope;
	const { refusals, fitted } = fitRules(train, card, slope);
	const points = pointsOf(card, refusals, fitted, today, { min: -100, max: 100 });
	const cardsUnder = (strength: number) => {
		const drawn = given(fitted);
		const prior = drawn.rules.map((rule) => slope * TODAY[rule]);
		const ridge = { strength, prior, factors: prior.map(() => 1) };
		return given(
			findCards({
				train,
				scorecard: card,
				refusals,
				fitted: { ...drawn, ridge },
				points,
				options: { min: -100, max: 100 },
				verdicts: TODAY.map(() => 'not-enough-data' as const)
			})
		);
	};

	it('is the penalty of the cards too', () => {
		const strength = 30;
		const { best, desk, measure } = cardsUnder(strength);
		const lossAt = (weights: number[], intercept: number) => {
			let loss = 0;
			for (let c = 0; c < train.length; c++) {
				const eta = weights.reduce(
					(sum, weight, r) => sum + weight * (train.states[r][c] === 1 ? 1 : 0),
					intercept
				);
				loss += train.n[c] * Math.log1p(Math.exp(eta)) - train.k[c] * eta;
			}
			const away = weights.map((weight, r) => (weight - slope * TODAY[r]) ** 2);
			return loss + (strength / 2) * away.reduce((a, b) => a + b, 0);
		};
		const weights = best.points.map((value) => value * best.fitSlope);
		const losses = Array.from({ length: 401 }, (_, i) => lossAt(weights, -4 + i / 100));
		expect(best.loss).toBeCloseTo(Math.min(...losses), 1);
		expect(best.loss).toBeCloseTo(desk.card.loss, 6);
		expect(measure(TODAY).loss).toBeGreaterThan(best.loss);
	});

	it('draws the best card to today’s points, at last altogether', () => {
		const distance = (strength: number) =>
			cardsUnder(strength).best.points.reduce(
				(sum, value, r) => sum + Math.abs(value - TODAY[r]),
				0
			);
		expect(distance(300)).toBeLessThan(distance(0.001));
		expect(distance(1e7)).toBe(0);
	});
});
