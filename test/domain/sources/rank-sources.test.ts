import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankSources, sourceLadder } from '#lib/domain/sources/source-ladder.ts';

const sources = fc
	.array(
		fc.record({
			leads: fc.nat({ max: 2000 }),
			part: fc.double({ min: 0, max: 0.4, noNaN: true })
		}),
		{ minLength: 1, maxLength: 9 }
	)
	.map((all) =>
		all.map(({ leads, part }, i) => ({ source: `s${i}`, leads, wins: Math.round(leads * part) }))
	);

describe('ranked sources', () => {
	it('say what the whole ladder says, rung by rung', () => {
		fc.assert(
			fc.property(sources, (all) => {
				const ladder = sourceLadder(all);
				const ranked = rankSources(all);
				expect(ranked.order.map(ranked.rungOf)).toEqual(ladder.rungs);
				ladder.rungs.forEach((rung, place) =>
					expect(ranked.verdicts[ranked.order[place]]).toBe(rung.verdict)
				);
			}),
			{ seed: 5, numRuns: 25 }
		);
	});

	it('call better or worse only what leaves the rate of all others out of its interval', () => {
		fc.assert(
			fc.property(sources, (all) => {
				for (const { verdict, shrunk, others } of sourceLadder(all).rungs) {
					if (!shrunk.measured || !others.measured || verdict === 'cannot-tell') continue;
					const rate = others.others.wins / others.others.leads;
					expect(verdict === 'better' ? shrunk.lo > rate - 1e-7 : shrunk.hi < rate + 1e-7).toBe(
						true
					);
				}
			}),
			{ seed: 6, numRuns: 25 }
		);
	});

	it('are the same for campaigns that share their counts', () => {
		const all = Array.from({ length: 400 }, (_, i) => ({
			source: `campaign ${i}`,
			wins: i % 3,
			leads: 20 + (i % 2)
		}));
		const ranked = rankSources(all);
		expect(ranked.rungOf(0)).toEqual({ ...ranked.rungOf(6), source: 'campaign 0' });
		expect(ranked.verdicts.every((verdict) => verdict === 'cannot-tell')).toBe(true);
	});
});
