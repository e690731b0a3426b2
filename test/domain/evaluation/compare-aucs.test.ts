import { fc } from '../../reference/properties.ts';
import { describe, expect, it } from 'vitest';
import { auc } from '#lib/domain/evaluation/auc.ts';
import { aucDifference, type AucDifference } from '#lib/domain/evaluation/auc-difference.ts';
import { collapseScores } from '#lib/domain/evaluation/collapse-scores.ts';
import { compareAucs } from '#lib/domain/evaluation/compare-aucs.ts';
import { gini } from '#lib/domain/evaluation/gini.ts';
import type { Measured } from '#lib/domain/units.ts';
import { expectClose } from '../../reference/close.ts';
import { generatedScores, scoresOfR } from './generated-scores.ts';
import { scoredCells } from './scores.ts';

function measured<T>(found: Measured<T>): T {
	if (!found.measured) throw new Error(`${found.reason} ${JSON.stringify(found.params)}`);
	return found;
}

const { card, old, model, n, k, accounts } = generatedScores();
const wanted = scoresOfR();

describe('three scores of the same leads', () => {
	it('have the areas and covariances of all pairs of a win and a loss', () => {
		const found = measured(compareAucs([card, old, model], n, k));
		expectClose(
			found.aucs.map((each) => each.auc),
			wanted.auc,
			1e-12
		);
		expectClose(found.covariance.flat(), wanted.covariance.flat(), 1e-12);
		const { chiSquare, df, p } = measured(found.allEqual);
		expectClose([chiSquare, p], wanted.joint, 1e-9);
		expect(df).toBe(2);
	});

	it('have wider errors where the leads of an account count as one', () => {
		const found = measured(compareAucs([card, old, model], n, k, accounts));
		expectClose(found.covariance.flat(), wanted.clustered.flat(), 1e-11);
	});

	it('are compared pair by pair as two scores are', () => {
		const scores = [card, old, model];
		const figures = (found: AucDifference) => [
			found.difference,
			found.standardError,
			found.z,
			found.p,
			...found.ci
		];
		for (const pair of measured(compareAucs(scores, n, k)).differences) {
			const alone = measured(aucDifference(scores[pair.first], scores[pair.second], n, k));
			expectClose(figures(pair), figures(alone), 1e-10);
		}
	});
});

