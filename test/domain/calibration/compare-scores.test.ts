import { describe, expect, it } from 'vitest';
import { calibrate } from '#lib/domain/calibration/calibrate.ts';
import {
	compareScores,
	type CompareScoresOptions
} from '#lib/domain/calibration/compare-scores.ts';
import { noEvidence } from '#lib/domain/calibration/evidence.ts';
import { rankedScores, scoreDifferences } from '#lib/domain/calibration/score-differences.ts';
import type { Cells } from '#lib/domain/cells/cells.ts';
import { brier } from '#lib/domain/evaluation/brier.ts';
import { logLoss } from '#lib/domain/evaluation/log-loss.ts';
import type { Measured } from '#lib/domain/units.ts';
import { expectClose } from '../../reference/close.ts';
import { fc } from '../../reference/properties.ts';
import { generatedScores } from '../evaluation/generated-scores.ts';
import { cardOf, contextOf, drawCells, type Planted } from './made-up-leads.ts';
import { twoScores } from './swapped-leads.ts';

const { card, old, model, n, k, accounts } = generatedScores();
const test: Cells = { length: n.length, states: [], test: n.map(() => 1) as never, n, k };
const chance = (score: Float64Array) => score.map((value) => 1 / (1 + Math.exp(2 - value / 20)));
const points = (score: Float64Array) => ({
	score,
	probability: chance(score),
	map: { intercept: -2, slope: 0.05 }
});
const scores = {
	current: points(old),
	fitted: { score: model, probability: model, map: null },
	calibrated: points(card)
};
const gate = [...old].sort((a, b) => b - a)[150];

function measured<T>(found: Measured<T>): T {
	if (!found.measured) throw new Error(JSON.stringify(found));
	return found;
}

const compare = (options: Partial<CompareScoresOptions> = {}) => {
	const found = compareScores(test, scores, { gate, worked: null, ...options });
	if (!found.evaluation.measured) throw new Error(found.evaluation.reason);
	return { evaluation: found.evaluation, comparison: measured(found.comparison) };
};

