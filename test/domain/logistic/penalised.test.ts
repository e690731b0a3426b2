import { fc } from '../../reference/properties.ts';
import { describe, expect, it } from 'vitest';
import type { Design } from '#lib/domain/logistic/design.ts';
import { fitBounded, type BoundedFit, type Bounds } from '#lib/domain/logistic/fit-bounded.ts';
import { fitFirth } from '#lib/domain/logistic/fit-firth.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { fitRidge } from '#lib/domain/logistic/fit-ridge.ts';
import { interceptAtObservedRate } from '#lib/domain/logistic/intercept-at-observed-rate.ts';
import { logits } from '#lib/domain/logistic/logits.ts';
import { firthObjective } from '#lib/domain/logistic/firth-objective.ts';
import { logisticObjective, type Objective } from '#lib/domain/logistic/objective.ts';
import { priorCorrectedIntercept } from '#lib/domain/logistic/prior-correction.ts';
import { probabilities } from '#lib/domain/logistic/probability.ts';
import { ridgeObjective } from '#lib/domain/logistic/ridge-objective.ts';
import { ridgeStrength } from '#lib/domain/logistic/ridge-strength.ts';
import { random } from '#lib/domain/random.ts';
import type { Measured } from '#lib/domain/units.ts';
import { expectClose } from '../../reference/close.ts';
import { overlappingDesign, rowsOf } from './designs.ts';

function measured<T>(found: Measured<T>): T {
	if (!found.measured) throw new Error(found.reason);
	return found;
}

const sum = (column: ArrayLike<number>) =>
	Array.from(column).reduce((total, value) => total + value, 0);

/** One rule that no winner has. */
const neverWins: Design = {
	names: ['fair', 'never wins'],
	columns: [Float64Array.of(0, 1, 0, 1), Float64Array.of(0, 0, 1, 1)],
	n: Float64Array.of(100, 100, 20, 30),
	k: Float64Array.of(20, 40, 0, 0)
};

describe('Firth’s penalty', () => {
	it('adds half a lead to each cell of a table of two by two', () => {
		const design = {
			names: ['x'],
			columns: [Float64Array.of(0, 1)],
			n: Float64Array.of(4, 4),
			k: Float64Array.of(1, 4)
		};
		const { coefficients, converged } = fitFirth(design);
		const [without, fired] = [Math.log(1.5 / 3.5), Math.log(4.5 / 0.5)];
		expect(converged).toBe(true);
		expectClose(coefficients, [without, fired - without], 1e-10);
	});

	it('keeps a separated rule finite, and is gone with many leads', () => {
		expect(fitFirth(neverWins)).toMatchObject({ converged: true, runningOff: [] });
		const million = (column: Float64Array) => column.map((value) => value * 1e6);
		const many = {
			...neverWins,
			n: million(neverWins.n),
			k: million(Float64Array.of(20, 40, 5, 9))
		};
		expectClose(fitFirth(many).coefficients, fitLogistic(many).coefficients, 1e-6);
	});

	it('is the same on cells and on the leads behind them', () => {
		fc.assert(
			fc.property(overlappingDesign(), (cells) => {
				const [a, b] = [fitFirth(cells), fitFirth(rowsOf(cells))];
				expectClose(a.coefficients, b.coefficients, 1e-8, 1);
				expectClose(a.standardErrors, b.standardErrors, 1e-8);
				expectClose([a.penalisedLogLikelihood], [b.penalisedLogLikelihood], 1e-10);
			}),
			{ numRuns: 30 }
		);
	});

	it('turns its signs where won and lost change places', () => {
		fc.assert(
			fc.property(overlappingDesign(), (cells) => {
				const turned = { ...cells, k: cells.n.map((leads, c) => leads - cells.k[c]) };
				const other = fitFirth(turned).coefficients.map((value) => -value);
				expectClose(fitFirth(cells).coefficients, other, 1e-8, 1);
			}),
			{ numRuns: 30 }
		);
	});

	it('predicts the observed rate once FLIC has set the intercept', () => {
		const { coefficients } = fitFirth(neverWins);
		const intercept = interceptAtObservedRate(neverWins, coefficients) as number;
		const expected = (b: number) => {
			const p = probabilities(logits(neverWins, [b, ...coefficients.slice(1)]));
			return sum(p.map((each, c) => each * neverWins.n[c]));
		};
		expectClose([expected(intercept)], [60], 1e-10);
		expect(expected(coefficients[0])).toBeGreaterThan(60.3);
	});

	it('leaves FLIC without an answer where there is one outcome only', () => {
		expect(interceptAtObservedRate({ ...neverWins, k: new Float64Array(4) }, [0, 0, 0])).toBe(null);
	});

	it('needs leads', () => {
		const none = new Float64Array(4);
		expect(() => fitFirth({ ...neverWins, n: none, k: none })).toThrow('fitFirth: no leads');
	});
});

