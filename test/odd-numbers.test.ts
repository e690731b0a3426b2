import { expect, it } from 'vitest';
import { oddNumbers } from './odd-numbers.ts';

it('finds what JSON would hide', () => {
	const found = { rate: NaN, by: new Map([['web', [1, -Infinity]]]), n: Float64Array.of(2, NaN) };
	expect(oddNumbers(found)).toEqual(['rate is NaN', 'by.web.1 is -Infinity', 'n.1 is NaN']);
	expect(oddNumbers([0, null, 'NaN', { wins: 3 }])).toEqual([]);
});
