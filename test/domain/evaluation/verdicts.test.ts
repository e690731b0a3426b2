import { describe, expect, it } from 'vitest';
import { cardTest } from '#lib/domain/evaluation/card-test.ts';
import { cardVerdict, type CardEvidence } from '#lib/domain/evaluation/card-verdict.ts';
import { ruleVerdicts, type RuleEvidence } from '#lib/domain/evaluation/rule-verdict.ts';
import { designFromCells } from '#lib/domain/logistic/design-from-cells.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { normalInterval } from '#lib/domain/intervals/normal-interval.ts';
import { nuisanceFields } from '#lib/domain/logistic/nuisance-fields.ts';
import { scoreCells } from '#lib/domain/points/score-cells.ts';
import { notMeasured } from '#lib/domain/units.ts';
import { MISSING } from '#lib/domain/cells/cells.ts';
import { cardOf, cellsOf } from '../logistic/cards.ts';

/** A rule with today's points and an estimate with its standard error. */
function rule(points: number, estimate: number, standardError: number): RuleEvidence {
	return {
		points,
		estimate: { estimate, standardError, ci: normalInterval(estimate, standardError) },
		refused: null
	};
}

const verdictOf = (...rules: RuleEvidence[]) => ruleVerdicts(rules, true);

describe('the verdict on a rule', () => {
	it('is keep where today’s points fit and the interval is narrow: 2 points, or a quarter of the points', () => {
		expect(verdictOf(rule(4, 4.5, 0.9))).toEqual(['keep']);
		expect(verdictOf(rule(4, 4.5, 1.2))).toEqual(['not-enough-data']);
		expect(verdictOf(rule(40, 42, 5))).toEqual(['keep']);
		expect(verdictOf(rule(40, 42, 5.2))).toEqual(['not-enough-data']);
		expect(verdictOf(rule(-40, -42, 5))).toEqual(['keep']);
	});

	it('is raise or lower where they do not fit, as signed numbers', () => {
		expect(verdictOf(rule(30, 41, 2))).toEqual(['raise']);
		expect(verdictOf(rule(30, 20, 2))).toEqual(['lower']);
		expect(verdictOf(rule(-10, -20, 2))).toEqual(['lower']);
		expect(verdictOf(rule(0, 20, 2))).toEqual(['raise']);
	});

	it('is drop where they do not fit and nothing might be right', () => {
		expect(verdictOf(rule(20, 1, 2))).toEqual(['drop']);
		expect(verdictOf(rule(-20, 1, 2))).toEqual(['drop']);
	});

	it('counts how many rules were looked at: one of forty just outside its interval is no finding', () => {
		const border = rule(10, 14.2, 2);
		expect(verdictOf(border)).toEqual(['raise']);
		const fine = Array.from({ length: 39 }, () => rule(10, 10.5, 2));
		expect(verdictOf(border, ...fine)[0]).toBe('not-enough-data');
	});

	it('never says raise, lower or drop where today’s score carries no slope', () => {
		expect(ruleVerdicts([rule(30, 41, 2), rule(20, 1, 2)], false)).toEqual([
			'not-enough-data',
			'not-enough-data'
		]);
	});

	it('never calls a shrunk rule right because it was drawn to today’s points', () => {
		const drawn = (points: number, alone: [estimate: number, error: number]) => ({
			...rule(points, points, 0.1),
			unshrunk: rule(points, ...alone).estimate
		});
		expect(verdictOf(drawn(20, [20.5, 8]))).toEqual(['not-enough-data']);
		expect(verdictOf(drawn(20, [30, 2]))).toEqual(['not-enough-data']);
		expect(verdictOf(drawn(20, [21, 2]))).toEqual(['keep']);
	});

	it('calls a shrunk rule wrong where even drawn to today’s points it stays away from them', () => {
		const far = { ...rule(20, 32, 3), unshrunk: rule(20, 40, 6).estimate };
		expect(verdictOf(far)).toEqual(['raise']);
	});

	it('takes the word of its refusal', () => {
		const refused = (reason: string): RuleEvidence => ({
			points: 10,
			estimate: null,
			refused: { reason, params: {} }
		});
		const reasons = [
			'no-wins-with',
			'only-wins-without',
			'aliased',
			'never-fires',
			'always-fires',
			'not-evaluable'
		];
		expect(verdictOf(...reasons.map(refused), rule(30, 41, 2))).toEqual([
			'separated',
			'separated',
			'aliased',
			'never-fires',
			'always-fires',
			'not-evaluable',
			'raise'
		]);
		expect(verdictOf({ points: 10, estimate: null, refused: null })).toEqual(['not-enough-data']);
	});
});

