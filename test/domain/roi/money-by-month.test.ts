import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addCents, centsOf } from '#lib/domain/roi/cents-by-kind.ts';
import { costsInPeriod } from '#lib/domain/roi/costs-in-period.ts';
import { moneyByMonth, type LeadMoney } from '#lib/domain/roi/money-by-month.ts';
import { moneyOfGroup } from '#lib/domain/roi/money-of-group.ts';
import { monthlyCosts, type BookedCost, type MonthlyCost } from '#lib/domain/roi/monthly-costs.ts';

const months = ['2026-01', '2026-02', '2026-03'];
const euro = { into: 'EUR', rates: [] };

const cost = fc.record({
	month: fc.constantFrom(...months),
	source: fc.constantFrom('a', 'b', 'c', null),
	campaign: fc.constantFrom('x', 'y', null),
	kind: fc.constantFrom('marketing' as const, 'sales' as const, 'tool' as const, null),
	cents: fc.integer({ min: -5_000, max: 500_000 }),
	currency: fc.constantFrom('EUR', null)
});

const lead: fc.Arbitrary<LeadMoney> = fc.record({
	month: fc.constantFrom(...months),
	source: fc.constantFrom('a', 'b', 'd'),
	part: fc.constantFrom('x', 'y', ''),
	leads: fc.nat({ max: 40 }),
	immature: fc.constant(0),
	mqls: fc.constant(null),
	sqls: fc.constant(null),
	wins: fc.constant(0),
	customers: fc.constant(0),
	revenueCents: fc.constant(null)
});

const by = fc.constantFrom('source' as const, 'campaign' as const, 'all' as const);
const nothing = { marketing: 0, sales: 0, tool: 0 };

function group(more: Partial<LeadMoney>): LeadMoney {
	const none = { immature: 0, mqls: null, sqls: null, wins: 0, customers: 0, revenueCents: null };
	return { month: '2026-01', source: 'a', part: '', leads: 0, ...none, ...more };
}

function spent(more: Partial<MonthlyCost>): MonthlyCost {
	const rest = { campaign: null, kind: 'marketing' as const, currency: 'EUR' };
	return { month: '2026-01', source: 'a', cents: 0, ...rest, ...more };
}

describe('money by month and source', () => {
	it('allocates what was booked to the cent, whatever it is broken down by', () => {
		fc.assert(
			fc.property(
				fc.array(cost, { minLength: 1, maxLength: 25 }),
				fc.array(lead, { maxLength: 15 }),
				fc.array(lead, { maxLength: 6 }),
				by,
				(costs, leads, others, by) => {
					const {
						costs: totals,
						cells,
						withoutLeads
					} = moneyByMonth(costs, leads, others, {
						by,
						rates: euro
					});
					if (!totals.measured) throw new Error(totals.reason);
					const { booked, onLeads, onOtherLeads, overhead } = totals;
					const parts = [onLeads, onOtherLeads, totals.withoutLeads, overhead].reduce(addCents);
					expect(parts).toEqual(booked);
					expect(centsOf(booked)).toBe(costs.reduce((sum, { cents }) => sum + cents, 0));
					const own = cells.flatMap(({ cost }) => (cost.measured ? [cost] : []));
					expect(own.reduce((sum, each) => addCents(sum, each), nothing)).toEqual(onLeads);
					expect(withoutLeads.reduce((sum, row) => addCents(sum, row.cost), nothing)).toEqual(
						totals.withoutLeads
					);
				}
			),
			{ seed: 11 }
		);
	});

	it('leaves filtered leads the cost they had', () => {
		const costs = [spent({ cents: 10_000 })];
		const options = { by: 'source' as const, rates: euro };
		const all = moneyByMonth(costs, [group({ leads: 40 })], [], options);
		const half = moneyByMonth(costs, [group({ leads: 20 })], [group({ leads: 20 })], options);
		expect(all.cells[0].cost).toMatchObject({ marketing: 10_000 });
		expect(half.cells[0].cost).toMatchObject({ marketing: 5_000 });
		expect(half.costs).toMatchObject({ onOtherLeads: { marketing: 5_000 } });
	});

	it('gives a campaign its own cost and its share of what names none', () => {
		const costs = [
			spent({ campaign: 'x', cents: 900 }),
			spent({ campaign: 'z', cents: 70 }),
			spent({ cents: 1_000 })
		];
		const leads = [group({ part: 'x', leads: 3 }), group({ part: 'y', leads: 7 })];
		const { cells, withoutLeads } = moneyByMonth(costs, leads, [], { by: 'campaign', rates: euro });
		expect(cells.map(({ cost }) => cost.measured && cost.marketing)).toEqual([1_200, 700]);
		expect(withoutLeads).toMatchObject([{ source: 'a · z', cost: { marketing: 70 } }]);
	});

	it('says which rate is missing instead of adding up two currencies', () => {
		const costs = [spent({ cents: 100 }), spent({ cents: 100, currency: 'CHF' })];
		const found = moneyByMonth(costs, [group({ leads: 1 })], [], { by: 'source', rates: euro });
		const missing = { reason: 'exchange-rate-missing', params: { currency: 'CHF' } };
		expect(found.costs).toMatchObject(missing);
		expect(found.cells[0].cost).toMatchObject(missing);
	});

	it('has no costs where none were booked, but leads and what they brought', () => {
		const { cells, costs } = moneyByMonth([], [group({ leads: 5, wins: 2 })], [], {
			by: 'source',
			rates: euro
		});
		expect(costs).toMatchObject({ reason: 'no-costs' });
		expect(cells[0]).toMatchObject({ leads: 5, wins: 2, cost: { reason: 'no-costs' } });
	});
});