describe('a ridge', () => {
	const strengthOf = fc.double({ min: 0.01, max: 100, noNaN: true });
	const priorOf = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), {
		minLength: 3,
		maxLength: 3
	});

	it('of strength 0 is the fit itself, and of infinite strength the prior', () => {
		fc.assert(
			fc.property(overlappingDesign(), priorOf, (design, prior) => {
				const plain = fitLogistic(design);
				const none = fitRidge(design, { strength: 0, prior });
				expectClose(none.coefficients, plain.coefficients, 1e-8, 1);
				expectClose([none.effectiveDf], [4], 1e-8);
				const all = fitRidge(design, { strength: Infinity, prior });
				expect(all.coefficients.slice(1)).toEqual(prior);
				expect([all.effectiveDf, all.standardErrors[1]]).toEqual([1, 0]);
				const nearly = fitRidge(design, { strength: 1e10, prior });
				expectClose(nearly.coefficients, all.coefficients, 1e-6, 1);
			}),
			{ numRuns: 40 }
		);
	});

	it('drawn to a prior is one drawn to 0 on top of the prior’s log-odds', () => {
		fc.assert(
			fc.property(overlappingDesign(), priorOf, strengthOf, (design, prior, strength) => {
				const drawn = fitRidge(design, { strength, prior });
				const offset = logits(design, [0, ...prior]);
				const onTop = fitRidge({ ...design, offset }, { strength });
				const both = onTop.coefficients.map((value, j) => value + (j > 0 ? prior[j - 1] : 0));
				expectClose(drawn.coefficients, both, 1e-8, 1);
				expectClose(drawn.sandwichStandardErrors, onTop.sandwichStandardErrors, 1e-7);
			}),
			{ numRuns: 40 }
		);
	});

	it('leaves the intercept free: what is predicted adds up to what was won', () => {
		fc.assert(
			fc.property(overlappingDesign(), strengthOf, (design, strength) => {
				const { coefficients } = fitRidge(design, { strength });
				const p = probabilities(logits(design, coefficients));
				expectClose([sum(p.map((each, c) => each * design.n[c]))], [sum(design.k)], 1e-8);
			}),
			{ numRuns: 40 }
		);
	});

	it('costs likelihood and degrees of freedom the more the stronger it is', () => {
		fc.assert(
			fc.property(overlappingDesign(), strengthOf, (design, strength) => {
				const [weak, strong] = [strength, strength * 2].map((each) =>
					fitRidge(design, { strength: each })
				);
				expect(strong.effectiveDf).toBeLessThan(weak.effectiveDf);
				expect(strong.logLikelihood).toBeLessThanOrEqual(weak.logLikelihood + 1e-9);
				strong.sandwichStandardErrors.forEach((error, j) => {
					expect(error).toBeLessThanOrEqual(strong.standardErrors[j] + 1e-12);
				});
			}),
			{ numRuns: 40 }
		);
	});

	it('weighs a term by its factor', () => {
		const light = fitRidge(neverWins, { strength: 10, factors: [0, 1] });
		const heavy = fitRidge(neverWins, { strength: 10, factors: [1e9, 1] });
		expect(light.coefficients[1]).toBeGreaterThan(0.5);
		expect(Math.abs(heavy.coefficients[1])).toBeLessThan(1e-6);
	});

	it('is refused where it cannot be right', () => {
		expect(() => fitRidge(neverWins, { strength: -1 })).toThrow('fitRidge: strength -1');
		expect(() => fitRidge(neverWins, { strength: NaN })).toThrow('fitRidge: strength NaN');
		expect(() => fitRidge(neverWins, { strength: 1, prior: [0] })).toThrow('2 terms, 1 in prior');
		const lost = { ...neverWins, k: new Float64Array(4) };
		expect(() => fitRidge(lost, { strength: 1 })).toThrow('0 wins of 250 leads');
	});
});