/** Two yes/no rules; wins follow the given weights exactly, in every combination. */
function cellsWith(weights: [number, number], leads = 1000) {
	return cellsOf(
		[0, 1].flatMap((a) =>
			[0, 1].map((b): [number[], number, number] => {
				const rate = 1 / (1 + Math.exp(2 - a * weights[0] - b * weights[1]));
				return [[a, b], leads, Math.round(leads * rate)];
			})
		)
	);
}

const testOf = (cells: ReturnType<typeof cellsOf>, card: ReturnType<typeof cardOf>) => {
	const rules = [...cells.states.keys()];
	const design = designFromCells(cells, card, rules, nuisanceFields(cells, card, rules));
	const found = cardTest(design, rules.length, scoreCells(cells, card));
	if (!found.measured) throw new Error(found.reason);
	return found;
};

describe('the test of a card against free weights', () => {
	it('gains nothing where the points are in proportion to the weights', () => {
		const card = cardOf([
			{ id: 'a', points: 10 },
			{ id: 'b', points: 5 }
		]);
		const found = testOf(cellsWith([1, 0.5], 1e6), card);
		expect(found.lrt).toMatchObject({ measured: true, df: 1 });
		if (found.lrt.measured) expect(found.lrt.p).toBeGreaterThan(0.5);
		expect(found.gainShare).toBeLessThan(1e-5);
	});

	it('gains most of what can be explained where they are not', () => {
		const card = cardOf([
			{ id: 'a', points: 1 },
			{ id: 'b', points: 20 }
		]);
		const found = testOf(cellsWith([1.5, 0]), card);
		if (!found.lrt.measured) throw new Error(found.lrt.reason);
		expect(found.lrt.p).toBeLessThan(1e-20);
		expect(found.gainShare).toBeGreaterThan(0.8);
	});

	it('counts the rank gained: one more where a cap bends the score', () => {
		const rules = [
			{ id: 'a', points: 10 },
			{ id: 'b', points: 10 }
		];
		const plain = testOf(cellsWith([1, 1]), cardOf(rules));
		const capped = testOf(cellsWith([1, 1]), cardOf(rules, { group: { max: 15 } }));
		expect([plain.lrt, capped.lrt].map((lrt) => lrt.measured && lrt.df)).toEqual([1, 2]);
	});

	it('lets the missing-data terms stand in all three models, so that they are not on trial', () => {
		const card = cardOf([{ id: 'a' }, { id: 'b' }]);
		const complete = cellsWith([1, 1], 100);
		const withGap = cellsOf([
			...[...complete.n.keys()].map((c): [number[], number, number] => [
				complete.states.map((column) => column[c]),
				complete.n[c],
				complete.k[c]
			]),
			[[MISSING, 0], 500, 450]
		]);
		const [before, after] = [testOf(complete, card), testOf(withGap, card)];
		if (!before.lrt.measured || !after.lrt.measured) throw new Error('not measured');
		expect(after.lrt.df).toBe(1);
		expect(after.lrt.chiSquare).toBeCloseTo(before.lrt.chiSquare, 6);
		expect(after.gainShare).toBeCloseTo(before.gainShare as number, 8);
	});

	it('tests all rules where today’s score is constant', () => {
		const found = testOf(
			cellsWith([1, 1]),
			cardOf([
				{ id: 'a', points: 0 },
				{ id: 'b', points: 0 }
			])
		);
		expect(found.lrt).toMatchObject({ measured: true, df: 2 });
		expect(found.gainShare).toBeCloseTo(1, 10);
	});

	it('says per lead what the rules explain', () => {
		const cells = cellsWith([1, 1]);
		const design = designFromCells(cells, cardOf([{ id: 'a' }, { id: 'b' }]), [0, 1], []);
		const fit = fitLogistic(design);
		const found = testOf(cells, cardOf([{ id: 'a' }, { id: 'b' }]));
		expect(found.explainedPerLead).toBeCloseTo(
			(fit.logLikelihood - fit.nullLogLikelihood) / 4000,
			10
		);
	});

	it('is not measured without rules or where the rules run off', () => {
		const cells = cellsOf([
			[[0, 0], 50, 10],
			[[1, 0], 20, 0],
			[[0, 1], 20, 8]
		]);
		const design = designFromCells(cells, cardOf([{ id: 'a' }, { id: 'b' }]), [0, 1], []);
		expect(cardTest(design, 2, Float64Array.of(0, 5, 10))).toMatchObject({
			measured: false,
			reason: 'not-converged',
			params: { terms: 'a' }
		});
		const none = designFromCells(cells, cardOf([{ id: 'a' }, { id: 'b' }]), [], []);
		expect(cardTest(none, 0, Float64Array.of(0, 5, 10))).toMatchObject({ reason: 'no-rules' });
	});
});