describe('the money of a group', () => {
	const options = { by: 'source' as const, rates: euro };

	it('leaves out months without a booking, with their leads', () => {
		const leads = [
			group({ leads: 10, wins: 1 }),
			group({ leads: 30, wins: 9, month: '2026-02' }),
			group({ leads: 20, wins: 2, month: '2026-03' })
		];
		const costs = [spent({ cents: 1_000 }), spent({ cents: 2_000, month: '2026-03' })];
		const { cells } = moneyByMonth(costs, leads, [], options);
		expect(moneyOfGroup(cells, { overhead: false })).toMatchObject({
			sums: { cost: { marketing: 3_000 }, leads: 30, wins: 3 },
			months: 2,
			withoutCost: { months: 1, leads: 30 }
		});
	});

	it('keeps all leads of a source whose cost is unknown, and the cost unknown', () => {
		const { cells } = moneyByMonth(
			[spent({ source: 'b', cents: 5 })],
			[group({ leads: 9 })],
			[],
			options
		);
		const { sums, withoutCost } = moneyOfGroup(cells, { overhead: true });
		expect(sums).toMatchObject({ leads: 9, cost: { reason: 'cost-unknown' } });
		expect(withoutCost).toEqual({ months: 0, leads: 0 });
	});

	it('counts what was spent in months without leads', () => {
		const costs = [spent({ cents: 100 }), spent({ cents: 40, month: '2026-02' })];
		const { cells, withoutLeads } = moneyByMonth(costs, [group({ leads: 2 })], [], options);
		expect(moneyOfGroup(cells, { overhead: false, withoutLeads }).sums).toMatchObject({
			cost: { marketing: 140 },
			leads: 2
		});
	});
});

describe('costs of a period', () => {
	const booked = (day: string, until: string, cents: number): BookedCost => {
		return { day, until, cents, source: 'a', campaign: null, kind: null, currency: null };
	};

	it('are cut by days, and nothing is lost', () => {
		const { costs, outside } = costsInPeriod(
			[booked('2026-01-01', '2026-01-31', 3_100), booked('2025-12-01', '2025-12-31', 50)],
			'2026-01-10',
			'2026-01-20'
		);
		expect(costs).toEqual([booked('2026-01-10', '2026-01-20', 1_100)]);
		expect(outside.map(({ day, until, cents }) => [day, until, cents])).toEqual([
			['2026-01-01', '2026-01-09', 900],
			['2026-01-21', '2026-01-31', 1_100],
			['2025-12-01', '2025-12-31', 50]
		]);
	});

	it('add up with what is outside, for refunds too, and stay as they are without a period', () => {
		const day = fc
			.integer({ min: 20_000, max: 20_200 })
			.map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));
		fc.assert(
			fc.property(
				day,
				day,
				day,
				day,
				fc.integer({ min: -9_999, max: 9_999 }),
				(a, b, c, d, cents) => {
					const [from, to] = [a, b].sort();
					const [first, last] = [c, d].sort();
					const found = costsInPeriod([booked(first, last, cents)], from, to);
					const sum = [...found.costs, ...found.outside].reduce((all, each) => all + each.cents, 0);
					expect(sum).toBe(cents);
					for (const each of found.costs) expect(each.day >= from && each.until <= to).toBe(true);
				}
			),
			{ seed: 3 }
		);
		const whole = [booked('2026-01-01', '2026-03-31', 9)];
		expect(costsInPeriod(whole, null, null)).toEqual({ costs: whole, outside: [] });
		expect(monthlyCosts(whole[0])).toHaveLength(3);
	});
});
