import { describe, expect, it } from 'vitest';
import type { Design } from '#lib/domain/logistic/design.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { integerCard, type IntegerCard } from '#lib/domain/points/integer-card.ts';
import type { PointsOptions } from '#lib/domain/points/points-options.ts';
import { random } from '#lib/domain/random.ts';
import type { Measured } from '#lib/domain/units.ts';
import { fc } from '../../reference/properties.ts';
import { bruteForce, lossOf } from './brute-force.ts';
import { smallDesigns } from './small-designs.ts';

function measured(found: Measured<IntegerCard>): IntegerCard {
	if (!found.measured) throw new Error(found.reason);
	return found;
}

/** Counts times a factor: with many leads the proof drops most cards unseen, with few it looks at nearly all. */
const grown = (design: Design, factor: number): Design => ({
	...design,
	n: design.n.map((leads) => leads * factor),
	k: design.k.map((wins) => Math.round(wins * factor * 0.9))
});

const lists = <T>(entry: fc.Arbitrary<T>) => fc.array(entry, { minLength: 4, maxLength: 4 });

/** All that may be wanted of a card of up to four rules. */
const wishes = fc
	.record(
		{
			min: fc.integer({ min: -2, max: 0 }),
			max: fc.integer({ min: 1, max: 2 }),
			maxRules: fc.integer({ min: 1, max: 4 }),
			maxChanged: fc.integer({ min: 0, max: 4 }),
			held: lists(fc.option(fc.integer({ min: -3, max: 3 }), { freq: 4 })),
			signs: lists(fc.constantFrom<-1 | 0 | 1>(-1, 0, 0, 1)),
			multipleOf: fc.constantFrom(1, 2),
			ridge: fc.record({
				strength: fc.double({ min: 0.01, max: 5, noNaN: true }),
				prior: lists(fc.double({ min: -1, max: 1, noNaN: true }))
			})
		},
		{ requiredKeys: ['min', 'max'] }
	)
	.chain((wish) =>
		lists(fc.integer({ min: -3, max: 3 })).map((today): PointsOptions => ({ ...wish, today }))
	);

const shortened = (options: PointsOptions, rules: number): PointsOptions => ({
	...options,
	today: options.today?.slice(0, rules),
	held: options.held?.slice(0, rules),
	signs: options.signs?.slice(0, rules),
	ridge: options.ridge && {
		...options.ridge,
		prior: Array.from(options.ridge.prior ?? []).slice(0, rules)
	}
});

function isAllowed(points: number[], options: PointsOptions): boolean {
	const { min, max, held, signs, multipleOf = 1, today = [] } = options;
	const { maxRules = Infinity, maxChanged = Infinity } = options;
	const each = points.every((value, j) => {
		const kept = held?.[j] ?? null;
		if (kept !== null) return value === kept;
		const inside = value >= min && value <= max && value % multipleOf === 0;
		return inside && value * (signs?.[j] ?? 0) >= 0;
	});
	const scoring = points.filter((value) => value !== 0).length;
	const changed = points.filter((value, j) => value !== today[j]).length;
	return each && scoring <= maxRules && changed <= maxChanged;
}

