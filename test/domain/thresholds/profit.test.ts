import { describe, expect, it } from 'vitest';
import { wilson } from '#lib/domain/intervals/wilson.ts';
import { normalInterval } from '#lib/domain/intervals/normal-interval.ts';
import { gateProfit } from '#lib/domain/thresholds/gate-profit.ts';
import { jointProfit, type OutcomeCounts } from '#lib/domain/thresholds/joint-profit.ts';
import { fc } from '../../reference/properties.ts';

describe('the profit of a gate', () => {
	const economics = { valueCents: 100_000, margin: 0.5, costCents: 5_000 };

	it('is what its wins earn less what its leads cost, with the interval of its conversion rate', () => {
		const [low, high] = wilson(20, 100);
		expect(gateProfit({ leads: 100, wins: 20 }, economics)).toEqual({
			cents: 20 * 50_000 - 100 * 5_000,
			ci: [100 * (low * 50_000 - 5_000), 100 * (high * 50_000 - 5_000)]
		});
	});

	it('is a loss where leads cost more than they bring', () => {
		expect(gateProfit({ leads: 100, wins: 5 }, economics).cents).toBe(-250_000);
	});

	it('needs leads', () => {
		expect(() => gateProfit({ leads: 0, wins: 0 }, economics)).toThrow('0 leads');
	});
});

describe('the profit of both gates together', () => {
	const economics = { valueCents: 100_000, margin: 0.5, qualifyCents: 1_000, workCents: 6_000 };
	const none: OutcomeCounts = { leads: 0, accepted: 0, won: 0 };

	it('counts the work of accepted leads between the gates, and of all above', () => {
		const qualified = { leads: 100, accepted: 40, won: 8 };
		const straight = { leads: 30, accepted: 28, won: 12 };
		const cents = 20 * 50_000 - 100 * 1_000 - 40 * 6_000 - 30 * 6_000;
		expect(jointProfit(qualified, straight, economics).cents).toBe(cents);
		expect(jointProfit(none, none, economics)).toEqual({ cents: 0, ci: [0, 0] });
	});

	it('varies as the profit of its leads does, one by one', () => {
		const counts = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20)).map(([won, more, rest]) => ({
			leads: won + more + rest,
			accepted: won + more,
			won
		}));
		fc.assert(
			fc.property(counts, counts, (qualified, straight) => {
				const each = (of: OutcomeCounts, asked: boolean) =>
					Array.from({ length: of.leads }, (_, i) => {
						const worked = i < of.accepted || !asked ? 6_000 : 0;
						return (i < of.won ? 50_000 : 0) - worked - (asked ? 1_000 : 0);
					});
				const spread = (profits: number[]) => {
					const mean = profits.reduce((sum, value) => sum + value, 0) / (profits.length || 1);
					return profits.reduce((sum, value) => sum + (value - mean) ** 2, 0);
				};
				const [asked, sent] = [each(qualified, true), each(straight, false)];
				const cents = [...asked, ...sent].reduce((sum, value) => sum + value, 0);
				const found = jointProfit(qualified, straight, economics);
				const expected = normalInterval(cents, Math.sqrt(spread(asked) + spread(sent)));
				expect(found.cents).toBeCloseTo(cents, 6);
				expect(found.ci[0]).toBeCloseTo(expected[0], 3);
				expect(found.ci[1]).toBeCloseTo(expected[1], 3);
			})
		);
	});

	it('needs won leads to be accepted', () => {
		expect(() => jointProfit({ leads: 5, accepted: 1, won: 2 }, none, economics)).toThrow('2 won');
	});
});
