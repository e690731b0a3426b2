import type { HistogramBin } from '#lib/domain/calibration/calibration.ts';

/**
 * Neighbouring bins joined so that at most `most` are left.
 * @example mergedBins([{ from: 0, to: 1, won: 1, lost: 2 }, { from: 1, to: 2, won: 0, lost: 5 }], 1) // [{ from: 0, to: 2, won: 1, lost: 7 }]
 */
export function mergedBins(bins: HistogramBin[], most: number): HistogramBin[] {
	const size = Math.ceil(bins.length / most);
	if (size <= 1) return bins;
	return Array.from({ length: Math.ceil(bins.length / size) }, (_, i) => {
		const joined = bins.slice(i * size, (i + 1) * size);
		return {
			from: joined[0].from,
			to: joined[joined.length - 1].to,
			won: joined.reduce((sum, bin) => sum + bin.won, 0),
			lost: joined.reduce((sum, bin) => sum + bin.lost, 0)
		};
	});
}
