import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeWins, type SourcedJourney } from '#lib/domain/roi/attribute-wins.ts';
import {
	ATTRIBUTION_MODELS,
	attributionCredits,
	type WinJourney
} from '#lib/domain/roi/attribution.ts';

const journey = (days: number[], more: Partial<WinJourney> = {}): WinJourney => ({
	daysBeforeWin: days,
	leadTouch: null,
	opportunityTouch: null,
	winTouch: null,
	...more
});
const credits = (...args: Parameters<typeof attributionCredits>) => {
	const found = attributionCredits(...args);
	return found && Array.from(found, (credit) => Math.round(credit * 1e9) / 1e9);
};

const touch = (touches: number) => fc.option(fc.nat({ max: touches - 1 }), { nil: null });
const anyJourney: fc.Arbitrary<WinJourney> = fc
	.array(fc.double({ min: 0, max: 4000, noNaN: true }), { minLength: 1, maxLength: 40 })
	.chain((days) =>
		fc.record({
			daysBeforeWin: fc.constant(days.toSorted((a, b) => b - a)),
			leadTouch: touch(days.length),
			opportunityTouch: touch(days.length),
			winTouch: touch(days.length)
		})
	);

describe('credits for a win', () => {
	it.each(ATTRIBUTION_MODELS)('add up to 1 under %s, and none is negative', (model) => {
		fc.assert(
			fc.property(anyJourney, (one) => {
				const found = Array.from(attributionCredits(one, model)!);
				expect(found).toHaveLength(one.daysBeforeWin.length);
				expect(found.every((credit) => credit >= 0)).toBe(true);
				expect(found.reduce((sum, credit) => sum + credit, 0)).toBeCloseTo(1, 12);
			}),
			{ seed: 111 }
		);
	});

	it.each(ATTRIBUTION_MODELS)('all go to a single touch under %s', (model) => {
		expect(credits(journey([5], { leadTouch: 0, winTouch: 0 }), model)).toEqual([1]);
		expect(credits(journey([5]), model)).toEqual([1]);
		expect(credits(journey([]), model)).toBeNull();
	});

	it('are those the trade publishes', () => {
		const five = [90, 60, 40, 20, 1];
		expect(credits(journey(five), 'first')).toEqual([1, 0, 0, 0, 0]);
		expect(credits(journey(five), 'last')).toEqual([0, 0, 0, 0, 1]);
		expect(credits(journey(five), 'linear')).toEqual([0.2, 0.2, 0.2, 0.2, 0.2]);
		expect(credits(journey([9, 5, 1], { leadTouch: 1 }), 'u-shaped')).toEqual([0.4, 0.4, 0.2]);
		expect(credits(journey(five, { leadTouch: 1, opportunityTouch: 3 }), 'w-shaped')).toEqual([
			0.3, 0.3, 0.05, 0.3, 0.05
		]);
		expect(
			credits(journey(five, { leadTouch: 1, opportunityTouch: 3, winTouch: 4 }), 'full-path')
		).toEqual([0.225, 0.225, 0.1, 0.225, 0.225]);
		expect(credits(journey([14, 7, 0]), 'time-decay')).toEqual(
			[1, 2, 4].map((each) => expect.closeTo(each / 7, 8))
		);
	});

	it('are scaled to what is there: two touches under U, milestones not known, one touch for two', () => {
		expect(credits(journey([9, 1], { leadTouch: 1 }), 'u-shaped')).toEqual([0.5, 0.5]);
		expect(credits(journey([9, 5, 1]), 'w-shaped')).toEqual([0.75, 0.125, 0.125]);
		expect(credits(journey([9, 5, 1], { leadTouch: 0 }), 'u-shaped')).toEqual([0.8, 0.1, 0.1]);
	});

	it('survive touches of many years under time decay', () => {
		expect(credits(journey([40_000, 39_000, 20_000]), 'time-decay')).toEqual([0, 0, 1]);
	});

	it('refuse touches after the win, out of order, and milestones that are no touch', () => {
		expect(() => attributionCredits(journey([-1]), 'first')).toThrow();
		expect(() => attributionCredits(journey([1, 2]), 'first')).toThrow();
		expect(() => attributionCredits(journey([1], { leadTouch: 1 }), 'linear')).toThrow();
		expect(() => attributionCredits(journey([1]), 'time-decay', 0)).toThrow();
	});
});

const sourced: fc.Arbitrary<SourcedJourney> = anyJourney.chain((one) =>
	fc.record({
		daysBeforeWin: fc.constant(one.daysBeforeWin),
		leadTouch: fc.constant(one.leadTouch),
		opportunityTouch: fc.constant(one.opportunityTouch),
		winTouch: fc.constant(one.winTouch),
		sources: fc.array(fc.constantFrom('fair', 'ads', 'mail'), {
			minLength: one.daysBeforeWin.length,
			maxLength: one.daysBeforeWin.length
		}),
		wins: fc.integer({ min: 1, max: 30 }),
		revenueCents: fc.option(fc.nat({ max: 10_000_000 }), { nil: null })
	})
);

describe('attributed wins', () => {
	it.each(ATTRIBUTION_MODELS)(
		'add up to the wins and to the revenue to the cent under %s',
		(model) => {
			fc.assert(
				fc.property(fc.array(sourced, { minLength: 1, maxLength: 12 }), (journeys) => {
					const found = attributeWins(journeys, model);
					if (!found.measured) return;
					const sum = (of: 'wins' | 'revenueCents') =>
						found.credits.reduce((all, each) => all + each[of], 0);
					expect(sum('wins')).toBeCloseTo(found.wins, 8);
					expect(sum('revenueCents')).toBe(found.revenueCents);
					expect(found.wins).toBe(journeys.reduce((all, each) => all + each.wins, 0));
				}),
				{ seed: 112 }
			);
		}
	);

	const of = (sources: string[], wins = 1): SourcedJourney => ({
		...journey(sources.map((_, i) => sources.length - i)),
		sources,
		wins,
		revenueCents: wins * 1000
	});

	it('are single-touch data where no win has touches of two sources', () => {
		expect(attributeWins([of(['fair'], 4), of(['ads', 'ads'])], 'linear')).toMatchObject({
			reason: 'single-touch-data',
			params: { wins: 5 }
		});
	});

	it('tell how many wins have no touch, and refuse where none has', () => {
		expect(attributeWins([of(['fair', 'ads'], 2), of([], 3)], 'first')).toMatchObject({
			wins: 2,
			withoutTouch: 3,
			credits: [
				{ source: 'fair', wins: 2, revenueCents: 2000 },
				{ source: 'ads', wins: 0 }
			]
		});
		expect(attributeWins([of([], 3)], 'first')).toMatchObject({ reason: 'no-touches' });
		expect(attributeWins([], 'first')).toMatchObject({ reason: 'no-wins' });
	});
});
