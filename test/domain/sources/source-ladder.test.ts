import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawBinomial } from '#lib/domain/logistic/draw-binomial.ts';
import { random } from '#lib/domain/random.ts';
import { againstOthers } from '#lib/domain/sources/compare-sources.ts';
import { pairsAlike } from '#lib/domain/sources/pairs-alike.ts';
import { quadrants } from '#lib/domain/sources/quadrant.ts';
import { shrunkRates } from '#lib/domain/sources/shrunk-rates.ts';
import { sourceLadder } from '#lib/domain/sources/source-ladder.ts';

const share = fc
	.record({ leads: fc.nat({ max: 900 }), part: fc.double({ min: 0, max: 0.5, noNaN: true }) })
	.map(({ leads, part }) => ({ leads, wins: Math.round(leads * part) }));

/** Ten sources, among them a big good one and a tiny one with luck. */
const SOURCES = [
	{ source: 'referral', wins: 78, leads: 341 },
	{ source: 'partner', wins: 96, leads: 441 },
	{ source: 'paid search', wins: 157, leads: 1035 },
	{ source: 'organic', wins: 205, leads: 1434 },
	{ source: 'e-mail', wins: 77, leads: 581 },
	{ source: 'webinar', wins: 88, leads: 697 },
	{ source: 'social ads', wins: 110, leads: 981 },
	{ source: 'trade fair', wins: 89, leads: 863 },
	{ source: 'outbound', wins: 46, leads: 463 },
	{ source: 'podcast', wins: 6, leads: 15 },
	{ source: 'billboard', wins: 0, leads: 0 }
];

describe('shrunk rates', () => {
	it('lie between the raw rate and the one they are drawn to, the less leads the closer to that', () => {
		fc.assert(
			fc.property(fc.array(share, { minLength: 5, maxLength: 12 }), (sources) => {
				const found = shrunkRates(sources);
				if (!found.measured) return;
				const seen = sources.flatMap(({ wins, leads }, i) => {
					const rate = found.rates[i];
					return rate.measured ? [{ ...rate, leads, raw: wins / leads }] : [];
				});
				for (const { rate, raw, towards, lo, hi, pull } of seen) {
					expect(rate).toBeGreaterThanOrEqual(Math.min(raw, towards) - 1e-9);
					expect(rate).toBeLessThanOrEqual(Math.max(raw, towards) + 1e-9);
					expect(0 <= lo && lo < rate && rate < hi && hi <= 1).toBe(true);
					expect(rate).toBeCloseTo((1 - pull) * raw + pull * towards, 9);
				}
				const byLeads = seen.toSorted((a, b) => a.leads - b.leads);
				byLeads
					.slice(1)
					.forEach((each, i) => expect(each.pull).toBeLessThanOrEqual(byLeads[i].pull));
			}),
			{ seed: 61, numRuns: 25 }
		);
	});

	it('do not change with the order of the sources, and are the same every time', () => {
		const there = shrunkRates(SOURCES);
		const back = shrunkRates(SOURCES.toReversed());
		expect(there.measured && back.measured).toBe(true);
		if (!there.measured || !back.measured) return;
		back.rates.toReversed().forEach((rate, i) => {
			const one = there.rates[i];
			expect(rate.measured).toBe(one.measured);
			if (rate.measured && one.measured) expect(rate.rate).toBeCloseTo(one.rate, 9);
		});
		expect(shrunkRates(SOURCES)).toEqual(there);
	});

	it('are not there under five sources, nor for a source without leads', () => {
		expect(shrunkRates(SOURCES.slice(0, 4))).toEqual({
			measured: false,
			reason: 'too-few-sources',
			params: { sources: 4, needed: 5 }
		});
		const found = shrunkRates(SOURCES);
		expect(found.measured && found.rates[10]).toMatchObject({
			measured: false,
			reason: 'no-leads'
		});
	});

	it('stay measured where nobody, or everybody, was won', () => {
		for (const of of [() => 0, (leads: number) => leads]) {
			const sources = [10, 20, 300, 4, 1].map((leads) => ({ leads, wins: of(leads) }));
			const found = shrunkRates(sources);
			if (!found.measured) throw new Error(found.reason);
			for (const rate of found.rates) {
				if (!rate.measured) throw new Error(rate.reason);
				expect(
					Object.values(rate).every((value) => typeof value === 'boolean' || isFinite(value))
				).toBe(true);
				expect(rate.lo <= rate.rate && rate.rate <= rate.hi).toBe(true);
			}
		}
	});

	it('draw sources that are all alike together, however many leads they have', () => {
		for (const leads of [20, 10_000, 10_000_000]) {
			const found = shrunkRates(Array.from({ length: 8 }, () => ({ leads, wins: leads / 10 })));
			if (!found.measured) throw new Error(found.reason);
			for (const rate of found.rates) {
				if (!rate.measured) throw new Error(rate.reason);
				expect(Math.abs(rate.rate - 0.1)).toBeLessThan(0.01);
				expect(rate.pull).toBeGreaterThan(0.75);
			}
		}
	});

	it('hold the true rate in 93 to 97 of 100 cases, for sources small and large', () => {
		const next = random(7);
		let held = 0;
		let all = 0;
		for (let set = 0; set < 60; set++) {
			const truth = Array.from({ length: 10 }, () => drawBeta(next, 4, 26));
			const leads = truth.map((_, i) => [8, 20, 60, 150, 400][i % 5]);
			const found = shrunkRates(
				truth.map((rate, i) => ({ leads: leads[i], wins: drawBinomial(next, leads[i], rate) }))
			);
			if (!found.measured) throw new Error(found.reason);
			found.rates.forEach((rate, i) => {
				if (!rate.measured) throw new Error(rate.reason);
				all++;
				if (rate.lo <= truth[i] && truth[i] <= rate.hi) held++;
			});
		}
		expect(held / all).toBeGreaterThan(0.93);
		expect(held / all).toBeLessThan(0.97);
	});
});

