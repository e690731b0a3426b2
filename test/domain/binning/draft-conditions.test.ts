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
	const levels = (counts: Record<string, number>) =>
		Object.entries(counts).map(([value, leads]) => ({ value, leads }));
	const equals = (value: string) => ({ when: { field: 'x', operator: 'equals', value } });

	it('offers each value of a choice but the most frequent', () => {
		const found = draftConditions(
			column({ distinct: 3 }),
			levels({ web: 60, fair: 30, referral: 10 })
		);
		expect(found).toEqual([equals('fair'), equals('referral')]);
	});

	it('offers one rule for a column of two values: the rarer', () => {
		const found = draftConditions(column({ distinct: 2 }), levels({ no: 90, yes: 10 }));
		expect(found).toEqual([equals('yes')]);
	});

	it('offers values that 1 % of the leads have, and twelve at most', () => {
		const rare = column({ rows: 1000, filled: 1000 });
		expect(draftConditions(rare, levels({ web: 900, fair: 10, other: 9 }))).toEqual([
			equals('fair')
		]);
		const many = Object.fromEntries(Array.from({ length: 13 }, (_, i) => [`v${i}`, 5]));
		expect(draftConditions(column({}), levels(many))).toHaveLength(12);
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
		expect(draftConditions(column({ distinct: 1, filled: 40 }), levels({ a: 40 }))).toEqual(set);
	});

	it('offers nothing where nothing tells leads apart', () => {
		expect(draftConditions(column({}), [])).toEqual([]);
		expect(draftConditions(column({ filled: 0, distinct: 0 }), [])).toEqual([]);
		expect(draftConditions(column({ rows: 0, filled: 0, distinct: 0 }), [])).toEqual([]);
		expect(draftConditions(column({ distinct: 1 }), levels({ a: 100 }))).toEqual([]);
		const constant = column({ type: 'number', distinct: 1, quartiles: [3, 3, 3, 3, 3] });
		expect(draftConditions(constant, [])).toEqual([]);
	});
});
