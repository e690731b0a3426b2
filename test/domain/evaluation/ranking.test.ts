import { fc } from '../../reference/properties.ts';
import { describe, expect, it } from 'vitest';
import { auc } from '#lib/domain/evaluation/auc.ts';
import { aucDifference } from '#lib/domain/evaluation/auc-difference.ts';
import { collapseScores, NO_GROUP } from '#lib/domain/evaluation/collapse-scores.ts';
import { gains } from '#lib/domain/evaluation/gains.ts';
import { ks } from '#lib/domain/evaluation/ks.ts';
import { roc } from '#lib/domain/evaluation/roc.ts';
import type { Measured } from '#lib/domain/units.ts';
import { expectClose } from '../../reference/close.ts';
import { leadsOf, scoredCells, type ScoredCells } from './scores.ts';

const groupsOf = ({ score, n, k }: ScoredCells) => collapseScores(score, n, k);

function measured<T>(found: Measured<T>): T {
	if (!found.measured) throw new Error(found.reason);
	return found;
}

/** Scores 1 2 2 3 with outcomes lost, won, lost, won. */
const four = collapseScores(
	Float64Array.of(1, 2, 2, 3),
	Float64Array.of(1, 1, 1, 1),
	Float64Array.of(0, 1, 0, 1)
);

describe('equal scores', () => {
	it('become one group, lowest first, whatever the order of the cells', () => {
		const groups = collapseScores(
			Float64Array.of(5, 0, 5, -1),
			Float64Array.of(1, 2, 3, 0),
			Float64Array.of(1, 0, 1, 0)
		);
		expect([groups.score, groups.n, groups.k].map((column) => [...column])).toEqual([
			[0, 5],
			[2, 4],
			[0, 2]
		]);
		expect([...groups.group]).toEqual([1, 0, 1, NO_GROUP]);
	});

	it('are found alike among whole scores, fractions and scores far apart', () => {
		fc.assert(
			fc.property(scoredCells(), fc.constantFrom(0.1, 1, 1e7), (cells, times) => {
				const whole = groupsOf(cells);
				const scaled = groupsOf({ ...cells, score: cells.score.map((value) => value * times) });
				expect([...scaled.group]).toEqual([...whole.group]);
				expect([...scaled.n]).toEqual([...whole.n]);
				expect([...scaled.k]).toEqual([...whole.k]);
			})
		);
	});

	it('need scores that are numbers and counts that make sense', () => {
		const one = Float64Array.of(1);
		expect(() => collapseScores(Float64Array.of(NaN), one, one)).toThrow(
			'collapseScores: score NaN'
		);
		expect(() => collapseScores(one, one, Float64Array.of(2))).toThrow('cell 0 has n 1, k 2');
		expect(() => collapseScores(one, Float64Array.of(1, 1), one)).toThrow('1 scores, 2 n, 1 k');
	});
});

