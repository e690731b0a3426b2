import { beforeAll, describe, expect, it } from 'vitest';
import type { SourceReport } from '#lib/server/usecases/source-report.ts';
import { groupRows } from './group-rows.ts';
import { useFigures } from './sample-desk.ts';
import { readWays } from './sample-ways.ts';
import { rateLike, sourcesOf, told, wilsonOf } from './sources-of-sample.ts';

const { sampleDesk } = useFigures();
const AGE = 180;
const old = readWays().filter(({ followed }) => followed >= AGE);
const shares = new Map(
	[...groupRows(old, ({ row }) => row.source)].map(([source, own]) => {
		const wins = own.filter(({ seen }) => seen[5] !== null && seen[5] <= AGE).length;
		return [source, { wins, leads: own.length }];
	})
);
const all = sumOf([...shares.values()]);

let report: SourceReport;
beforeAll(async () => {
	report = await sourcesOf(await sampleDesk());
}, 60_000);

interface Share {
	wins: number;
	leads: number;
}

function sumOf(parts: Share[]): Share {
	return parts.reduce((a, b) => ({ wins: a.wins + b.wins, leads: a.leads + b.leads }));
}

/** Logarithms of factorials, one after the other. */
const logFactorials = Array.from({ length: all.leads + 1 }, () => 0);
for (let n = 1; n <= all.leads; n++) logFactorials[n] = logFactorials[n - 1] + Math.log(n);
const logChoose = (n: number, k: number) =>
	logFactorials[n] - logFactorials[k] - logFactorials[n - k];

/** Fisher's test by adding up every table that is no likelier than the one seen. */
function fisher(a: Share, b: Share): number {
	const wins = a.wins + b.wins;
	const chance = (x: number) =>
		Math.exp(
			logChoose(a.leads, x) + logChoose(b.leads, wins - x) - logChoose(a.leads + b.leads, wins)
		);
	let p = 0;
	for (let x = Math.max(0, wins - b.leads); x <= Math.min(wins, a.leads); x++) {
		if (chance(x) <= chance(a.wins) * (1 + 1e-7)) p += chance(x);
	}
	return p;
}

/** Adjusted by the rule itself: the smallest of p x tests / rank over all ranks from its own on. */
function adjusted(p: number[]): number[] {
	const sorted = p.toSorted((a, b) => a - b);
	return p.map((value) =>
		Math.min(
			1,
			...sorted.flatMap((each, i) => (each >= value ? [(each * p.length) / (i + 1)] : []))
		)
	);
}

/** Stirling's series, from 10 on; below by steps of one. */
function logGamma(x: number): number {
	if (x < 10) return logGamma(x + 1) - Math.log(x);
	const series = 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5);
	return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}

/**
 * What is believed of each rate: the joint posterior of mean and spread on an even grid, and the mixture of beta curves that
 * follows on an even grid of rates. Slow and plain.
 */
function believed(sources: Share[]) {
	const grid = 100;
	const middle = (i: number) => (i + 0.5) / grid;
	const points = Array.from({ length: grid ** 2 }, (_, i) => {
		const mean = 0.4 * middle(i % grid);
		const size = middle(Math.floor(i / grid)) ** -2;
		const [a, b] = [mean * size, (1 - mean) * size];
		const logBeta = (x: number, y: number) => logGamma(x) + logGamma(y) - logGamma(x + y);
		const log = sources.reduce(
			(sum, { wins, leads }) => sum + logBeta(wins + a, leads - wins + b) - logBeta(a, b),
			0
		);
		return { mean, size, log };
	});
	const top = points.reduce((most, { log }) => Math.max(most, log), -Infinity);
	const near = points.filter(({ log }) => log > top - 10);
	const weights = near.map(({ log }) => Math.exp(log - top));
	const sum = weights.reduce((a, b) => a + b);
	return sources.map(({ wins, leads }) => {
		const rate = near.reduce((mean, { mean: m, size }, i) => {
			return mean + (weights[i] / sum) * ((wins + m * size) / (leads + size));
		}, 0);
		const steps = 1000;
		const density = new Float64Array(steps);
		near.forEach(({ mean, size }, i) => {
			const [a, b] = [wins + mean * size, leads - wins + (1 - mean) * size];
			const mode = Math.max(1e-6, Math.min(1 - 1e-6, a / (a + b)));
			const at = (x: number) => (a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x);
			const curve = Float64Array.from(density, (_, s) =>
				Math.exp(at((s + 0.5) / steps) - at(mode))
			);
			const area = curve.reduce((x, y) => x + y, 0);
			curve.forEach((y, s) => (density[s] += (weights[i] * y) / area));
		});
		let below = 0;
		const under = Array.from(density, (y) => (below += y) / sum);
		const end = (share: number) => (under.findIndex((each) => each >= share) + 1) / steps;
		return { rate, lo: end(0.025), hi: end(0.975) };
	});
}

