import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardVerdict, type CardEvidence } from '#lib/domain/evaluation/card-verdict.ts';
import type { Update } from '#lib/domain/evaluation/updating-ladder.ts';
import { notMeasured } from '#lib/domain/units.ts';

const area = (auc: number, reach = 0.02) => ({
	auc,
	ci: [auc - reach, auc + reach] as [number, number]
});
const gain = (from: number, to: number) => ({
	measured: true as const,
	gain: (from + to) / 2,
	ci: [from, to] as [number, number]
});
/** A card that has to change by its rules. */
const wrong: CardEvidence = {
	test: {
		measured: true,
		lrt: { measured: true, chiSquare: 50, df: 7, p: 1e-6 },
		signal: { measured: true, chiSquare: 400, df: 8, p: 1e-80 },
		gainShare: 0.2,
		explainedPerLead: 0.03
	},
	confirmed: gain(0.001, 0.007),
	testWins: 240,
	wrongRules: 5,
	ranking: { current: area(0.7), fitted: area(0.74) }
};
const without = (p: number): CardEvidence['test'] => ({
	...(wrong.test as Extract<CardEvidence['test'], { measured: true }>),
	signal: { measured: true, chiSquare: 5, df: 8, p }
});
const words = (evidence: CardEvidence) => {
	const { verdict, reason } = cardVerdict(evidence);
	return [verdict, reason];
};

describe('a card that is no better than the base rate', () => {
	const chance = { current: area(0.51), fitted: area(0.5) };

	it('is called so where neither points nor weights rank the later leads, and why', () => {
		expect(words({ ...wrong, test: without(0.4), ranking: chance })).toEqual([
			'no-signal',
			'nothing-found'
		]);
		expect(words({ ...wrong, test: without(0.001), ranking: chance })).toEqual([
			'no-signal',
			'signal-not-held'
		]);
		const unfitted = { ...wrong, test: notMeasured('not-converged') };
		expect(words({ ...unfitted, ranking: chance })).toEqual(['no-signal', 'nothing-found']);
	});

	it('is not, where either of them ranks, or might rank well', () => {
		for (const ranking of [
			{ current: area(0.51), fitted: area(0.56) },
			{ current: area(0.56), fitted: area(0.51) },
			{ current: area(0.52, 0.09), fitted: area(0.52) }
		]) {
			expect(cardVerdict({ ...wrong, test: without(0.4), ranking }).verdict).not.toBe('no-signal');
		}
		expect(cardVerdict({ ...wrong, ranking: null }).verdict).toBe('change');
	});

	it('is not, where too few later leads were won to say so', () => {
		const few = { ...wrong, testWins: 50, ranking: chance };
		expect(words(few)).toEqual(['cannot-tell', 'few-test-wins']);
	});
});

describe('blocks of all leads', () => {
	const rolling = (wins: number, from = 0.001): CardEvidence['rolling'] => ({
		measured: true,
		wins,
		gain: from + 0.002,
		gainCi: [from, from + 0.004],
		current: area(0.7),
		fitted: area(0.74)
	});

	it('judge a card whose later leads hold too few wins', () => {
		const found = cardVerdict({
			...wrong,
			testWins: 60,
			confirmed: notMeasured('no-map'),
			rolling: rolling(140)
		});
		expect(found).toMatchObject({
			verdict: 'change',
			judgedOn: 'rolling-origin',
			params: { testWins: 140 },
			confirmed: { measured: true, gain: 0.003 }
		});
	});

	it('are not asked where the later leads hold enough', () => {
		const found = cardVerdict({ ...wrong, rolling: rolling(400, -1) });
		expect(found).toMatchObject({ verdict: 'change', judgedOn: 'test-leads' });
	});

	it('leave it open where they hold too few as well, and say how many', () => {
		const found = cardVerdict({ ...wrong, testWins: 30, rolling: rolling(99) });
		expect(found).toMatchObject({
			verdict: 'cannot-tell',
			reason: 'few-test-wins',
			params: { testWins: 30, needed: 100, rollingWins: 99 }
		});
	});
});

describe('a card with a published table', () => {
	const published = (
		update: Update,
		gainShare = 0.3,
		confirmed: ReturnType<typeof gain> = gain(0.001, 0.003)
	): CardEvidence['published'] => ({ measured: true, update, gainShare, confirmed });
	/** Its points are right. */
	const right = { ...wrong, confirmed: gain(-0.0005, 0.0005) };

	it('stays, is re-scaled, or changes by where the ladder stops', () => {
		expect(words({ ...right, published: published('keep') })).toEqual(['keep', 'published-holds']);
		expect(words({ ...right, published: published('intercept') })).toEqual([
			're-scale',
			'published-level'
		]);
		expect(words({ ...right, published: published('intercept-and-slope') })).toEqual([
			're-scale',
			'published-spread'
		]);
		expect(words({ ...wrong, published: published('all') })).toEqual(['change', 'gain-confirmed']);
	});

	it('is re-scaled rather than changed where other weights gain too little to matter', () => {
		expect(words({ ...right, published: published('all') })).toEqual([
			're-scale',
			'published-spread'
		]);
	});

	it('stays where re-scaling gains too little to matter, whatever the p value', () => {
		expect(words({ ...right, published: published('intercept', 0.05) })).toEqual([
			'keep',
			'rescale-too-small'
		]);
	});

	it('cannot be told where later leads do not confirm the re-scaling', () => {
		const not = published('intercept', 0.3, gain(-0.001, 0.003));
		expect(words({ ...right, published: not })).toEqual(['cannot-tell', 'rescale-not-confirmed']);
	});

	it('is never re-scaled without one, nor with too few wins', () => {
		fc.assert(
			fc.property(
				fc.constantFrom<Update>('keep', 'intercept', 'intercept-and-slope', 'all'),
				fc.integer({ min: 0, max: 99 }),
				fc.double({ min: -0.01, max: 0.01, noNaN: true }),
				(update, testWins, from) => {
					const evidence = { ...wrong, confirmed: gain(from, from + 0.004) };
					expect(cardVerdict(evidence).verdict).not.toBe('re-scale');
					const few = { ...evidence, testWins, published: published(update) };
					expect(words(few)).toEqual(['cannot-tell', 'few-test-wins']);
				}
			)
		);
	});
});