describe('the card of whole points', () => {
	it('is the best of all cards that keep to range, locks, signs, multiples, penalty and limits', () => {
		let looked = 0;
		fc.assert(
			fc.property(smallDesigns(4), wishes, fc.constantFrom(1, 1, 30), (cells, wish, factor) => {
				const design = grown(cells, factor);
				const options = shortened(wish, design.columns.length);
				const found = integerCard(design, options);
				if (!found.measured) return;
				looked++;
				expect(found.certified).toBe(true);
				expect(found.loss).toBeCloseTo(bruteForce(design, options), 5);
				expect(found.loss).toBeCloseTo(lossOf(design, found.points, options.ridge), 5);
				expect(isAllowed(found.points, options)).toBe(true);
			}),
			{ numRuns: 150 }
		);
		expect(looked).toBeGreaterThan(50);
	});

	it('is the best of all cards of five rules', () => {
		fc.assert(
			fc.property(smallDesigns(5, 5), (cells) => {
				const design = grown(cells, 20);
				const found = integerCard(design, { min: -2, max: 2 });
				if (!found.measured) return;
				expect(found.loss).toBeCloseTo(bruteForce(design, { min: -2, max: 2 }), 5);
			}),
			{ numRuns: 10 }
		);
	});

	it('never beats the bound, which is the loss of the fit where nothing else is wanted', () => {
		fc.assert(
			fc.property(smallDesigns(4), fc.integer({ min: 1, max: 40 }), (cells, reach) => {
				const design = grown(cells, 10);
				const found = integerCard(design, { min: -reach, max: reach }, () => false);
				if (!found.measured) return;
				expect(found.loss).toBeGreaterThanOrEqual(found.bound);
				expect(found.loss).toBeLessThanOrEqual(found.nullLoss + 1e-9);
				expect(found.gap).toBeCloseTo(found.loss - found.bound, 9);
				const fit = tryFit(design);
				if (fit?.converged) expect(found.bound).toBeCloseTo(-fit.logLikelihood, 6);
			})
		);
	});

	it('is no worse with a wider range, more rules, or finer multiples', () => {
		fc.assert(
			fc.property(smallDesigns(3), (cells) => {
				const design = grown(cells, 5);
				const loss = (options: PointsOptions) => {
					const found = integerCard(design, options);
					return found.measured ? found.loss : null;
				};
				const narrow = loss({ min: -2, max: 2 });
				if (narrow === null) return;
				expect(loss({ min: -4, max: 4 })).toBeLessThanOrEqual(narrow + 1e-6);
				expect(loss({ min: -4, max: 4, multipleOf: 2 })).toBeCloseTo(narrow, 6);
				expect(loss({ min: -2, max: 2, maxRules: 1 })).toBeGreaterThanOrEqual(narrow - 1e-6);
			}),
			{ numRuns: 40 }
		);
	});

	it('is the same for leads one by one and for any order of cells', () => {
		fc.assert(
			fc.property(smallDesigns(3), (cells) => {
				const one = integerCard(cells, { min: -3, max: 3 });
				const pick = [...cells.n.keys()].reverse();
				const turned = (column: Float64Array) => Float64Array.from(pick, (c) => column[c]);
				const other = integerCard(
					{
						names: cells.names,
						columns: cells.columns.map(turned),
						n: turned(cells.n),
						k: turned(cells.k)
					},
					{ min: -3, max: 3 }
				);
				expect(other).toEqual(one);
			}),
			{ numRuns: 30 }
		);
	});
});

function tryFit(design: Design) {
	try {
		return fitLogistic(design);
	} catch {
		return null;
	}
}

/** Three rules of which the second is worth twice the first. */
const design: Design = {
	names: ['demo', 'trial', 'student'],
	columns: [
		Float64Array.of(1, 1, 0, 0, 1, 0),
		Float64Array.of(1, 0, 1, 0, 0, 0),
		Float64Array.of(0, 0, 0, 0, 1, 1)
	],
	n: Float64Array.of(200, 300, 400, 900, 100, 300),
	k: Float64Array.of(120, 110, 100, 90, 20, 10)
};