describe('the ranking of the sources of the sample', () => {
	it('has the raw rates, and each source beside all others without itself', () => {
		const names = [...shares.keys()];
		const p = adjusted(names.map((name) => fisher(shares.get(name)!, othersOf(shares.get(name)!))));
		expect(report.ladder.overall).toMatchObject(rateLike(all.wins, all.leads));
		for (const { rung } of report.sources) {
			const own = shares.get(rung!.source)!;
			const others = othersOf(own);
			expect(rung!.raw).toMatchObject(rateLike(own.wins, own.leads));
			const against = told(rung!.others);
			const rates = [own, others].map(({ wins, leads }) => wins / leads);
			const [[lo, hi], [loOthers, hiOthers]] = [own, others].map(({ wins, leads }) =>
				wilsonOf(wins, leads)
			);
			const difference = rates[0] - rates[1];
			expect(against.others).toEqual(others);
			expect(against.difference).toBeCloseTo(difference, 12);
			const down = Math.hypot(rates[0] - lo, hiOthers - rates[1]);
			const up = Math.hypot(hi - rates[0], rates[1] - loOthers);
			expect(against.lo).toBeCloseTo(difference - down, 9);
			expect(against.hi).toBeCloseTo(difference + up, 9);
			expect(against.pAdjusted).toBeCloseTo(p[names.indexOf(rung!.source)], 8);
		}
	});

	it('has the shrunk rates and intervals of a plain integration, and verdicts and order by them', () => {
		const names = report.sources.map(({ figures }) => figures.source);
		const own = believed(names.map((name) => shares.get(name)!));
		const p = adjusted(names.map((name) => fisher(shares.get(name)!, othersOf(shares.get(name)!))));
		const verdicts = names.map((name, i) => {
			const { wins, leads } = othersOf(shares.get(name)!);
			const rate = wins / leads;
			if (p[i] > 0.05 || (rate > own[i].lo && rate < own[i].hi)) return 'cannot-tell';
			return own[i].rate > rate ? 'better' : 'worse';
		});
		report.sources.forEach(({ rung, verdict }, i) => {
			const { rate, lo, hi } = told(rung!.shrunk);
			expect(rate, names[i]).toBeCloseTo(own[i].rate, 3);
			expect(Math.abs(lo - own[i].lo), names[i]).toBeLessThan(0.003);
			expect(Math.abs(hi - own[i].hi), names[i]).toBeLessThan(0.003);
			expect(verdict).toBe(verdicts[i]);
		});
		const place = { better: 0, 'cannot-tell': 1, worse: 2 } as const;
		const order = [...names.keys()].sort(
			(i, j) => place[verdicts[i]] - place[verdicts[j]] || own[j].rate - own[i].rate
		);
		expect(order).toEqual([...names.keys()]);
	});

	it('calls pairs alike that no test tells apart, over all pairs', () => {
		const { pairs, compared, leftOut } = report.pairs;
		expect(leftOut).toBe(0);
		expect(pairs).toHaveLength((compared.length * (compared.length - 1)) / 2);
		const p = pairs.map(({ first, second }) =>
			fisher(shares.get(compared[first])!, shares.get(compared[second])!)
		);
		const alike = adjusted(p).map((value) => value > 0.05);
		expect(pairs.map((pair) => pair.alike)).toEqual(alike);
		expect(new Set(alike).size).toBe(2);
	});

	it('places sources by the median number of leads and their verdict', () => {
		const sizes = [...shares.values()].map(({ leads }) => leads).sort((a, b) => a - b);
		expect(report.manyFrom).toBe(sizes[Math.floor(sizes.length / 2)]);
		for (const { figures, quadrant, verdict } of report.sources) {
			const many = shares.get(figures.source)!.leads >= report.manyFrom!;
			const corner = `${many ? 'many' : 'few'}-${verdict}`;
			expect(quadrant).toBe(verdict === 'cannot-tell' ? verdict : corner);
		}
	});
});

function othersOf({ wins, leads }: Share): Share {
	return { wins: all.wins - wins, leads: all.leads - leads };
}
