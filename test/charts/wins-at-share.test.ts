import { describe, expect, it } from 'vitest';
import { mergedBins } from '#lib/charts/merged-bins.ts';
import { winsAtShare } from '#lib/charts/wins-at-share.ts';

const gains = [
	{ shareOfLeads: 0, shareOfWins: 0, threshold: null },
	{ shareOfLeads: 0.1, shareOfWins: 0.4, threshold: 50 },
	{ shareOfLeads: 0.5, shareOfWins: 0.8, threshold: 20 },
	{ shareOfLeads: 1, shareOfWins: 1, threshold: 0 }
];

describe('the share of wins among the best leads', () => {
	it('is read off where a block of equal points ends', () => {
		expect(winsAtShare(gains, 0.1)).toBe(0.4);
		expect(winsAtShare(gains, 0)).toBe(0);
		expect(winsAtShare(gains, 1)).toBe(1);
	});

	it('takes a cut block in proportion', () => {
		expect(winsAtShare(gains, 0.2)).toBeCloseTo(0.5, 12);
	});
});

describe('merged bins', () => {
	const bins = Array.from({ length: 7 }, (_, i) => ({ from: i, to: i + 1, won: i, lost: 1 }));

	it('are as few as wanted, without gaps, and lose nobody', () => {
		const merged = mergedBins(bins, 3);
		expect(merged.map(({ from, to }) => [from, to])).toEqual([
			[0, 3],
			[3, 6],
			[6, 7]
		]);
		expect(merged.reduce((sum, bin) => sum + bin.won, 0)).toBe(21);
		expect(merged.reduce((sum, bin) => sum + bin.lost, 0)).toBe(7);
	});

	it('stay as they are where they are few enough', () => {
		expect(mergedBins(bins, 7)).toBe(bins);
		expect(mergedBins([], 7)).toEqual([]);
	});
});
