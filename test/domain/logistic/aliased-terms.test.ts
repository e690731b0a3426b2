import { fc } from '../../reference/properties.ts';
import { describe, expect, it } from 'vitest';
import { aliasedTerms } from '#lib/domain/logistic/aliased-terms.ts';
import type { Design } from '#lib/domain/logistic/design.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { selectTerms } from '#lib/domain/logistic/select-terms.ts';
import { overlappingDesign } from './designs.ts';

function designOf(columns: Record<string, number[]>, n?: number[]): Design {
	const length = Object.values(columns)[0].length;
	return {
		names: Object.keys(columns),
		columns: Object.values(columns).map((column) => Float64Array.from(column)),
		n: Float64Array.from(n ?? Array(length).fill(3)),
		k: new Float64Array(length).fill(0)
	};
}

describe('terms that say nothing new', () => {
	it('are found with what they are made of: the third of three that fill each other up', () => {
		const found = aliasedTerms(
			designOf({ online: [1, 0, 0, 1], offline: [0, 1, 0, 0], unknown: [0, 0, 1, 0] })
		);
		expect(found).toHaveLength(1);
		expect(found[0]).toMatchObject({ term: 2, name: 'unknown' });
		expect(found[0].on.map(({ name }) => name)).toEqual(['(intercept)', 'online', 'offline']);
		[1, -1, -1].forEach((wanted, i) => expect(found[0].on[i].coefficient).toBeCloseTo(wanted, 10));
	});

	it('are the later of two that are equal, whatever their scale', () => {
		const found = aliasedTerms(
			designOf({ a: [0, 1, 2, 0], b: [1, 0, 1, 0], 'half a': [0, 0.5, 1, 0] })
		);
		expect(found).toMatchObject([{ name: 'half a', on: [{ name: 'a' }] }]);
		expect(found[0].on[0].coefficient).toBeCloseTo(0.5, 12);
	});

	it('include a rule that always fires (the intercept) and one that never does (nothing)', () => {
		const found = aliasedTerms(designOf({ always: [1, 1, 1], a: [0, 1, 0], never: [0, 0, 0] }));
		expect(found).toMatchObject([
			{ name: 'always', on: [{ name: '(intercept)' }] },
			{ name: 'never', on: [] }
		]);
	});

	it('are judged on cells with leads only', () => {
		const differOnlyWhereEmpty = { a: [0, 1, 0, 1], b: [0, 1, 0, 0] };
		expect(aliasedTerms(designOf(differOnlyWhereEmpty))).toEqual([]);
		expect(aliasedTerms(designOf(differOnlyWhereEmpty, [5, 5, 5, 0]))).toHaveLength(1);
	});

	it('do not include two rules that differ on one lead in a thousand million', () => {
		const found = aliasedTerms(designOf({ a: [0, 1, 0], b: [0, 1, 1] }, [5e8, 5e8, 1]));
		expect(found).toEqual([]);
	});

	it('are none in a design that can be fitted, and any sum of its terms is one', () => {
		fc.assert(
			fc.property(
				overlappingDesign(),
				fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 4, maxLength: 4 }),
				(design, weights) => {
					expect(aliasedTerms(design)).toEqual([]);
					const sum = design.n.map(
						(_, c) =>
							weights[3] +
							design.columns.reduce((all, column, j) => all + weights[j] * column[c], 0)
					);
					const more = {
						...design,
						names: [...design.names, 'sum'],
						columns: [...design.columns, sum]
					};
					const found = aliasedTerms(more);
					expect(found.map(({ name }) => name)).toEqual(['sum']);
					const wanted = Object.fromEntries(
						['a', 'b', 'steps', '(intercept)'].map((name, j) => [name, weights[j]])
					);
					for (const { name, coefficient } of found[0].on) {
						expect(coefficient).toBeCloseTo(wanted[name], 8);
						delete wanted[name];
					}
					expect(Object.values(wanted).every((left) => left === 0)).toBe(true);
				}
			)
		);
	});

	it('can be left out, and the rest is fitted', () => {
		const design = designOf({ a: [0, 1, 0, 1], copy: [0, 1, 0, 1], b: [0, 0, 1, 1] });
		design.k.set([1, 2, 1, 2]);
		const dependent = aliasedTerms(design).map(({ term }) => term);
		const fit = fitLogistic(
			selectTerms(
				design,
				[0, 1, 2].filter((j) => !dependent.includes(j))
			)
		);
		expect(fit.names).toEqual(['(intercept)', 'a', 'b']);
		expect(fit.converged).toBe(true);
	});
});