describe('AUC', () => {
	it('counts a tie as half, by hand: (1 + 1/2 + 1 + 1) / 4', () => {
		// Placements of the wins 3/4 and 1, of the losses 1 and 3/4: variance 2 x (1/32 / 2).
		const found = measured(auc(four));
		expectClose([found.auc, found.variance], [0.875, 1 / 32], 1e-12);
		expectClose(found.ci, [0.875 - 1.95996398454005 * Math.sqrt(1 / 32), 1], 1e-12);
	});

	it('is the share of pairs that rank right, counted one by one', () => {
		fc.assert(
			fc.property(scoredCells(), (cells) => {
				const leads = leadsOf(cells);
				let pairs = 0;
				let right = 0;
				for (const win of leads.filter(({ won }) => won)) {
					for (const loss of leads.filter(({ won }) => !won)) {
						pairs++;
						right += win.score > loss.score ? 1 : win.score === loss.score ? 0.5 : 0;
					}
				}
				expect(measured(auc(groupsOf(cells))).auc).toBeCloseTo(right / pairs, 12);
			}),
			{ numRuns: 40 }
		);
	});

	it('does not change under a rising map of the score, and turns over under a falling one', () => {
		fc.assert(
			fc.property(scoredCells(), (cells) => {
				const plain = measured(auc(groupsOf(cells)));
				const risen = { ...cells, score: cells.score.map((value) => Math.exp(value / 10)) };
				const turned = { ...cells, score: cells.score.map((value) => -value) };
				expect(measured(auc(groupsOf(risen)))).toEqual(plain);
				const other = measured(auc(groupsOf(turned)));
				expectClose([other.auc, other.variance], [1 - plain.auc, plain.variance], 1e-9, 1e-6);
			})
		);
	});

	it('says no more of a constant score than one half', () => {
		const constant = collapseScores(Float64Array.of(7), Float64Array.of(10), Float64Array.of(4));
		expect(measured(auc(constant))).toMatchObject({ auc: 0.5, variance: 0, ci: [0.5, 0.5] });
	});

	it('is not measured with fewer than two wins or two losses', () => {
		const of = (n: number, k: number) =>
			auc(collapseScores(Float64Array.of(1), Float64Array.of(n), Float64Array.of(k)));
		expect(of(9, 1)).toMatchObject({ measured: false, reason: 'few-wins', params: { wins: 1 } });
		expect(of(9, 8)).toMatchObject({
			measured: false,
			reason: 'few-losses',
			params: { losses: 1 }
		});
	});

	it('counts in doubles: 4 million wins and 4 million losses keep an interval', () => {
		const found = measured(
			auc(
				collapseScores(Float64Array.of(0, 1), Float64Array.of(4e6, 4e6), Float64Array.of(1e6, 3e6))
			)
		);
		expect(found.auc).toBe(0.75);
		expect(found.ci[1] - found.ci[0]).toBeGreaterThan(1e-4);
		expect(found.ci[1] - found.ci[0]).toBeLessThan(2e-3);
	});
});

describe('the difference of two AUCs on the same leads', () => {
	it('is nothing between a score and itself, or any rising map of it', () => {
		fc.assert(
			fc.property(scoredCells(), ({ score, n, k }) => {
				const found = measured(
					aucDifference(
						score,
						score.map((value) => 3 * value - 7),
						n,
						k
					)
				);
				expect(found).toMatchObject({ difference: 0, standardError: 0, z: 0, p: 1, ci: [0, 0] });
			})
		);
	});

	it('changes sign when the scores change places', () => {
		fc.assert(
			fc.property(scoredCells(), ({ score, n, k }) => {
				const other = score.map((value) => (value * 37) % 11);
				const there = measured(aucDifference(score, other, n, k));
				const back = measured(aucDifference(other, score, n, k));
				expect(back.difference).toBeCloseTo(-there.difference, 12);
				expect(back.standardError).toBeCloseTo(there.standardError, 12);
				expect(back.p).toBeCloseTo(there.p, 10);
			})
		);
	});

	it('has the variance of both AUCs less twice what they share', () => {
		fc.assert(
			fc.property(scoredCells(), ({ score, n, k }) => {
				// Against a constant score, which shares nothing, the variance is the score's own.
				const constant = new Float64Array(score.length);
				const found = measured(aucDifference(score, constant, n, k));
				const alone = measured(auc(collapseScores(score, n, k)));
				expectClose(
					[found.difference, found.standardError ** 2],
					[alone.auc - 0.5, alone.variance],
					1e-9,
					1e-9
				);
			})
		);
	});
});