describe('comparing scores', () => {
	const groupsOf = (score: Float64Array, c: { n: Float64Array; k: Float64Array }) =>
		collapseScores(score, c.n, c.k);

	it('gives each score its own AUC, error and interval', () => {
		fc.assert(
			fc.property(scoredCells(), (cells) => {
				const other = cells.score.map((value, c) => (value * 7 + c * 5) % 11);
				const found = measured(compareAucs([cells.score, other], cells.n, cells.k));
				[cells.score, other].forEach((score, i) => {
					const alone = measured(auc(groupsOf(score, cells)));
					expectClose(
						[found.aucs[i].auc, found.aucs[i].standardError ** 2],
						[alone.auc, alone.variance],
						1e-9,
						1e-9
					);
					expectClose(found.aucs[i].ci, alone.ci, 1e-9, 1e-9);
				});
			})
		);
	});

	it('finds no difference between scores that rank alike, and says that nothing is tested', () => {
		fc.assert(
			fc.property(scoredCells(), ({ score, n: leads, k: wins }) => {
				const found = measured(
					compareAucs([score, score.map((value) => Math.exp(value / 9))], leads, wins)
				);
				expect(found.differences).toEqual([
					{ first: 0, second: 1, difference: 0, standardError: 0, z: 0, p: 1, ci: [0, 0] }
				]);
				expect(found.allEqual).toMatchObject({ measured: false, reason: 'nothing-to-test' });
			})
		);
	});

	it('counts a score that repeats another as no further degree of freedom', () => {
		const found = measured(compareAucs([card, old, model, card, old], n, k));
		const three = measured(compareAucs([card, old, model], n, k));
		expect(measured(found.allEqual).df).toBe(2);
		expectClose([measured(found.allEqual).chiSquare], [measured(three.allEqual).chiSquare], 1e-9);
	});

	it('is the paired test squared where there are two', () => {
		const found = measured(compareAucs([card, old], n, k));
		const { chiSquare, p } = measured(found.allEqual);
		expectClose([chiSquare, p], [found.differences[0].z ** 2, found.differences[0].p], 1e-10);
	});

	it('turns over with the order of the scores', () => {
		const [there] = measured(compareAucs([card, old], n, k)).differences;
		const [back] = measured(compareAucs([old, card], n, k)).differences;
		expectClose(
			[back.difference, back.z, ...back.ci],
			[-there.difference, -there.z, -there.ci[1], -there.ci[0]],
			1e-12
		);
	});

	it('by account is DeLong where every lead is an account of its own', () => {
		const each = { ...accounts, cluster: accounts.cell };
		const byAccount = measured(compareAucs([card, model], n, k, each));
		expectClose(
			byAccount.covariance.flat(),
			measured(compareAucs([card, model], n, k)).covariance.flat(),
			1e-12
		);
	});

	it('does not change when the leads of an account are split into several entries', () => {
		const half = accounts.n.map((value) => value / 2);
		const wins = accounts.k.map((value) => value / 2);
		const twice = <T extends Uint32Array | Float64Array>(column: T) => [...column, ...column];
		const split = {
			cluster: twice(accounts.cluster),
			cell: twice(accounts.cell),
			n: [...half, ...half],
			k: [...wins, ...wins]
		};
		expectClose(
			measured(compareAucs([card, old], n, k, split)).covariance.flat(),
			measured(compareAucs([card, old], n, k, accounts)).covariance.flat(),
			1e-12
		);
	});

	it('keeps its interval with twenty million leads', () => {
		const many = (column: Float64Array) => column.map((value) => value * 40_000);
		const [few, million] = [
			measured(compareAucs([card, old], n, k)),
			measured(compareAucs([card, old], many(n), many(k)))
		];
		expectClose([million.aucs[0].auc], [few.aucs[0].auc], 1e-12);
		const shrink = million.differences[0].standardError / few.differences[0].standardError;
		expect(shrink).toBeCloseTo(1 / 200, 4);
		expect(million.aucs[0].ci[0]).toBeLessThan(million.aucs[0].auc);
	});

	it('is not measured with fewer than two wins, two losses or two accounts with either', () => {
		const score = Float64Array.of(1, 2, 3);
		const of = (wins: number[], leads = [2, 2, 2]) =>
			compareAucs([score], Float64Array.from(leads), Float64Array.from(wins));
		expect(of([0, 0, 1])).toEqual({
			measured: false,
			reason: 'few-wins',
			params: { wins: 1, needed: 2 }
		});
		expect(of([2, 2, 1])).toEqual({
			measured: false,
			reason: 'few-losses',
			params: { losses: 1, needed: 2 }
		});
		const one = { cluster: [0, 0, 0], cell: [0, 1, 2], n: [2, 2, 2], k: [0, 1, 2] };
		const leads = Float64Array.of(2, 2, 2);
		expect(compareAucs([score], leads, Float64Array.of(0, 1, 2), one)).toEqual({
			measured: false,
			reason: 'few-accounts',
			params: { accounts: 1, needed: 2 }
		});
		expect(() => compareAucs([], leads, leads)).toThrow('compareAucs: no scores');
		expect(() => compareAucs([Float64Array.of(1, NaN, 2)], leads, leads)).toThrow('score NaN');
	});

	it('says of all-equal scores that they rank like a coin', () => {
		const found = measured(compareAucs([card, card.map(() => 3)], n, k));
		expect(found.aucs[1]).toEqual({ auc: 0.5, standardError: 0, ci: [0.5, 0.5] });
		expect(gini(found.aucs[1].auc)).toBe(0);
	});
});