describe('the verdict on the card', () => {
	const evidence = (change: {
		p?: number;
		gainShare?: number | null;
		gain?: [number, number, number];
		testWins?: number;
	}): CardEvidence => {
		const { p = 1e-6, gainShare = 0.2, gain = [0.001, 0.004, 0.007], testWins = 240 } = change;
		return {
			test: {
				measured: true,
				lrt: { measured: true, chiSquare: 50, df: 7, p },
				signal: { measured: true, chiSquare: 400, df: 8, p: 1e-80 },
				gainShare,
				explainedPerLead: 0.03
			},
			confirmed: { measured: true, gain: gain[1], ci: [gain[0], gain[2]] },
			testWins,
			wrongRules: 5
		};
	};
	const of = (change: Parameters<typeof evidence>[0]) => {
		const { verdict, reason } = cardVerdict(evidence(change));
		return [verdict, reason];
	};

	it('is change where the rules say more, by more than 5 %, and later leads agree', () => {
		const found = cardVerdict(evidence({}));
		expect(found).toMatchObject({
			verdict: 'change',
			reason: 'gain-confirmed',
			wrongRules: 5,
			gainShare: 0.2,
			lrt: { measured: true, df: 7 },
			confirmed: { gain: 0.004 }
		});
		expect(found.params.upperShare).toBeCloseTo(0.007 / 0.03, 12);
	});

	it('is keep where later leads leave room for less than 5 % of the explained loss, whatever the p value', () => {
		expect(of({ gain: [0.0001, 0.0008, 0.0014] })).toEqual(['keep', 'gain-too-small']);
		expect(of({ p: 1e-300, gain: [0.0001, 0.0008, 0.0014] })).toEqual(['keep', 'gain-too-small']);
		expect(of({ gain: [-0.004, -0.002, -0.001] })).toEqual(['keep', 'gain-too-small']);
	});

	it('cannot tell with under 100 wins among the later leads', () => {
		const found = cardVerdict(evidence({ testWins: 99 }));
		expect(found).toMatchObject({
			verdict: 'cannot-tell',
			reason: 'few-test-wins',
			params: { testWins: 99, needed: 100 }
		});
	});

	it('cannot tell in between, and says which condition is missing', () => {
		expect(of({ p: 0.2 })).toEqual(['cannot-tell', 'not-rejected']);
		expect(of({ gainShare: 0.05 })).toEqual(['cannot-tell', 'gain-not-shown']);
		expect(of({ gain: [-0.001, 0.003, 0.007] })).toEqual(['cannot-tell', 'gain-not-confirmed']);
		expect(of({ gainShare: null })).toEqual(['cannot-tell', 'not-fitted']);
	});

	it('cannot tell where the test or the later comparison is missing, and passes the reason on', () => {
		const missing = cardVerdict({
			...evidence({}),
			test: notMeasured('not-converged', { terms: 'demo' }),
			confirmed: notMeasured('constant-score')
		});
		expect(missing).toMatchObject({
			verdict: 'cannot-tell',
			reason: 'not-fitted',
			gainShare: null,
			lrt: { measured: false, reason: 'not-converged' },
			confirmed: { reason: 'constant-score' }
		});
		expect(cardVerdict({ ...evidence({}), confirmed: notMeasured('constant-score') }).reason).toBe(
			'not-confirmed'
		);
	});
});
