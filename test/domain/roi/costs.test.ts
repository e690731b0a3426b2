import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateCents } from '#lib/domain/roi/allocate-cents.ts';
import {
	allocateCosts,
	type AllocatedCosts,
	type CentsByKind
} from '#lib/domain/roi/allocate-costs.ts';
import { convertCents } from '#lib/domain/roi/exchange-rates.ts';
import { monthlyCosts, type CostKind, type MonthlyCost } from '#lib/domain/roi/monthly-costs.ts';
import { spreadOverhead } from '#lib/domain/roi/spread-overhead.ts';

const EUR = { into: 'EUR', rates: [] };
const KINDS: CostKind[] = ['marketing', 'sales', 'tool'];
const sum = (values: Iterable<number>) => [...values].reduce((all, value) => all + value, 0);
const total = (cost: CentsByKind) => sum(KINDS.map((kind) => cost[kind]));

describe('splitting an amount', () => {
	it('loses no cent, and gives nothing to parts without weight', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: -5_000_000_000, max: 5_000_000_000 }),
				fc.array(fc.oneof(fc.nat({ max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true })), {
					minLength: 1,
					maxLength: 40
				}),
				(cents, weights) => {
					const parts = allocateCents(cents, weights);
					expect(sum(parts)).toBe(cents);
					const all = sum(weights);
					parts.forEach((part, i) => {
						expect(Number.isInteger(part)).toBe(true);
						const exact = all > 0 ? (cents * weights[i]) / all : cents / weights.length;
						expect(Math.abs(part - exact)).toBeLessThan(1 + 1e-5);
						if (all > 0 && weights[i] === 0) expect(Math.abs(part)).toBe(0);
					});
				}
			),
			{ seed: 101 }
		);
	});

	it('gives the cents left over to the largest remainders, by hand', () => {
		expect(allocateCents(100, [1, 1, 1])).toEqual([34, 33, 33]);
		expect(allocateCents(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
		// 10 cents over 3, 5 and 7: 2, 3.33, 4.67.
		expect(allocateCents(10, [3, 5, 7])).toEqual([2, 3, 5]);
		expect(allocateCents(5, [0, 0])).toEqual([3, 2]);
		expect(allocateCents(0, [])).toEqual([]);
	});

	it('keeps sums of amounts as large as doubles can count', () => {
		const parts = allocateCents(Number.MAX_SAFE_INTEGER, [1, 3, 7, 11, 13]);
		expect(parts.reduce((all, part) => all + BigInt(part), 0n)).toBe(
			BigInt(Number.MAX_SAFE_INTEGER)
		);
	});

	it('refuses broken cents and negative weights', () => {
		expect(() => allocateCents(0.5, [1])).toThrow();
		expect(() => allocateCents(1, [-1])).toThrow();
		expect(() => allocateCents(1, [])).toThrow();
	});
});

describe('exchange rates', () => {
	const table = {
		into: 'EUR',
		rates: [
			{ currency: 'USD', month: null, rate: 0.9 },
			{ currency: 'usd', month: '2026-03', rate: 0.925 }
		]
	};

	it('go by the month where it has its own, and leave the report’s currency alone', () => {
		expect(convertCents(1001, 'USD', '2026-02', table)).toMatchObject({ cents: 901 });
		expect(convertCents(1001, 'USD', '2026-03', table)).toMatchObject({ cents: 926 });
		expect(convertCents(-1001, 'USD', '2026-02', table)).toMatchObject({ cents: -901 });
		expect(convertCents(1001, 'eur', '2026-03', table)).toMatchObject({ cents: 1001 });
		expect(convertCents(1001, null, '2026-03', table)).toMatchObject({ cents: 1001 });
	});

	it('are never made up', () => {
		expect(convertCents(1, 'CHF', '2026-03', table)).toEqual({
			measured: false,
			reason: 'exchange-rate-missing',
			params: { currency: 'CHF', month: '2026-03' }
		});
	});
});

const booked = { source: 'fair', campaign: null, kind: 'marketing' as const, currency: null };

describe('costs of months', () => {
	it('are spread over the months they are for by their days', () => {
		const quarter = monthlyCosts({
			...booked,
			day: '2026-01-01',
			until: '2026-03-31',
			cents: 9_000
		});
		expect(quarter.map(({ month, cents }) => [month, cents])).toEqual([
			['2026-01', 3100],
			['2026-02', 2800],
			['2026-03', 3100]
		]);
		expect(
			monthlyCosts({ ...booked, day: '2026-01-05', until: '2026-01-05', cents: 7 })
		).toHaveLength(1);
	});

	it('refuse days that are none, and an end before the beginning', () => {
		expect(() =>
			monthlyCosts({ ...booked, day: '2026-02-30', until: '2026-03-01', cents: 1 })
		).toThrow();
		expect(() =>
			monthlyCosts({ ...booked, day: '2026-03-02', until: '2026-03-01', cents: 1 })
		).toThrow();
	});
});

