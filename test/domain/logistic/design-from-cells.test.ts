import { describe, expect, it } from 'vitest';
import { MISSING } from '#lib/domain/cells/cells.ts';
import { aliasedTerms } from '#lib/domain/logistic/aliased-terms.ts';
import { designFromCells } from '#lib/domain/logistic/design-from-cells.ts';
import { fitLogistic } from '#lib/domain/logistic/fit-logistic.ts';
import { nuisanceFields } from '#lib/domain/logistic/nuisance-fields.ts';
import { selectTerms } from '#lib/domain/logistic/select-terms.ts';
import { expectClose } from '../../reference/close.ts';
import { cardOf, cellsOf } from './cards.ts';

const card = cardOf([
	{ id: 'demo' },
	{ id: 'software', field: 'industry' },
	{ id: 'trade', field: 'industry' },
	{ id: 'views', steps: 5 }
]);

const cells = cellsOf([
	[[0, 0, 0, 0], 40, 4],
	[[1, 1, 0, 3], 20, 9],
	[[1, 0, 1, MISSING], 20, 6],
	[[0, MISSING, MISSING, 5], 20, 5]
]);

describe('terms from rule states', () => {
	it('are the states, 0 where a rule could not be evaluated, then one column a field with gaps', () => {
		const nuisance = nuisanceFields(cells, card, [0, 1, 2, 3]);
		const design = designFromCells(cells, card, [0, 1, 2, 3], nuisance);
		expect(nuisance).toEqual(['industry', 'views']);
		expect(design.names).toEqual([
			'demo',
			'software',
			'trade',
			'views',
			'missing: industry',
			'missing: views'
		]);
		expect(design.columns.map((column) => [...column])).toEqual([
			[0, 1, 1, 0],
			[0, 1, 0, 0],
			[0, 0, 1, 0],
			[0, 3, 0, 5],
			[0, 0, 0, 1],
			[0, 0, 1, 0]
		]);
		expect([design.n, design.k]).toEqual([cells.n, cells.k]);
	});

	it('leave out rules that are not asked for and fields that only those look at', () => {
		expect(nuisanceFields(cells, card, [0, 3])).toEqual(['views']);
		expect(designFromCells(cells, card, [3, 0], []).names).toEqual(['views', 'demo']);
	});

	it('give a nuisance column of zeros where a later set of leads has no gaps', () => {
		const complete = cellsOf([[[1, 0, 0, 2], 5, 1]]);
		const design = designFromCells(complete, card, [0, 1], ['industry']);
		expect([...design.columns[2]]).toEqual([0]);
	});

	it('give no nuisance term to a field whose missing leads all have one outcome', () => {
		const oneSided = cellsOf([
			[[0, 0, 0, 0], 40, 4],
			[[1, 1, 0, 3], 20, 9],
			[[0, MISSING, MISSING, 0], 20, 0],
			[[0, 1, 0, MISSING], 20, 20]
		]);
		expect(nuisanceFields(oneSided, card, [0, 1, 2, 3])).toEqual([]);
	});

	it('let a rule win over the nuisance term that says the same', () => {
		const asked = cardOf([
			{ id: 'industry is missing', field: 'industry' },
			{ id: 'software', field: 'industry' }
		]);
		const gaps = cellsOf([
			[[0, 1], 20, 5],
			[[0, 0], 10, 2],
			[[1, MISSING], 20, 9]
		]);
		const design = designFromCells(gaps, asked, [0, 1], nuisanceFields(gaps, asked, [0, 1]));
		expect(aliasedTerms(design)).toMatchObject([
			{ name: 'missing: industry', on: [{ name: 'industry is missing' }] }
		]);
	});

	it('refuse a card that does not fit the cells', () => {
		expect(() => designFromCells(cells, cardOf([{ id: 'demo' }]), [0], [])).toThrow(
			'designFromCells: 1 rules, 4 state columns'
		);
		expect(() => designFromCells(cells, card, [7], [])).toThrow('the card has no rule 7');
	});
});

describe('a nuisance term', () => {
	it('keeps missing leads from pulling on the weight of the rule', () => {
		// Where the industry is known the odds ratio is exactly 9; the missing leads win rarely.
		const three = cardOf([{ id: 'software', field: 'industry' }]);
		const gaps = cellsOf([
			[[0], 40, 10],
			[[1], 40, 30],
			[[MISSING], 100, 2]
		]);
		const design = designFromCells(gaps, three, [0], nuisanceFields(gaps, three, [0]));
		expectClose([fitLogistic(design).coefficients[1]], [Math.log(9)], 1e-10);
		const without = fitLogistic(selectTerms(design, [0]));
		expect(without.coefficients[1]).toBeGreaterThan(3);
	});
});