describe('what a card says of itself', () => {
	const found = measured(integerCard(design, { min: -10, max: 10, today: [20, 5, 0] }));

	it('is its loss, its gap to the bound, and whether it is proven', () => {
		expect(found).toMatchObject({ certified: true, rules: 3 });
		expect(found.bound).toBeCloseTo(-fitLogistic(design).logLikelihood, 7);
		expect(found.gapShare).toBeCloseTo(found.gap / (found.nullLoss - found.bound), 12);
		expect(found.gapShare).toBeLessThan(0.01);
		expect(found.logLoss).toBe(found.loss);
		expect(found.others.every(({ loss }) => loss >= found.loss)).toBe(true);
		expect(found.changed).toBe(found.points.filter((value, j) => value !== [20, 5, 0][j]).length);
	});

	it('is the probability map that goes with its points', () => {
		const score = Float64Array.from(design.n, (_, c) =>
			found.points.reduce((sum, value, j) => sum + value * design.columns[j][c], 0)
		);
		const { n, k } = design;
		const fit = fitLogistic({ names: ['score'], columns: [score], n, k });
		expect(found.intercept).toBeCloseTo(fit.coefficients[0], 4);
		expect(found.slope).toBeCloseTo(fit.coefficients[1], 5);
		expect(found.logLoss).toBeCloseTo(-fit.logLikelihood, 7);
	});

	it('is never a certificate where the proof was given up', () => {
		expect(measured(integerCard(design, { min: -10, max: 10 }, () => false)).certified).toBe(true);
		const wide = grownRules();
		let told = 0;
		const given = measured(
			integerCard(wide, { min: -9, max: 9, maxRules: 7 }, ({ share, work }) => {
				told++;
				expect(share).toBeGreaterThanOrEqual(0);
				expect(share).toBeLessThanOrEqual(1);
				expect(work).toBeGreaterThan(0);
				return false;
			})
		);
		expect(told).toBe(1);
		expect(given.certified).toBe(false);
	});

	it('is shown in the smallest numbers, or in those nearest to today’s', () => {
		const alone = { ...design, names: ['demo'], columns: [design.columns[0]] };
		const of = (today?: number[]) =>
			measured(integerCard(alone, { min: -100, max: 100, ...(today && { today }) }));
		expect(of()).toMatchObject({ points: [1], certified: true, changed: null });
		expect(of([45])).toMatchObject({ points: [45], changed: 0 });
		expect(of([45]).slope).toBeCloseTo(of().slope / 45, 9);
		expect(of([-45])).toMatchObject({ points: [1], changed: 1 });
	});

	it('keeps held points as they are and finds the others on their scale', () => {
		const free = measured(integerCard(design, { min: -100, max: 100 }));
		const held = measured(integerCard(design, { min: -100, max: 100, held: [30, null, null] }));
		expect(held.points[0]).toBe(30);
		const [a, b] = [held.points[1] / 30, free.points[1] / free.points[0]];
		expect(Math.abs(a - b)).toBeLessThan(0.05);
		expect(held.loss - free.loss).toBeLessThan(0.1);
	});

	it('is the locked card itself where every rule is locked', () => {
		const locked = [5, 3, -2];
		const found = measured(integerCard(design, { min: -10, max: 10, locked }));
		expect(found).toMatchObject({ points: locked, certified: true });
		expect(found.loss).toBeCloseTo(lossOf(design, locked), 6);
		const backwards = [-5, -3, 2];
		expect(measured(integerCard(design, { min: -10, max: 10, locked: backwards }))).toMatchObject({
			points: backwards,
			slope: 0,
			certified: true
		});
	});

	it('is refused where its score would part all wins from all losses', () => {
		const cells = {
			names: ['a', 'b'],
			columns: [Float64Array.of(0, 1, 1), Float64Array.of(0, 0, 1)],
			n: Float64Array.of(10, 10, 10),
			k: Float64Array.of(0, 5, 10)
		};
		expect(integerCard(cells, { min: 0, max: 5 })).toMatchObject({ reason: 'separated-score' });
	});
});

/** Fourteen rules on few leads: more cards than any proof gets through in a moment. */
function grownRules(): Design {
	const next = random(14);
	const draw = (share: number) => Float64Array.from({ length: 150 }, () => Number(next() < share));
	const columns = Array.from({ length: 14 }, () => draw(0.3));
	const n = new Float64Array(150).fill(2);
	return { names: columns.map((_, j) => `rule ${j}`), columns, n, k: draw(0.4) };
}