describe('the strength of a ridge, by rolling origin', () => {
	/** Leads of six months: ten weak rules whose true weights are `truth`, few leads a month. */
	function months(truth: number, perMonth: number): { design: Design; block: number[] } {
		const next = random(11);
		const rows = 6 * perMonth;
		const names = [...Array(10).keys()].map((j) => `rule ${j}`);
		const columns = names.map(() =>
			Float64Array.from({ length: rows }, () => Number(next() < 0.4))
		);
		const k = Float64Array.from({ length: rows }, (_, i) => {
			const logit = columns.reduce(
				(total, column, j) => total + truth * (j % 2 ? 1 : -1) * column[i],
				-1
			);
			return Number(next() < 1 / (1 + Math.exp(-logit)));
		});
		const block = [...Array(rows).keys()].map((i) => Math.floor(i / perMonth));
		return { design: { names, columns, n: new Float64Array(rows).fill(1), k }, block };
	}

	it('is endless where the rules say nothing beyond the prior, and weak where they say much', () => {
		const nothing = months(0, 60);
		expect(measured(ridgeStrength(nothing.design, nothing.block)).strength).toBe(null);
		const much = months(1.5, 2000);
		expect(measured(ridgeStrength(much.design, much.block)).strength).toBeLessThan(50);
	});

	it('is endless where the prior is the truth, found on the earlier leads alone', () => {
		const { design, block } = months(1.5, 60);
		const seen: number[] = [];
		const prior = (earlier: Design) => {
			seen.push(sum(earlier.n));
			return design.names.map((_, j) => (j % 2 ? 1.5 : -1.5));
		};
		const found = measured(ridgeStrength(design, block, { prior, strengths: [0.1, 1, Infinity] }));
		expect(found).toMatchObject({ strength: null, origins: 5, leads: 300 });
		expect(seen).toEqual([60, 120, 180, 240, 300]);
	});

	it('has the loss of each strength as the mean over later leads', () => {
		const { design, block } = months(1, 40);
		const found = measured(ridgeStrength(design, block, { strengths: [1, 10] }));
		const byHand = [1, 10].map((strength) => {
			let loss = 0;
			for (let month = 1; month < 6; month++) {
				const before = Float64Array.from(block, (b) => Number(b < month));
				const earlier = { ...design, n: before, k: design.k.map((won, i) => won * before[i]) };
				const p = probabilities(logits(design, fitRidge(earlier, { strength }).coefficients));
				block.forEach((b, i) => {
					if (b === month) loss -= Math.log(design.k[i] ? p[i] : 1 - p[i]);
				});
			}
			return loss / 200;
		});
		expectClose(
			found.losses.map(({ logLoss }) => logLoss),
			byHand,
			1e-9
		);
	});

	it('is not measured with fewer than two origins that have ten wins and ten losses behind them', () => {
		const { design, block } = months(1, 40);
		const late = block.map((month) => Math.min(month, 1));
		expect(ridgeStrength(design, late)).toEqual({
			measured: false,
			reason: 'few-origins',
			params: { origins: 1, needed: 2 }
		});
		expect(ridgeStrength(design, block, { prior: () => null })).toMatchObject({
			params: { origins: 0 }
		});
		expect(() => ridgeStrength(design, [1])).toThrow('ridgeStrength: 240 cells, 1 blocks');
	});
});

