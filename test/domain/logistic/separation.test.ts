import { describe, expect, it } from 'vitest';
import { MISSING } from '#lib/domain/cells/cells.ts';
import { ruleSupport, separation } from '#lib/domain/logistic/separation.ts';
import { cellsOf } from './cards.ts';

const reasonOf = (...rows: [state: number, n: number, k: number][]) =>
	separation(cellsOf(rows.map(([state, n, k]) => [[state], n, k])), 0)?.reason ?? null;

describe('a rule that can get no weight', () => {
	it('is told by what its two sides hold', () => {
		expect(reasonOf([0, 10, 2], [1, 5, 0])).toBe('no-wins-with');
		expect(reasonOf([0, 10, 2], [1, 5, 5])).toBe('only-wins-with');
		expect(reasonOf([0, 10, 0], [1, 5, 2])).toBe('no-wins-without');
		expect(reasonOf([0, 10, 10], [1, 5, 2])).toBe('only-wins-without');
		expect(reasonOf([0, 10, 2], [MISSING, 5, 2])).toBe('never-fires');
		expect(reasonOf([1, 10, 2], [2, 5, 2])).toBe('always-fires');
		expect(reasonOf([MISSING, 10, 2])).toBe('not-evaluable');
	});

	it('says with how many leads and wins on each side', () => {
		const cells = cellsOf([
			[[0], 40, 9],
			[[1], 7, 0],
			[[3], 5, 0],
			[[MISSING], 3, 1]
		]);
		expect(separation(cells, 0)).toEqual({
			reason: 'no-wins-with',
			params: { leads: 12, wins: 0, leadsWithout: 40, winsWithout: 9, missing: 3 }
		});
	});

	it('is not refused with both outcomes on both sides, whatever is missing', () => {
		expect(reasonOf([0, 10, 1], [1, 5, 4], [MISSING, 100, 0])).toBe(null);
	});

	it('counts a cell without leads as nothing', () => {
		expect(reasonOf([0, 10, 2], [1, 0, 0])).toBe('never-fires');
	});
});

describe('the support of a rule', () => {
	it('adds up to all leads and wins', () => {
		const cells = cellsOf([
			[[0], 40, 9],
			[[2], 7, 3],
			[[MISSING], 3, 1]
		]);
		expect(ruleSupport(cells, 0)).toEqual({
			with: { leads: 7, wins: 3 },
			without: { leads: 40, wins: 9 },
			missing: { leads: 3, wins: 1 }
		});
	});
});
