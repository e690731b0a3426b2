import { beforeAll, describe, expect, it } from 'vitest';
import type { SourceReport } from '#lib/server/usecases/source-report.ts';
import { PAYBACK_AGES } from '#lib/server/usecases/source-money.ts';
import { groupRows, total } from './group-rows.ts';
import { useFigures } from './sample-desk.ts';
import {
	countedOf,
	customersPerWin,
	figuresOf,
	inUse,
	MARGIN,
	monthOf,
	overheadOf,
	paidLeads,
	spentIn,
	valueOf,
	ways
} from './sample-money.ts';
import { centsOf, sampleRows } from './sample-rows.ts';
import { sourcesOf, told } from './sources-of-sample.ts';

const { sampleDesk } = useFigures();
const costs = sampleRows('costs');

let report: SourceReport;
beforeAll(async () => {
	const query = 'margin=60';
	report = await sourcesOf(await sampleDesk(query), query);
}, 60_000);

const names = [
	'costPerLead',
	'costPerMql',
	'costPerSql',
	'costPerWin',
	'cacPaid',
	'cacFull',
	'roas',
	'roi',
	'roiFull'
] as const;
const numberOf = (figure: object) =>
	'cents' in figure ? Number(figure.cents) : 'ratio' in figure ? Number(figure.ratio) : null;

describe('the money of every source of the sample, and of all together', () => {
	const rows = () => [...report.money.rows, report.money.all];

	it('is what a count lead by lead divides', () => {
		expect(report.money.months).toEqual(
			[...new Set(ways.map(({ row }) => monthOf(row)))].sort().filter(inUse)
		);
		for (const { group, figures, sums } of rows()) {
			const counted = countedOf(group);
			const own = figuresOf(counted, () => 1, customersPerWin(counted));
			expect(sums.leads).toBe(counted.leads.length);
			for (const name of names) {
				const found = numberOf(figures[name]);
				if (!counted.isKnown) expect(figures[name]).toMatchObject({ reason: 'cost-unknown' });
				else if (!Number.isFinite(own[name])) expect(figures[name].measured).toBe(false);
				else expect(close(found!, own[name]), `${group} ${name}`).toBe(true);
			}
		}
	});

	it('has intervals like those of drawing the leads again by other dice', () => {
		const next = dice(20261122);
		let compared = 0;
		for (const { group, intervals } of rows()) {
			const counted = countedOf(group);
			// Of a handful of leads any two draws differ.
			if (!counted.isKnown || counted.leads.length < 100) continue;
			const perWin = customersPerWin(counted);
			const samples = Array.from({ length: 600 }, () =>
				figuresOf(counted, () => poisson(next), perWin)
			);
			for (const name of names) {
				const interval = intervals![name];
				if (!interval.measured || interval.hi === null) continue;
				const drawn = samples.map((sample) => sample[name]).sort((a, b) => a - b);
				const [lo, hi] = [drawn[14], drawn[584]];
				expect(Math.abs(interval.lo - lo) / (hi - lo), `${group} ${name} from`).toBeLessThan(0.2);
				expect(Math.abs(interval.hi - hi) / (hi - lo), `${group} ${name} to`).toBeLessThan(0.2);
				compared++;
			}
		}
		expect(compared).toBeGreaterThan(60);
	});

	it('is paid back by age as the leads of old enough months did', () => {
		for (const { group, payback } of rows()) {
			const counted = countedOf(group);
			if (!counted.isKnown || counted.leads.length === 0) {
				expect(payback.measured).toBe(false);
				continue;
			}
			const months = groupRows(paidLeads(group), ({ row }) => monthOf(row));
			const points = PAYBACK_AGES.flatMap((ageDays) => {
				const old = [...months].filter(([, some]) =>
					some.every(({ followed }) => Math.floor(followed) >= ageDays)
				);
				if (old.length === 0) return [];
				const cost = total(
					old,
					([month, some]) => spentIn(month, group) + total(some, () => overheadOf.get(month)!)
				);
				const paid = old.flatMap(([, some]) =>
					some.filter(({ seen }) => seen[5] !== null && Math.floor(seen[5]) <= ageDays)
				);
				return [{ ageDays, months: old.length, cost, gain: MARGIN * total(paid, valueOf) }];
			});
			const found = told(payback);
			expect(found.points.map(({ ageDays, months: n }) => [ageDays, n])).toEqual(
				points.map(({ ageDays, months: n }) => [ageDays, n])
			);
			found.points.forEach(({ costCents, gainCents, returned }, i) => {
				expect(close(costCents, points[i].cost), `${group}`).toBe(true);
				expect(gainCents).toBeCloseTo(points[i].gain, 4);
				expect(close(returned, points[i].gain / points[i].cost)).toBe(true);
			});
			const back = points.find(({ gain, cost }) => gain >= cost);
			if (back) expect(found.payback).toMatchObject({ ageDays: back.ageDays });
			else expect(found.payback).toMatchObject({ reason: 'not-paid-back' });
		}
	});

	it('goes to leads, to rows without leads and to overhead, to the cent', () => {
		const { costs: found, withoutLeads } = report.money;
		const { onLeads, overhead, withoutLeads: vain } = told(found);
		const pairs = new Set(ways.map(({ row }) => `${monthOf(row)} ${row.source}`));
		const named = costs.filter(({ source }) => source !== '');
		const [hit, miss] = [true, false].map((some) =>
			total(
				named.filter(({ month, source }) => pairs.has(`${month} ${source}`) === some),
				({ amount }) => centsOf(amount)
			)
		);
		const cents = (each: typeof overhead) => each.marketing + each.sales + each.tool;
		expect([cents(onLeads), cents(vain)]).toEqual([hit, miss]);
		expect(cents(overhead)).toBe(
			total(
				costs.filter(({ source }) => source === ''),
				({ amount }) => centsOf(amount)
			)
		);
		expect(total(withoutLeads, ({ cost }) => cents(cost))).toBe(miss);
	});
});

/** Mulberry32. */
function dice(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	};
}

/** A Poisson number with mean 1, by multiplying until less than 1 / e. */
function poisson(next: () => number): number {
	let n = 0;
	for (let left = next(); left > Math.exp(-1); left *= next()) n++;
	return n;
}

/** Up to the cents that overhead is spread in, by month and kind. */
function close(found: number, expected: number): boolean {
	return Math.abs(found - expected) <= 1e-5 * Math.max(1, Math.abs(expected));
}
