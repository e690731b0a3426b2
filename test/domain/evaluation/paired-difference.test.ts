import { describe, expect, it } from 'vitest';
import { brierDifference } from '#lib/domain/evaluation/brier-difference.ts';
import { logLossDifference } from '#lib/domain/evaluation/log-loss-difference.ts';
import { mappedProbabilities } from '#lib/domain/evaluation/probability-map.ts';
import { pairedDifference } from '#lib/domain/evaluation/paired-difference.ts';
import type { Measured } from '#lib/domain/units.ts';
import { expectClose } from '../../reference/close.ts';
import { fc } from '../../reference/properties.ts';
import { generatedScores } from './generated-scores.ts';
import { scoredCells } from './scores.ts';

const { model, n, k, accounts } = generatedScores();
const base = model.map(() => 0.2);

function measured<T>(found: Measured<T>): T {
	if (!found.measured) throw new Error(JSON.stringify(found));
	return found;
}

describe('the mean of a paired figure', () => {
	it('has the sample error of a mean, worked by hand', () => {
		// Four leads: 1, 1 (won), 0, 0 (lost). Mean 1/2, sample variance 1/3.
		const found = measured(
			pairedDifference(
				Float64Array.of(1),
				Float64Array.of(0),
				Float64Array.of(4),
				Float64Array.of(2)
			)
		);
		expect(found).toMatchObject({ difference: 0.5 });
		expect(found.standardError).toBeCloseTo(Math.sqrt(1 / 12), 14);
		expect(found.z).toBeCloseTo(Math.sqrt(3), 12);
		expect(found.p).toBeCloseTo(0.0832645166635504, 12);
	});

	it('counts an account as one, worked by hand', () => {
		// Accounts of {won, won} and {lost, lost}: sums about the mean 1 and -1, times 2 / (2 - 1), over 4 leads.
		const pairs = { cluster: [7, 9], cell: [0, 0], n: [2, 2], k: [2, 0] };
		const found = measured(
			pairedDifference(
				Float64Array.of(1),
				Float64Array.of(0),
				Float64Array.of(4),
				Float64Array.of(2),
				pairs
			)
		);
		expect(found.standardError).toBeCloseTo(Math.sqrt(4) / 4, 14);
	});

	it('is the same by account where every lead is an account of its own', () => {
		const each = { ...accounts, cluster: accounts.cell };
		for (const difference of [brierDifference, logLossDifference]) {
			const alone = measured(difference(model, base, n, k));
			const byAccount = measured(difference(model, base, n, k, each));
			expectClose([byAccount.standardError], [alone.standardError], 1e-12);
		}
	});

	it('turns over with the order of the two', () => {
		fc.assert(
			fc.property(scoredCells(), ({ score, n, k }) => {
				const p = mappedProbabilities({ intercept: -1, slope: 0.03 }, score);
				const q = mappedProbabilities({ intercept: 0, slope: -0.01 }, score);
				for (const difference of [brierDifference, logLossDifference]) {
					const [there, back] = [difference(p, q, n, k), difference(q, p, n, k)].map((each) =>
						measured(each)
					);
					expectClose(
						[back.difference, back.z, ...back.ci],
						[-there.difference, -there.z, -there.ci[1], -there.ci[0]],
						1e-9,
						1e-12
					);
					expect(back.p).toBeCloseTo(there.p, 12);
				}
			})
		);
	});

	it('is nothing, with p 1, where both are the same', () => {
		expect(brierDifference(model, model, n, k)).toMatchObject({
			difference: 0,
			z: 0,
			p: 1,
			ci: [0, 0]
		});
	});

	it('is refused on one lead, in one account, and for columns that do not fit', () => {
		const one = Float64Array.of(1);
		expect(pairedDifference(one, one, one, one)).toMatchObject({ reason: 'few-leads' });
		const single = { cluster: [3], cell: [0], n: [2], k: [1] };
		expect(pairedDifference(one, one, Float64Array.of(2), one, single)).toMatchObject({
			reason: 'few-accounts',
			params: { accounts: 1, needed: 2 }
		});
		expect(() => pairedDifference(one, one, one, Float64Array.of(1, 1))).toThrow(
			'lengths 1, 1, 1, 2'
		);
	});
});
