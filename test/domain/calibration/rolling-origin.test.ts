import { describe, expect, it } from 'vitest';
import { rollingOrigin } from '#lib/domain/calibration/rolling-origin.ts';
import type { TimeBlocks } from '#lib/domain/calibration/evidence.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { probability } from '#lib/domain/logistic/probability.ts';
import { random } from '#lib/domain/random.ts';
import { cardOf, type Planted } from './made-up-leads.ts';

interface Lead {
	states: number[];
	block: number;
	won: number;
}

/** Leads one by one in blocks of time; the intercept may move from block to block. */
function leadsOf(planted: Planted[], leads: number, intercepts: number[], seed: number): Lead[] {
	const next = random(seed);
	return Array.from({ length: leads }, (_, i) => {
		const block = Math.floor((intercepts.length * i) / leads);
		const states = planted.map(({ share }) => Number(next() < share));
		const logit = planted.reduce(
			(sum, { weight }, r) => sum + weight * states[r],
			intercepts[block]
		);
		return { states, block, won: Number(next() < probability(logit)) };
	});
}

/** One cell a lead, so that nothing is collapsed. */
function blocksOf(leads: Lead[]): TimeBlocks {
	return {
		cells: {
			length: leads.length,
			states: leads[0].states.map((_, r) => Uint8Array.from(leads, (lead) => lead.states[r])),
			test: Uint8Array.from(leads, ({ block }) => Number(block > 6)),
			n: new Float64Array(leads.length).fill(1),
			k: Float64Array.from(leads, ({ won }) => won)
		},
		block: Uint8Array.from(leads, ({ block }) => block)
	};
}

const planted: Planted[] = [
	{ share: 0.4, weight: 1.2, points: 5 },
	{ share: 0.3, weight: 0.1, points: 20 },
	{ share: 0.5, weight: -0.8, points: -10 }
];
const card = cardOf(planted);
const flat = Array.from({ length: 10 }, () => -1.5);

function roll(leads: Lead[]) {
	const found = rollingOrigin(blocksOf(leads), card);
	if (!found.measured) throw new Error(found.reason);
	return found;
}

describe('rolling origin', () => {
	it('predicts every block with what the earlier ones say, counted lead by lead', () => {
		const leads = leadsOf(planted, 1500, flat, 4);
		const found = roll(leads);
		const expected = byHand(leads);
		expect(found).toMatchObject({ blocks: 9, leads: expected.leads, wins: expected.wins });
		expect(found.current.auc).toBeCloseTo(expected.auc[0], 10);
		expect(found.fitted.auc).toBeCloseTo(expected.auc[1], 10);
		expect(found.gain).toBeCloseTo(expected.gain, 8);
		expect(found.difference.difference).toBeCloseTo(expected.auc[1] - expected.auc[0], 10);
	});

	it('finds that better points rank and predict better, with intervals that say so', () => {
		const found = roll(leadsOf(planted, 6000, flat, 5));
		expect(found.difference.ci[0]).toBeGreaterThan(0);
		expect(found.gainCi[0]).toBeGreaterThan(0);
		expect(found.current.ci[0]).toBeGreaterThan(0.5);
	});

	it('is not fooled by a base rate that moves: ranking is judged within blocks', () => {
		const none = planted.map((rule) => ({ ...rule, weight: 0 }));
		const rising = Array.from({ length: 10 }, (_, b) => -3 + 0.4 * b);
		const { current, fitted } = roll(leadsOf(none, 6000, rising, 6));
		for (const { ci } of [current, fitted]) {
			expect(ci[0]).toBeLessThan(0.5);
			expect(ci[1]).toBeGreaterThan(0.5);
		}
	});

	it('gives the same for cells as for leads', () => {
		const leads = leadsOf(planted, 3000, flat, 7);
		const collapsed = new Map<string, { lead: Lead; n: number; k: number }>();
		for (const lead of leads) {
			const key = [...lead.states, lead.block].join();
			const cell = collapsed.get(key) ?? { lead, n: 0, k: 0 };
			cell.n++;
			cell.k += lead.won;
			collapsed.set(key, cell);
		}
		const cells = [...collapsed.values()];
		const one = blocksOf(cells.map(({ lead }) => lead));
		const n = Float64Array.from(cells, (cell) => cell.n);
		const k = Float64Array.from(cells, (cell) => cell.k);
		const found = rollingOrigin({ ...one, cells: { ...one.cells, n, k } }, card);
		const expected = roll(leads);
		if (!found.measured) throw new Error(found.reason);
		expect(found.fitted.auc).toBeCloseTo(expected.fitted.auc, 9);
		expect(found.gain).toBeCloseTo(expected.gain, 9);
		expect(found.gainCi[1]).toBeCloseTo(expected.gainCi[1], 9);
	});

	it('is refused without blocks, and with too few wins behind them', () => {
		expect(rollingOrigin(null, card)).toMatchObject({ reason: 'no-blocks' });
		const few = leadsOf(planted, 60, flat, 8);
		expect(rollingOrigin(blocksOf(few), card)).toMatchObject({ measured: false });
	});

	it('tells how far it is', () => {
		const shares: number[] = [];
		rollingOrigin(blocksOf(leadsOf(planted, 400, flat, 9)), card, (share) => shares.push(share));
		expect(shares).toEqual([...shares].sort((a, b) => a - b));
		expect(shares.at(-1)).toBe(1);
	});
});

/** The same by rows: fits of rows, pairs of rows, losses of rows. */
function byHand(leads: Lead[]) {
	const pairs = { all: 0, today: 0, fitted: 0 };
	let [gain, count, wins] = [0, 0, 0];
	for (let block = 1; block < 10; block++) {
		const before = leads.filter((lead) => lead.block < block);
		const next = leads.filter((lead) => lead.block === block);
		const score = (lead: Lead) =>
			planted.reduce((sum, { points }, r) => sum + points * lead.states[r], 0);
		const map = fitRows(before, (lead) => [score(lead)]);
		const free = fitRows(before, (lead) => lead.states);
		for (const a of next) {
			count++;
			wins += a.won;
			gain += lossOf(map(a), a.won) - lossOf(free(a), a.won);
			for (const b of next) {
				if (!a.won || b.won) continue;
				pairs.all++;
				pairs.today += half(score(a), score(b));
				pairs.fitted += half(free(a), free(b));
			}
		}
	}
	return {
		leads: count,
		wins,
		gain: gain / count,
		auc: [pairs.today / pairs.all, pairs.fitted / pairs.all]
	};
}

function fitRows(rows: Lead[], terms: (lead: Lead) => number[]): (lead: Lead) => number {
	const { coefficients } = fitLogistic({
		names: terms(rows[0]).map(String),
		columns: terms(rows[0]).map((_, j) => Float64Array.from(rows, (row) => terms(row)[j])),
		n: new Float64Array(rows.length).fill(1),
		k: Float64Array.from(rows, ({ won }) => won)
	});
	return (lead) =>
		probability(terms(lead).reduce((sum, x, j) => sum + x * coefficients[j + 1], coefficients[0]));
}

const half = (a: number, b: number) => (Math.abs(a - b) < 1e-12 ? 0.5 : Number(a > b));
const lossOf = (p: number, won: number) => -Math.log(won ? p : 1 - p);