describe('a fit inside bounds', () => {
	const free = (terms: number): Bounds => ({
		lower: new Float64Array(terms).fill(-Infinity),
		upper: new Float64Array(terms).fill(Infinity)
	});

	/** The best of all ways to hold terms at a bound or leave them free. */
	function byTryingAll(design: Design, bounds: Bounds, strength: number): number {
		const states = [0, 1, 2].flatMap((a) =>
			[0, 1, 2].flatMap((b) => [0, 1, 2].map((c) => [a, b, c]))
		);
		let best = -Infinity;
		for (const state of states) {
			const held = state.map((each, j) =>
				each === 0 ? null : each === 1 ? bounds.lower[j] : bounds.upper[j]
			);
			if (held.some((value) => value !== null && !Number.isFinite(value))) continue;
			const fixed = held.map((value) => value ?? 0);
			const offset = logits(design, [0, ...fixed]);
			const loose = [0, 1, 2].filter((j) => held[j] === null);
			const part = {
				...design,
				offset,
				names: loose.map((j) => design.names[j]),
				columns: loose.map((j) => design.columns[j])
			};
			const fit = fitRidge(part, { strength });
			const inside = loose.every((j, i) => {
				const value = fit.coefficients[i + 1];
				return value >= bounds.lower[j] - 1e-9 && value <= bounds.upper[j] + 1e-9;
			});
			if (!inside) continue;
			const all = held.map((value, j) => value ?? fit.coefficients[loose.indexOf(j) + 1]);
			const penalty = (strength / 2) * sum(all.map((value) => value * value));
			best = Math.max(best, fit.logLikelihood - penalty);
		}
		return best;
	}

	function expectConditions(fit: BoundedFit, leads: number): void {
		fit.heldBy.forEach((held, j) => {
			const slope = fit.gradient[j] / leads;
			if (held === null) expect(Math.abs(slope)).toBeLessThan(1e-8);
			if (held === 'lower') expect(slope).toBeLessThan(1e-8);
			if (held === 'upper') expect(slope).toBeGreaterThan(-1e-8);
		});
	}

	const bound = fc.constantFrom(-1, -0.3, 0, 0.2, 0.8, Infinity);
	const boundsOf = fc
		.array(fc.tuple(bound, bound), { minLength: 3, maxLength: 3 })
		.map((pairs) => ({
			lower: pairs
				.map(([a, b]) => Math.min(a, b))
				.map((low) => (low === Infinity ? -Infinity : low)),
			upper: pairs.map(([a, b]) => Math.max(a, b))
		}));

	it('is the best of all ways to hold terms at their bounds, and meets its conditions', () => {
		fc.assert(
			fc.property(
				overlappingDesign(),
				boundsOf,
				fc.constantFrom(0, 2),
				(design, bounds, strength) => {
					const fit = measured(fitBounded(design, bounds, { strength }));
					fit.coefficients.slice(1).forEach((value, j) => {
						expect(value).toBeGreaterThanOrEqual(bounds.lower[j]);
						expect(value).toBeLessThanOrEqual(bounds.upper[j]);
					});
					expectConditions(fit, sum(design.n));
					const penalty =
						(strength / 2) * sum(fit.coefficients.slice(1).map((value) => value * value));
					expectClose(
						[fit.logLikelihood - penalty],
						[byTryingAll(design, bounds, strength)],
						1e-10
					);
				}
			),
			{ numRuns: 100 }
		);
	});

	it('is the plain fit where nothing binds, errors included', () => {
		fc.assert(
			fc.property(overlappingDesign(), (design) => {
				const [bounded, plain] = [measured(fitBounded(design, free(3))), fitLogistic(design)];
				expectClose(bounded.coefficients, plain.coefficients, 1e-8, 1);
				expectClose(bounded.standardErrors, plain.standardErrors, 1e-7);
			}),
			{ numRuns: 30 }
		);
	});

	it('carries a locked term as if its log-odds were known', () => {
		const design = { ...neverWins, k: Float64Array.of(20, 40, 3, 9) };
		const locked = measured(
			fitBounded(design, { lower: [-Infinity, 0.7], upper: [Infinity, 0.7] })
		);
		const offset = design.columns[1].map((x) => 0.7 * x);
		const known = fitLogistic({ ...design, names: ['fair'], columns: [design.columns[0]], offset });
		expectClose(locked.coefficients, [...known.coefficients, 0.7], 1e-9);
		expect(locked.heldBy).toEqual([null, null, 'locked']);
		expectClose(locked.standardErrors, [...known.standardErrors, 0], 1e-9, 1);
		expect(locked.gradient[2]).not.toBeCloseTo(0, 3);
	});

	it('keeps a separated term at its bound, and refuses it where it has none on that side', () => {
		const floor = measured(fitBounded(neverWins, { lower: [-Infinity, -4], upper: [Infinity, 4] }));
		expect(floor.coefficients[2]).toBe(-4);
		expect(floor.heldBy[2]).toBe('lower');
		expect(fitBounded(neverWins, { lower: [0, -Infinity], upper: [Infinity, 0] })).toEqual({
			measured: false,
			reason: 'separated-terms',
			params: { terms: 'never wins' }
		});
	});

	it('stops a term that runs off at a far bound', () => {
		const far = measured(fitBounded(neverWins, { lower: [-Infinity, -80], upper: [Infinity, 80] }));
		expect(far.coefficients[2]).toBe(-80);
		const [, slope] = far.gradient;
		expect(Math.abs(slope)).toBeLessThan(1e-6);
	});

	it('names bounds that contradict each other, and one outcome', () => {
		expect(fitBounded(neverWins, { lower: [1, 0], upper: [0.5, 1] })).toEqual({
			measured: false,
			reason: 'bounds-contradict',
			params: { term: 'fair', lower: 1, upper: 0.5 }
		});
		const lost = { ...neverWins, k: new Float64Array(4) };
		expect(fitBounded(lost, free(2))).toMatchObject({ reason: 'one-class' });
		expect(() => fitBounded(neverWins, { lower: [0, NaN], upper: [1, 1] })).toThrow(
			'bounds NaN to 1 of "never wins"'
		);
		expect(() => fitBounded(neverWins, { lower: [0], upper: [1, 1] })).toThrow(
			'2 terms, 1 lower, 2 upper'
		);
	});
});

