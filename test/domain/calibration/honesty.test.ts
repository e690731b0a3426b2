import { describe, expect, it } from 'vitest';
import { calibrate } from '#lib/domain/calibration/calibrate.ts';
import { noEvidence, type Evidence } from '#lib/domain/calibration/evidence.ts';
import type { Cells } from '#lib/domain/cells/cells.ts';
import { oddNumbers } from '../../odd-numbers.ts';
import { cardOf, contextOf, drawCells, type Planted } from './made-up-leads.ts';

const planted: Planted[] = [
	{ share: 0.3, weight: 1, points: 20 },
	{ share: 0.4, weight: 0.5, points: 10 },
	{ share: 0.2, weight: -0.75, points: -15 }
];
const card = cardOf(planted);
const LEADS = 20_000;

/** Test leads of other leads than the training leads: their base rate, or what the rules say, may differ. */
function apart(earlier: Planted[], later: Planted[], intercepts: [number, number]): Cells {
	const parts = [earlier, later].map((of, side) => {
		const cells = drawCells(of, LEADS, intercepts[side], 21 + side);
		return { ...cells, test: new Uint8Array(cells.length).fill(side) };
	});
	return joined(parts);
}

/** The same leads cut at random: 30 % of every cell are test leads, wins in proportion. */
function shuffled(cells: Cells): Cells {
	const sides = [0.7, 0.3].map((share, side) => ({
		...cells,
		test: new Uint8Array(cells.length).fill(side),
		n: cells.n.map((n) => share * n),
		k: cells.k.map((k) => share * k)
	}));
	return joined(sides);
}

function joined(parts: Cells[]): Cells {
	return {
		length: parts.reduce((sum, each) => sum + each.length, 0),
		states: parts[0].states.map((_, r) => Uint8Array.from(parts.flatMap((p) => [...p.states[r]]))),
		test: Uint8Array.from(parts.flatMap((p) => [...p.test])),
		n: Float64Array.from(parts.flatMap((p) => [...p.n])),
		k: Float64Array.from(parts.flatMap((p) => [...p.k]))
	};
}

function run(cells: Cells, evidence: Partial<Evidence> = {}, kind: 'time' | 'random' = 'time') {
	const context = contextOf(cells);
	return calibrate(
		cells,
		card,
		{
			...context,
			split: { ...context.split, kind },
			evidence: { ...noEvidence, ...evidence }
		},
		{ min: -100, max: 100 }
	);
}

describe('what a random split would have claimed', () => {
	it('is about the same where nothing changes over time', () => {
		const cells = apart(planted, planted, [-2, -2]);
		const { honesty } = run(cells, { randomSplit: shuffled(cells) });
		expect(honesty.randomSplit).toMatchObject({ measured: true, flatters: [] });
	});

	it('flatters the level where the base rate moves', () => {
		const cells = apart(planted, planted, [-3, -1]);
		const { honesty } = run(cells, { randomSplit: shuffled(cells) });
		if (!honesty.randomSplit.measured || !honesty.claim.measured) throw new Error('measured');
		const { atRandom, flatters } = honesty.randomSplit;
		expect(flatters).toContain('level');
		expect(Math.abs(atRandom.rate - atRandom.predicted)).toBeLessThan(0.005);
		expect(honesty.claim.rate).toBeGreaterThan(2 * honesty.claim.predicted);
		expect(honesty.drift).toMatchObject({ level: 'far-higher' });
	});

	it('flatters the ranking where the rules lose their meaning', () => {
		const spent = planted.map((rule) => ({ ...rule, weight: 0 }));
		const cells = apart(planted, spent, [-2, -1.7]);
		const { honesty } = run(cells, { randomSplit: shuffled(cells) });
		if (!honesty.randomSplit.measured) throw new Error('measured');
		expect(honesty.randomSplit.flatters).toContain('ranking');
		expect(honesty.randomSplit.difference.fitted.ci[0]).toBeGreaterThan(0.05);
	});

	it('is not asked for where the split is random, and nothing is said about time then', () => {
		const cells = drawCells(planted, 4000, -2, 3);
		const { honesty } = run(cells, {}, 'random');
		expect(honesty.randomSplit).toMatchObject({ reason: 'split-random' });
		expect(honesty.drift).toMatchObject({ reason: 'split-random' });
	});
});

