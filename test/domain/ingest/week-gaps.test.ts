import { expect, it } from 'vitest';
import { weekGaps } from '#lib/domain/ingest/week-gaps.ts';

it('names whole weeks without leads from Monday to Sunday', () => {
	expect(weekGaps([0, 3])).toEqual([
		{ from: '1970-01-12T00:00:00.000Z', to: '1970-01-25T00:00:00.000Z', weeks: 2 }
	]);
	expect(new Date(weekGaps([2900, 2902])[0].from).getUTCDay()).toBe(1);
	expect(new Date(weekGaps([2900, 2902])[0].to).getUTCDay()).toBe(0);
});

it('finds none among neighbours, in one week, or in none', () => {
	expect(weekGaps([5, 4, 3, 4])).toEqual([]);
	expect(weekGaps([7])).toEqual([]);
	expect(weekGaps([])).toEqual([]);
});