describe('the ROC curve', () => {
	it('goes from the origin over each distinct score to (1, 1)', () => {
		expect(roc(four)).toEqual([
			{ threshold: null, falsePositiveRate: 0, truePositiveRate: 0 },
			{ threshold: 3, falsePositiveRate: 0, truePositiveRate: 0.5 },
			{ threshold: 2, falsePositiveRate: 0.5, truePositiveRate: 1 },
			{ threshold: 1, falsePositiveRate: 1, truePositiveRate: 1 }
		]);
	});

	it('holds the AUC as its area', () => {
		fc.assert(
			fc.property(scoredCells(), (cells) => {
				const curve = roc(groupsOf(cells));
				if (!Array.isArray(curve)) throw new Error(curve.reason);
				let area = 0;
				for (let i = 1; i < curve.length; i++) {
					const width = curve[i].falsePositiveRate - curve[i - 1].falsePositiveRate;
					area += (width * (curve[i].truePositiveRate + curve[i - 1].truePositiveRate)) / 2;
				}
				expect(area).toBeCloseTo(measured(auc(groupsOf(cells))).auc, 10);
			})
		);
	});

	it('keeps at most 200 points, all of the curve itself, with both ends', () => {
		const score = Float64Array.from({ length: 5000 }, (_, i) => i);
		const groups = collapseScores(
			score,
			new Float64Array(5000).fill(3),
			score.map((value) => Math.floor(value / 1700))
		);
		const [all, thinned] = [roc(groups, Infinity), roc(groups)];
		if (!Array.isArray(all) || !Array.isArray(thinned)) throw new Error('not measured');
		expect(all).toHaveLength(5001);
		expect(thinned).toHaveLength(200);
		expect([thinned[0], thinned[199]]).toEqual([all[0], all[5000]]);
		const known = new Set(all.map((point) => JSON.stringify(point)));
		expect(thinned.every((point) => known.has(JSON.stringify(point)))).toBe(true);
		const positions = thinned.map((point) => point.falsePositiveRate + point.truePositiveRate);
		const steps = positions.slice(1).map((position, i) => position - positions[i]);
		expect(Math.max(...steps)).toBeLessThan(0.02);
		expect(Math.min(...steps)).toBeGreaterThan(0);
	});

	it('is not measured for one class', () => {
		const wins = collapseScores(Float64Array.of(1), Float64Array.of(3), Float64Array.of(3));
		expect(roc(wins)).toMatchObject({
			measured: false,
			reason: 'one-class',
			params: { losses: 0 }
		});
	});
});

describe('gains', () => {
	it('work from the top and never split a tie', () => {
		expect(gains(four)).toEqual([
			{ shareOfLeads: 0, shareOfWins: 0, threshold: null },
			{ shareOfLeads: 0.25, shareOfWins: 0.5, threshold: 3 },
			{ shareOfLeads: 0.75, shareOfWins: 1, threshold: 2 },
			{ shareOfLeads: 1, shareOfWins: 1, threshold: 1 }
		]);
	});

	it('only ever rise, from nothing to everything', () => {
		fc.assert(
			fc.property(scoredCells(), (cells) => {
				const curve = gains(groupsOf(cells));
				if (!Array.isArray(curve)) throw new Error(curve.reason);
				for (let i = 1; i < curve.length; i++) {
					expect(curve[i].shareOfLeads).toBeGreaterThan(curve[i - 1].shareOfLeads);
					expect(curve[i].shareOfWins).toBeGreaterThanOrEqual(curve[i - 1].shareOfWins);
				}
				expect(curve.at(-1)).toMatchObject({ shareOfLeads: 1, shareOfWins: 1 });
			})
		);
	});

	it('are not measured without wins', () => {
		const losses = collapseScores(Float64Array.of(1), Float64Array.of(3), Float64Array.of(0));
		expect(gains(losses)).toMatchObject({
			measured: false,
			reason: 'no-wins',
			params: { leads: 3 }
		});
	});
});

describe('KS', () => {
	it('is the largest distance of the two shares, at the score where it is reached', () => {
		expect(ks(four)).toEqual({ measured: true, ks: 0.5, threshold: 3 });
	});

	it('is the largest distance of the ROC curve from the diagonal, also for a score that ranks backwards', () => {
		fc.assert(
			fc.property(scoredCells(), (cells) => {
				const curve = roc(groupsOf(cells));
				if (!Array.isArray(curve)) throw new Error(curve.reason);
				const distances = curve.map((point) =>
					Math.abs(point.truePositiveRate - point.falsePositiveRate)
				);
				expect(measured(ks(groupsOf(cells))).ks).toBeCloseTo(Math.max(...distances), 12);
				const backwards = { ...cells, score: cells.score.map((value) => -value) };
				expect(measured(ks(groupsOf(backwards))).ks).toBeCloseTo(Math.max(...distances), 12);
			})
		);
	});

	it('is not measured for one class', () => {
		const wins = collapseScores(Float64Array.of(1), Float64Array.of(3), Float64Array.of(3));
		expect(ks(wins)).toMatchObject({ measured: false, reason: 'one-class' });
	});
});