describe('the honesty panel', () => {
	it('counts who was worked, and wins nobody is known to have worked', () => {
		const cells = drawCells(planted, 4000, -2, 4);
		const worked = { ...cells, n: cells.n.map((n) => Math.ceil(n / 2)), k: cells.k.map(() => 0) };
		const { honesty, leads } = run(cells, { worked });
		const some = worked.n.reduce((sum, n) => sum + n, 0);
		expect(honesty.worked).toMatchObject({
			measured: true,
			leads: 4000,
			worked: some,
			share: some / 4000,
			wins: leads.wins,
			winsNotWorked: leads.wins
		});
		expect(run(cells).honesty.worked).toMatchObject({ reason: 'no-worked-at' });
	});

	it('is measured, or refused with a reason, on any small set of leads: never NaN', () => {
		for (const leads of [1, 2, 10, 60, 300]) {
			for (const seed of [1, 2, 3]) {
				const cells = drawCells(planted, leads, -1, seed);
				const { honesty, verdict } = run(cells, { randomSplit: cells, worked: cells });
				expect(oddNumbers([honesty, verdict])).toEqual([]);
			}
		}
	});
});

describe('a card without signal', () => {
	const none = planted.map((rule) => ({ ...rule, weight: 0 }));

	it('is no better than the base rate, and none of its rules is proven', () => {
		let said = 0;
		for (let seed = 1; seed <= 20; seed++) {
			const cells = drawCells(none, 8000, -1, seed);
			const { verdict, rules } = run(cells);
			expect(verdict.verdict).not.toBe('change');
			if (verdict.verdict !== 'no-signal') continue;
			said++;
			expect(rules.map((rule) => rule.verdict)).toEqual(rules.map(() => 'not-enough-data'));
		}
		expect(said).toBeGreaterThanOrEqual(17);
	});

	it('is told from one whose signal was lost', () => {
		const { verdict } = run(apart(planted, none, [-2, -1.7]));
		expect(verdict).toMatchObject({ verdict: 'no-signal', reason: 'signal-not-held' });
	});

	it('is never said of a card that ranks', () => {
		for (let seed = 1; seed <= 10; seed++) {
			const { verdict } = run(drawCells(planted, 8000, -2, seed));
			expect(verdict.verdict).not.toBe('no-signal');
		}
	});
});

describe('a base rate that moves', () => {
	/** Points of a card that ranks as well as today's but promises more, because its map is steeper. */
	const steep = planted.map((rule, r) => ({ ...rule, points: [20, 11, -14][r] }));

	it('confirms no points that merely promise more: both scores are set to the later rate', () => {
		const cells = apart(planted, planted, [-3, -1]);
		const { verdict } = run(cells);
		expect(verdict.levelled).toBe(true);
		if (!verdict.confirmed.measured) throw new Error(verdict.confirmed.reason);
		expect(Math.abs(verdict.confirmed.gain)).toBeLessThan(0.002);
		const still = calibrate(cells, cardOf(steep), contextOf(cells), { min: -100, max: 100 });
		expect(still.verdict.verdict).not.toBe('change');
		expect(run(apart(planted, planted, [-2, -2])).verdict.levelled).toBe(false);
	});
});

describe('with few wins among the later leads', () => {
	it('blocks judge the card', () => {
		const wrong = planted.map((rule, r) => ({ ...rule, weight: [0, 1.6, -1.2][r] }));
		const cells = drawCells(wrong, 1500, -2, 5);
		const next = blocksOf(cells, 10);
		const early = { ...next.cells, test: next.cells.test.map((_, c) => Number(next.block[c] > 8)) };
		const { verdict, honesty, leads } = run(early, { blocks: { ...next, cells: early } });
		expect(leads.testWins).toBeLessThan(100);
		expect(honesty.rolling).toMatchObject({ measured: true });
		expect(verdict).toMatchObject({ judgedOn: 'rolling-origin', verdict: 'change' });
	});

	it('the verdict stays open where blocks hold too few as well, and says how many', () => {
		const cells = drawCells(planted, 400, -2.5, 6);
		const { verdict } = run(cells, { blocks: blocksOf(cells, 10) });
		expect(verdict).toMatchObject({ verdict: 'cannot-tell', reason: 'few-test-wins' });
		expect(verdict.params.rollingWins).toBeLessThan(100);
	});
});

/** Every cell in equal parts in every block, wins spread in turn. */
function blocksOf(cells: Cells, blocks: number) {
	const rows: { c: number; block: number; n: number; k: number }[] = [];
	let at = 0;
	for (let c = 0; c < cells.length; c++) {
		for (let i = 0; i < cells.n[c]; i++) {
			rows.push({ c, block: at++ % blocks, n: 1, k: Number(i < cells.k[c]) });
		}
	}
	return {
		cells: {
			length: rows.length,
			states: cells.states.map((column) => Uint8Array.from(rows, ({ c }) => column[c])),
			test: Uint8Array.from(rows, ({ c }) => cells.test[c]),
			n: Float64Array.from(rows, ({ n }) => n),
			k: Float64Array.from(rows, ({ k }) => k)
		},
		block: Uint8Array.from(rows, ({ block }) => block)
	};
}
