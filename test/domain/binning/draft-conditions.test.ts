import { describe, expect, it } from 'vitest';
import { draftConditions, type ColumnFacts } from '#lib/domain/binning/draft-conditions.ts';

const column = (facts: Partial<ColumnFacts>): ColumnFacts => ({
	name: 'x',
	type: 'text',
	rows: 100,
	filled: 100,
	distinct: 50,
	quartiles: null,
	whole: false,
	...facts
});

describe('draftConditions', () => {
	it('offers each value of a choice but the most frequent', () => {
		const found = draftConditions(column({ distinct: 3 }), ['web', 'fair', 'referral']);
		expect(found).toEqual([
			{ when: { field: 'x', operator: 'equals', value: 'fair' } },
			{ when: { field: 'x', operator: 'equals', value: 'referral' } }
		]);
	});

	it('offers one rule for a column of two values: the rarer', () => {
		expect(draftConditions(column({ distinct: 2 }), ['no', 'yes'])).toEqual([
			{ when: { field: 'x', operator: 'equals', value: 'yes' } }
		]);
	});

	it('offers the quartiles of a number, each cut once and none that all leads reach', () => {
		const numbers = column({ type: 'number', quartiles: [1, 1, 50, 500, 9000], whole: true });
		expect(draftConditions(numbers, [])).toEqual([
			{ when: { field: 'x', operator: 'at-least', value: 50 } },
			{ when: { field: 'x', operator: 'at-least', value: 500 } }
		]);
	});

	it('offers the largest value where all quartiles are the least', () => {
		const numbers = column({ type: 'number', quartiles: [1.5, 1.5, 1.5, 1.5, 7] });
		expect(draftConditions(numbers, [])).toEqual([
			{ when: { field: 'x', operator: 'at-least', value: 7 } }
		]);
	});

	it('offers points per event for a count of few events', () => {
		const counts = column({ type: 'number', quartiles: [0, 0, 1, 2, 40], whole: true });
		expect(draftConditions(counts, [])).toEqual([{ each: { field: 'x', per: 1, atMost: 5 } }]);
		const rare = column({ type: 'number', quartiles: [0, 0, 0, 0, 3], whole: true });
		expect(draftConditions(rare, [])).toEqual([{ each: { field: 'x', per: 1, atMost: 3 } }]);
	});

	it('offers only whether a column of many values is filled', () => {
		const set = [{ when: { field: 'x', operator: 'is-set' } }];
		expect(draftConditions(column({ filled: 40 }), [])).toEqual(set);
		expect(draftConditions(column({ type: 'timestamp', filled: 40 }), [])).toEqual(set);
		expect(draftConditions(column({ distinct: 1, filled: 40 }), ['x'])).toEqual(set);
	});

	it('offers nothing where nothing tells leads apart', () => {
		expect(draftConditions(column({}), [])).toEqual([]);
		expect(draftConditions(column({ filled: 0, distinct: 0 }), [])).toEqual([]);
		expect(draftConditions(column({ rows: 0, filled: 0, distinct: 0 }), [])).toEqual([]);
		expect(draftConditions(column({ distinct: 1 }), ['x'])).toEqual([]);
		const constant = column({ type: 'number', distinct: 1, quartiles: [3, 3, 3, 3, 3] });
		expect(draftConditions(constant, [])).toEqual([]);
	});
});
