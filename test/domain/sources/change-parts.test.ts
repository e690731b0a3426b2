import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explainChange, type SourceChange } from '#lib/domain/sources/change-parts.ts';

const share = fc
	.record({ leads: fc.nat({ max: 500 }), part: fc.double({ min: 0, max: 1, noNaN: true }) })
	.map(({ leads, part }) => ({ leads, wins: Math.round(leads * part) }));
const changes = fc.array(fc.record({ before: share, after: share }), {
	minLength: 1,
	maxLength: 8
});
const named = (some: Omit<SourceChange, 'source'>[]) =>
	some.map((each, i) => ({ source: `source ${i}`, ...each }));

describe('what changed', () => {
	it('adds up: volume, mix and rate to the change, those of the sources to the total', () => {
		fc.assert(
			fc.property(changes, (some) => {
				const found = explainChange(named(some));
				if (!found.measured) return;
				const sum = (of: 'mix' | 'rate') => found.sources.reduce((all, each) => all + each[of], 0);
				const wins = (of: 'before' | 'after') => some.reduce((all, each) => all + each[of].wins, 0);
				expect(found.change).toBe(wins('after') - wins('before'));
				expect(found.volume + found.mix + found.rate).toBeCloseTo(found.change, 9);
				expect(sum('mix')).toBeCloseTo(found.mix, 9);
				expect(sum('rate')).toBeCloseTo(found.rate, 8);
			}),
			{ seed: 71 }
		);
	});

	it('changes only its signs when the periods change places', () => {
		fc.assert(
			fc.property(changes, (some) => {
				const there = explainChange(named(some));
				const back = explainChange(
					named(some.map(({ before, after }) => ({ before: after, after: before })))
				);
				if (!there.measured || !back.measured) return;
				for (const part of ['volume', 'mix', 'rate'] as const) {
					expect(there[part]).toBeCloseTo(-back[part], 8);
				}
			}),
			{ seed: 72 }
		);
	});

	it('is volume alone where every source grows alike', () => {
		const found = explainChange([
			{ source: 'a', before: { leads: 100, wins: 10 }, after: { leads: 200, wins: 20 } },
			{ source: 'b', before: { leads: 50, wins: 20 }, after: { leads: 100, wins: 40 } }
		]);
		expect(found).toMatchObject({ change: 30, volume: 30, mix: 0 });
		expect(found.measured && found.rate).toBeCloseTo(0, 12);
	});

	it('is mix alone where leads only move to the better source', () => {
		const found = explainChange([
			{ source: 'good', before: { leads: 100, wins: 40 }, after: { leads: 150, wins: 60 } },
			{ source: 'poor', before: { leads: 100, wins: 10 }, after: { leads: 50, wins: 5 } }
		]);
		expect(found).toMatchObject({ change: 15, volume: 0 });
		expect(found.measured && found.mix).toBeCloseTo(15, 12);
	});

	it('blames a growing source that is worse than the average, not one that is better', () => {
		const found = explainChange([
			{ source: 'good', before: { leads: 100, wins: 40 }, after: { leads: 100, wins: 40 } },
			{ source: 'poor', before: { leads: 100, wins: 10 }, after: { leads: 300, wins: 30 } }
		]);
		if (!found.measured) throw new Error(found.reason);
		const [good, poor] = found.sources;
		// Shares go from 1/2 to 1/4 and 3/4, valued at 300 leads and an overall rate of (0.25 + 0.175) / 2.
		expect(good.mix).toBeCloseTo(300 * -0.25 * (0.4 - 0.2125), 9);
		expect(poor.mix).toBeCloseTo(300 * 0.25 * (0.1 - 0.2125), 9);
	});

	it('counts a source that is new as mix, not as a change of its rate', () => {
		const found = explainChange([
			{ source: 'old', before: { leads: 100, wins: 10 }, after: { leads: 100, wins: 10 } },
			{ source: 'new', before: { leads: 0, wins: 0 }, after: { leads: 100, wins: 30 } }
		]);
		expect(found.measured && found.sources.map(({ rate }) => rate)).toEqual([0, 0]);
	});

	it('is not measured against a period without leads', () => {
		const before = { leads: 0, wins: 0 };
		const after = { leads: 5, wins: 1 };
		expect(explainChange([{ source: 'a', before, after }])).toMatchObject({
			reason: 'no-leads',
			params: { period: 'before' }
		});
		expect(() => explainChange([{ source: 'a', before: { leads: 1, wins: 2 }, after }])).toThrow();
	});
});