describe('the ladder of sources', () => {
	it('does not put a tiny lucky source on top, and leaves it undecided', () => {
		const { rungs, rankedBy } = sourceLadder(SOURCES);
		const podcast = rungs.find(({ source }) => source === 'podcast')!;
		expect(rankedBy).toBe('shrunk');
		expect(rungs.slice(0, 2).map(({ source }) => source)).toEqual(['referral', 'partner']);
		expect(podcast).toMatchObject({ verdict: 'cannot-tell', raw: { rate: 0.4 } });
		expect(podcast.shrunk.measured && podcast.shrunk.rate < 0.25).toBe(true);
		const widths = rungs.flatMap(({ shrunk }) => (shrunk.measured ? [shrunk.hi - shrunk.lo] : []));
		expect(podcast.shrunk.measured && podcast.shrunk.hi - podcast.shrunk.lo).toBe(
			Math.max(...widths)
		);
	});

	it('names the clearly better and the clearly worse, and puts sources without leads last', () => {
		const { rungs } = sourceLadder(SOURCES);
		const verdict = (source: string) => rungs.find((rung) => rung.source === source)?.verdict;
		expect(['referral', 'partner'].map(verdict)).toEqual(['better', 'better']);
		expect(verdict('trade fair')).toBe('worse');
		expect(verdict('paid search')).toBe('cannot-tell');
		expect(rungs.at(-1)).toMatchObject({
			source: 'billboard',
			verdict: null,
			raw: { reason: 'no-leads' }
		});
	});

	it('ranks fewer than five by the lower bound of the raw rate', () => {
		const { rungs, rankedBy, common } = sourceLadder([
			{ source: 'lucky', wins: 2, leads: 3 },
			{ source: 'large', wins: 300, leads: 1000 }
		]);
		expect(rankedBy).toBe('lower-bound');
		expect(rungs[0].source).toBe('large');
		expect(common).toMatchObject({ reason: 'too-few-sources' });
	});

	it('refuses to compare one source with itself', () => {
		const { rungs } = sourceLadder([{ source: 'only', wins: 3, leads: 30 }]);
		expect(rungs[0]).toMatchObject({ others: { reason: 'one-source' }, verdict: null });
	});
});

describe('each source against all others', () => {
	it('is compared with leads that are not its own', () => {
		const [first] = againstOthers([
			{ wins: 90, leads: 300 },
			{ wins: 20, leads: 200 },
			{ wins: 20, leads: 200 }
		]);
		expect(first).toMatchObject({ others: { wins: 40, leads: 400 }, verdict: 'better' });
		expect(first.measured && first.difference).toBeCloseTo(0.2, 12);
	});

	it('calls hardly any of 400 campaigns better or worse where all are alike', () => {
		const next = random(3);
		const alike = Array.from({ length: 400 }, () => ({
			leads: 80,
			wins: drawBinomial(next, 80, 0.1)
		}));
		const found = againstOthers(alike).map((each) => each.measured && each);
		expect(found.filter((each) => each && each.p <= 0.05).length).toBeGreaterThan(3);
		expect(
			found.filter((each) => each && each.verdict !== 'cannot-tell').length
		).toBeLessThanOrEqual(1);
	});
});

describe('pairs of sources', () => {
	it('are told apart by their leads, not by their shrunk rates', () => {
		const { pairs, leftOut } = pairsAlike(SOURCES);
		const pair = (a: number, b: number) =>
			pairs.find(({ first, second }) => first === a && second === b);
		expect(pair(0, 1)?.alike).toBe(true);
		expect(pair(0, 7)?.alike).toBe(false);
		expect(pairs).toHaveLength(45);
		expect(leftOut).toBe(1);
	});

	it('are those of the sources with most leads where there are many', () => {
		const many = Array.from({ length: 90 }, (_, i) => ({ wins: 1, leads: i + 1 }));
		const { pairs, leftOut } = pairsAlike(many, { most: 3 });
		expect(pairs.map(({ first, second }) => [first, second])).toEqual([
			[87, 88],
			[87, 89],
			[88, 89]
		]);
		expect(leftOut).toBe(87);
	});
});

describe('quadrants', () => {
	it('place only what the leads can tell', () => {
		const { rungs } = sourceLadder(SOURCES);
		const placed = quadrants(
			rungs.map(({ raw, verdict }) => ({ leads: raw.measured ? raw.leads : 0, verdict }))
		);
		const at = (source: string) =>
			placed?.places[rungs.findIndex((rung) => rung.source === source)];
		expect(at('referral')).toBe('few-better');
		expect(at('trade fair')).toBe('many-worse');
		expect(at('podcast')).toBe('cannot-tell');
		expect(quadrants([{ leads: 0, verdict: null }])).toBeNull();
	});
});

/** A beta number of whole parameters, as an order statistic of uniform ones. */
function drawBeta(next: () => number, a: number, b: number): number {
	return Array.from({ length: a + b - 1 }, next).sort((x, y) => x - y)[a - 1];
}