describe('the intercept of a sample with too many wins', () => {
	it('is set right exactly where every combination has its own weight', () => {
		fc.assert(
			fc.property(
				fc.tuple(
					fc.integer({ min: 1, max: 50 }),
					fc.integer({ min: 1, max: 50 }),
					fc.integer({ min: 1, max: 50 }),
					fc.integer({ min: 1, max: 50 })
				),
				fc.integer({ min: 2, max: 20 }),
				([won, lost, wonWith, lostWith], times) => {
					const leads = (factor: number): Design => ({
						names: ['x'],
						columns: [Float64Array.of(0, 1)],
						n: Float64Array.of(factor * won + lost, factor * wonWith + lostWith),
						k: Float64Array.of(factor * won, factor * wonWith)
					});
					const [all, sampled] = [leads(1), leads(times)];
					const rate = ({ n, k }: Design) => sum(k) / sum(n);
					const fit = fitLogistic(sampled);
					const corrected = priorCorrectedIntercept(fit.coefficients[0], rate(sampled), rate(all));
					const wanted = fitLogistic(all).coefficients;
					expectClose([corrected, fit.coefficients[1]], wanted, 1e-8, 1);
				}
			)
		);
	});

	it('is the log-odds of the rate where nothing else is known', () => {
		expect(priorCorrectedIntercept(0, 0.5, 0.01)).toBeCloseTo(Math.log(0.01 / 0.99), 14);
		expect(() => priorCorrectedIntercept(0, 0.5, 0)).toThrow('rate 0');
		expect(() => priorCorrectedIntercept(0, 1, 0.1)).toThrow('rate 1');
	});
});

describe('objectives', () => {
	it('have gradients that are the slopes of their values', () => {
		fc.assert(
			fc.property(overlappingDesign(), (design) => {
				const at = Float64Array.of(-0.3, 0.5, -0.2, 0.1);
				const plain = logisticObjective(design);
				const ridge = ridgeObjective(plain, { strength: 2, prior: [1, 0, -1], factors: [1, 2, 3] });
				for (const objective of [plain, ridge, firthObjective(design)]) expectSlopes(objective, at);
			}),
			{ numRuns: 20 }
		);
	});

	function expectSlopes(objective: Objective, at: Float64Array): void {
		at.forEach((_, j) => {
			const moved = (by: number) =>
				objective(at.map((value, i) => (i === j ? value + by : value))).logLikelihood;
			expect((moved(1e-5) - moved(-1e-5)) / 2e-5).toBeCloseTo(objective(at).gradient[j], 4);
		});
	}
});