const cost = (
	month: string,
	source: string | null,
	cents: number,
	more: Partial<MonthlyCost> = {}
) => ({
	...booked,
	month,
	source,
	cents,
	...more
});
const group = (month: string, source: string, leads: number, part = '') => ({
	month,
	source,
	part,
	leads
});
const measured = (found: ReturnType<typeof allocateCosts>): AllocatedCosts => {
	if (!found.measured) throw new Error(found.reason);
	return found;
};

const month = fc.constantFrom('2026-01', '2026-02', '2026-03');
const source = fc.constantFrom('fair', 'ads', 'mail');
const costs = fc.array(
	fc.record({
		month,
		source: fc.option(source, { nil: null }),
		campaign: fc.constant(null),
		kind: fc.option(fc.constantFrom(...KINDS), { nil: null }),
		cents: fc.integer({ min: -10_000, max: 1_000_000 }),
		currency: fc.constantFrom('EUR', 'USD', null)
	}),
	{ minLength: 1, maxLength: 30 }
);
const groups = fc.array(
	fc.record({ month, source, part: fc.constantFrom('a', 'b', 'c'), leads: fc.nat({ max: 50 }) }),
	{ maxLength: 15 }
);

describe('allocated costs', () => {
	it('add up to what was booked, to the cent, also across currencies and with the overhead spread', () => {
		fc.assert(
			fc.property(costs, groups, (some, leads) => {
				const rates = { into: 'EUR', rates: [{ currency: 'USD', month: null, rate: 0.913 }] };
				const found = measured(allocateCosts(some, leads, rates));
				const own = found.groups.flatMap(({ cost: each }) => (each.measured ? [total(each)] : []));
				const without = found.withoutLeads.map((each) => total(each.cost));
				const overhead = found.overhead.map((each) => total(each.cost));
				expect(sum(own) + sum(without) + sum(overhead)).toBe(total(found.total));
				const spread = spreadOverhead(found);
				const shared = sum(spread.groups.map(total));
				expect(shared + sum(spread.withoutLeads.map((each) => total(each.cost)))).toBe(
					sum(overhead)
				);
			}),
			{ seed: 102 }
		);
	});

	it('equal the input where all is in one currency', () => {
		fc.assert(
			fc.property(costs, groups, (some, leads) => {
				const one = some.map((each) => ({ ...each, currency: 'EUR' }));
				const found = measured(allocateCosts(one, leads, EUR));
				expect(total(found.total)).toBe(sum(one.map(({ cents }) => cents)));
			}),
			{ seed: 103 }
		);
	});

	it('go to the source’s leads of the month, evenly', () => {
		const found = measured(
			allocateCosts(
				[cost('2026-01', 'fair', 1000), cost('2026-01', 'fair', 100, { kind: 'tool' })],
				[
					group('2026-01', 'fair', 2, 'north'),
					group('2026-01', 'fair', 1, 'south'),
					group('2026-02', 'fair', 9)
				],
				EUR
			)
		);
		expect(found.groups.map((each) => each.cost)).toMatchObject([
			{ marketing: 667, tool: 67, sales: 0 },
			{ marketing: 333, tool: 33 },
			{ measured: false, reason: 'cost-unknown', params: { source: 'fair', month: '2026-02' } }
		]);
	});

	it('stay a row where no lead came of them, and overhead stands for itself', () => {
		const found = measured(
			allocateCosts(
				[cost('2026-01', 'magazine', 500), cost('2026-01', null, 900, { kind: 'sales' })],
				[group('2026-01', 'fair', 4), group('2026-01', 'magazine', 0)],
				EUR
			)
		);
		expect(found.withoutLeads).toEqual([
			{ month: '2026-01', source: 'magazine', cost: { marketing: 500, sales: 0, tool: 0 } }
		]);
		expect(found.overhead).toMatchObject([{ cost: { sales: 900 } }]);
		expect(spreadOverhead(found).groups).toMatchObject([{ sales: 900 }, { sales: 0 }]);
		expect(found.groups[0].cost).toMatchObject({ reason: 'cost-unknown' });
	});

	it('are not measured without costs, and with a currency that has no rate', () => {
		expect(allocateCosts([], [group('2026-01', 'fair', 4)], EUR)).toMatchObject({
			reason: 'no-costs'
		});
		const foreign = [cost('2026-01', 'fair', 5), cost('2026-01', 'fair', 5, { currency: 'CHF' })];
		expect(allocateCosts(foreign, [], EUR)).toMatchObject({
			reason: 'exchange-rate-missing',
			params: { currency: 'CHF', month: '2026-01' }
		});
	});
});