describe('the three scores side by side', () => {
	it('differ by the difference of their figures, pair by pair', () => {
		const { evaluation, comparison } = compare();
		expect(comparison.differences.map(({ first, second }) => [first, second])).toEqual([
			['calibrated', 'current'],
			['fitted', 'current'],
			['calibrated', 'fitted']
		]);
		for (const { first, second, auc, brierGain, logLossGain } of comparison.differences) {
			const [a, b] = [evaluation[first], evaluation[second]];
			expectClose(
				[auc.difference, brierGain.difference, logLossGain.difference],
				[a.auc - b.auc, b.brier - a.brier, b.logLoss - a.logLoss],
				1e-9
			);
		}
	});

	it('turn their differences over where two scores change places', () => {
		fc.assert(
			fc.property(twoScores(), ({ today, calibrated, n, k }) => {
				const [a, b, c] = [
					points(today),
					points(calibrated),
					points(today.map((v) => (v * 7) % 5))
				];
				const of = (current: typeof a, best: typeof a) =>
					measured(scoreDifferences({ current, fitted: c, calibrated: best }, n, k)).differences[0];
				const [there, back] = [of(a, b), of(b, a)];
				for (const figure of ['auc', 'brierGain', 'logLossGain'] as const) {
					expectClose(
						[back[figure].difference, ...back[figure].ci],
						[-there[figure].difference, -there[figure].ci[1], -there[figure].ci[0]],
						1e-9,
						1e-9
					);
				}
			})
		);
	});

	it('keep their own figures, with losses of the probability each stands for', () => {
		const { evaluation, comparison } = compare();
		expectClose([evaluation.current.brier], [brier(chance(old), n, k)], 1e-12);
		expectClose([evaluation.calibrated.logLoss], [logLoss(chance(card), n, k)], 1e-12);
		expect(evaluation.leads).toBe(600);
		expect(comparison).toMatchObject({ leads: 600, wins: evaluation.wins, byAccount: false });
	});

	it('have wider intervals where whole accounts count as one', () => {
		const [alone, together] = [compare(), compare({ accounts })];
		expect(together.evaluation.byAccount).toBe(true);
		expect(together.comparison.byAccount).toBe(true);
		const width = ([from, to]: [number, number]) => to - from;
		for (const score of ['current', 'fitted', 'calibrated'] as const) {
			const [a, b] = [alone.evaluation[score], together.evaluation[score]];
			expect(b.auc).toBe(a.auc);
			expect(width(b.aucCi)).toBeGreaterThan(width(a.aucCi));
			expectClose([width(b.giniCi)], [2 * width(b.aucCi)], 1e-12);
		}
		const [first] = together.comparison.differences;
		expect(first.brierGain.standardError).not.toBe(
			alone.comparison.differences[0].brierGain.standardError
		);
	});

	it('say why where the card has no gate, and where nobody knows who was worked', () => {
		const { comparison } = compare({ gate: null });
		expect(comparison.swapSet).toMatchObject({ reason: 'no-gate-on-card' });
		expect(comparison.moreWins).toMatchObject({ reason: 'no-gate-on-card' });
		expect(comparison.worked).toMatchObject({ reason: 'worked-unknown' });
	});

	it('are ranked once more among worked leads', () => {
		const keep = [...n.keys()].filter((i) => i % 3 > 0);
		const part = (column: Float64Array) => Float64Array.from(keep, (i) => column[i]);
		const worked = {
			n: part(n),
			k: part(k),
			current: part(old),
			fitted: part(model),
			calibrated: part(card)
		};
		const { comparison } = compare({ worked });
		const found = measured(comparison.worked);
		expect(found.leads).toBe(400);
		expect(found.shareOfLeads).toBeCloseTo(2 / 3, 12);
		const alone = measured(rankedScores(worked, worked.n, worked.k));
		expect(found.aucs).toEqual(alone.aucs);
		expect(found.differences).toEqual(alone.differences);
		const swap = measured(found.swapSet);
		expect(swap.leads).toBe(worked.current.reduce((sum, score) => sum + Number(score >= gate), 0));
		expect(measured(comparison.moreWins).asWorked.measured).toBe(true);
	});

	it('are refused together where one is missing, or nothing can be ranked', () => {
		const none = { ...test, length: 0, n: new Float64Array(), k: new Float64Array() };
		const options = { gate, worked: null };
		expect(compareScores(none, scores, options).comparison).toMatchObject({
			reason: 'no-test-leads'
		});
		const found = compareScores(test, { ...scores, calibrated: null }, options);
		expect(found.evaluation).toMatchObject({ reason: 'not-fitted' });
		expect(found.comparison).toMatchObject({ reason: 'not-fitted' });
		const lost = { ...test, k: new Float64Array(k.length) };
		expect(compareScores(lost, scores, options).evaluation).toMatchObject({ reason: 'few-wins' });
	});

	it('can be compared with a score that is the same for every lead, which ranks nothing', () => {
		const flat = { score: n.map(() => 7), probability: n.map(() => 0.2), map: null };
		const found = compareScores(test, { ...scores, current: flat }, { gate: 7, worked: null });
		if (!found.evaluation.measured) throw new Error(found.evaluation.reason);
		const { current } = found.evaluation;
		expect(current).toMatchObject({ auc: 0.5, gini: 0, ks: 0 });
		expect(current.slope).toMatchObject({ measured: false, reason: 'constant-score' });
		expect(current.reliability.brier.discrimination).toBeCloseTo(0, 12);
		expect(measured(measured(found.comparison).swapSet).enter.leads).toBe(0);
		expectFinite(found);
	});

	it('are plain data without a figure that is none', () => {
		const found = compare();
		expect(JSON.parse(JSON.stringify(found))).toEqual(found);
		expectFinite(found);
	});
});

describe('a calibration', () => {
	const planted: Planted[] = [
		{ share: 0.3, weight: 1, points: 40 },
		{ share: 0.4, weight: 0.5, points: 10 },
		{ share: 0.2, weight: -0.75, points: -15 },
		{ share: 0.25, weight: 1.5, points: 5 }
	];
	const cells = drawCells(planted, 20_000, -2, 3);
	const scorecard = cardOf(planted);

	it('brings the comparison, without and with the worked leads', () => {
		const range = { min: -100, max: 100 };
		const without = calibrate(cells, scorecard, contextOf(cells), range);
		expect(measured(without.comparison).worked).toMatchObject({ reason: 'worked-unknown' });
		const evidence = { ...noEvidence, worked: workedHalf(cells) };
		const found = calibrate(cells, scorecard, { ...contextOf(cells), evidence }, range);
		const comparison = measured(found.comparison);
		const worked = measured(comparison.worked);
		expect(worked.shareOfLeads).toBeGreaterThan(0.4);
		expect(worked.aucs.calibrated.auc).toBeGreaterThan(worked.aucs.current.auc);
		const wins = measured(comparison.moreWins);
		expect(wins.asObserved.wins).toBeGreaterThan(wins.today);
		const asWorked = measured(wins.asWorked);
		// Half of each cell was worked, whatever came of it: both assumptions mean the same.
		expect(Math.abs(asWorked.wins / wins.asObserved.wins - 1)).toBeLessThan(0.05);
	});

	/** Every second lead of each cell, with every second win. */
	function workedHalf(all: Cells): Cells {
		const half = (column: Float64Array) => column.map((value) => Math.floor(value / 2));
		return { ...all, n: half(all.n), k: half(all.k) };
	}
});

function expectFinite(value: unknown): void {
	if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
	if (value && typeof value === 'object') Object.values(value).forEach(expectFinite);
}
