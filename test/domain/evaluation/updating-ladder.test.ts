import { describe, expect, it } from 'vitest';
import { updatingLadder, type LadderRung } from '#lib/domain/evaluation/updating-ladder.ts';
import { designFromTerms } from '#lib/domain/logistic/design-from-terms.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import { drawBinomial } from '#lib/domain/logistic/draw-binomial.ts';
import { random } from '#lib/domain/random.ts';
import type { Measured } from '#lib/domain/units.ts';
import { expectClose } from '../../reference/close.ts';
import { generatedLeads } from '../logistic/generated-leads.ts';
import { generatedScores, scoresOfR } from './generated-scores.ts';

function measured<T>(found: Measured<T>): T {
	if (!found.measured) throw new Error(`${found.reason} ${JSON.stringify(found.params)}`);
	return found;
}

const pOf = ({ againstAll }: LadderRung) => (againstAll.measured ? againstAll.p : null);

describe('the updating ladder on leads R has fitted too', () => {
	it('has R’s likelihoods and tests, and climbs to the top where each rung is rejected', () => {
		const { terms, n, k } = generatedLeads();
		const { design } = measured(designFromTerms(terms.slice(0, 4), n, k));
		const published = generatedScores().model.map((p) => Math.log(p / (1 - p)));
		const { update, rungs } = measured(updatingLadder(design, published));
		const { ladder, ladderP } = scoresOfR();
		expectClose(
			rungs.map(({ logLikelihood }) => logLikelihood),
			ladder,
			1e-10
		);
		expectClose(rungs.slice(0, 3).map(pOf) as number[], ladderP, 1e-8);
		expect(rungs.map(({ parameters }) => parameters)).toEqual([0, 1, 2, 8]);
		expect(pOf(rungs[3])).toBe(null);
		expect(update).toBe('all');
	});
});

describe('the updating ladder', () => {
	const cells = [0, 1].flatMap((a) => [0, 1].flatMap((b) => [0, 1].map((c) => [a, b, c])));
	const columns = [0, 1, 2].map((j) => Float64Array.from(cells, (values) => values[j]));
	const published = Float64Array.from(cells, ([a, b, c]) => -2 + a + 0.6 * b - 0.4 * c);

	/** Leads whose true log-odds are a map of the published ones. */
	function leads(truth: (logit: number, cell: number) => number, seed: number, each = 400): Design {
		const next = random(seed);
		const n = new Float64Array(8).fill(each);
		const k = published.map((logit, c) =>
			drawBinomial(next, each, 1 / (1 + Math.exp(-truth(logit, c))))
		);
		return { names: ['a', 'b', 'c'], columns, n, k };
	}
	const updateOf = (design: Design) => measured(updatingLadder(design, published)).update;

	it('stops at the smallest update the leads need', () => {
		expect(updateOf(leads((logit) => logit, 2))).toBe('keep');
		expect(updateOf(leads((logit) => logit + 0.6, 2))).toBe('intercept');
		expect(updateOf(leads((logit) => 0.5 + 0.4 * logit, 2))).toBe('intercept-and-slope');
		expect(updateOf(leads((_, c) => (c % 2 ? 0.5 : -2), 2))).toBe('all');
	});

	it('says by how much', () => {
		const { rungs } = measured(
			updatingLadder(
				leads((logit) => 0.5 + 0.4 * logit, 2, 4000),
				published
			)
		);
		expect(rungs[0]).toMatchObject({ update: 'keep', intercept: 0, slope: 1 });
		expect(rungs[1]).toMatchObject({ update: 'intercept', slope: 1 });
		expect(rungs[2].intercept).toBeCloseTo(0.5, 1);
		expect(rungs[2].slope).toBeCloseTo(0.4, 1);
		expect(rungs[3]).toMatchObject({ update: 'all', intercept: null, slope: null });
	});

	it('keeps a right model in about 95 of 100 data sets', () => {
		const kept = [...Array(400).keys()].filter(
			(i) => updateOf(leads((logit) => logit, 5000 + i)) === 'keep'
		);
		expect(kept.length / 400).toBeGreaterThan(0.92);
		expect(kept.length / 400).toBeLessThan(0.98);
	});

	it('contains a capped score in its largest model', () => {
		const capped = published.map((logit) => Math.max(-1.9, Math.min(-0.9, logit)));
		const { rungs } = measured(
			updatingLadder(
				leads((logit) => logit, 3),
				capped
			)
		);
		expect(rungs.map(({ parameters }) => parameters)).toEqual([0, 1, 2, 5]);
	});

	it('has nothing to test where the rules say no more than the published score', () => {
		const alone: Design = {
			...leads((logit) => 1 + 2 * logit, 2),
			names: ['s'],
			columns: [published]
		};
		const found = measured(updatingLadder(alone, published));
		expect(found.update).toBe('intercept-and-slope');
		expect(found.rungs[2].againstAll).toMatchObject({ measured: false, reason: 'nothing-to-test' });
	});

	it('is not measured where it cannot be', () => {
		const design = leads((logit) => logit, 2);
		expect(updatingLadder({ ...design, k: new Float64Array(8) }, published)).toMatchObject({
			reason: 'one-class'
		});
		expect(updatingLadder(design, new Float64Array(8).fill(-1))).toMatchObject({
			reason: 'constant-score'
		});
		const separated = { ...design, k: design.n.map((count, c) => (c > 3 ? count : 0)) };
		expect(updatingLadder(separated, published)).toMatchObject({ reason: 'not-converged' });
		expect(() => updatingLadder(design, new Float64Array(8).fill(NaN))).toThrow('is NaN');
	});
});
