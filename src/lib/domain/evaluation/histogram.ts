import type { HistogramBin } from '#lib/domain/calibration/calibration.ts';
import type { ScoreGroups } from './collapse-scores.ts';

/**
 * Won and lost leads by score, in at most `most` bins [from, to) of equal width, without gaps. The width is 1, 2 or 5
 * times a power of ten, and for whole scores a whole number of points, so that bin edges can be read.
 *
 * @returns lowest bin first; none where there are no leads
 * @example histogram(collapseScores(score, n, k))[0] // { from: 0, to: 1, won: 1, lost: 33 }
 */
export function histogram(groups: ScoreGroups, most = 60): HistogramBin[] {
	if (groups.score.length === 0) return [];
	const lowest = groups.score[0];
	const highest = groups.score[groups.score.length - 1];
	const whole = groups.score.every(Number.isInteger);
	const width = narrowestWidth(lowest, highest, most, whole);
	const first = binOf(lowest, width);
	const bins = Array.from({ length: binOf(highest, width) - first + 1 }, (_, i) => ({
		from: edge(first + i, width),
		to: edge(first + i + 1, width),
		won: 0,
		lost: 0
	}));
	groups.score.forEach((score, g) => {
		const bin = bins[binOf(score, width) - first];
		bin.won += groups.k[g];
		bin.lost += groups.n[g] - groups.k[g];
	});
	return bins;
}

/** A width as `step` x 10^`exponent`, kept apart so that edges like 0.15 come out exact. */
interface Width {
	step: number;
	exponent: number;
}

function narrowestWidth(lowest: number, highest: number, most: number, whole: boolean): Width {
	const span = highest - lowest || Math.abs(highest) || 1;
	const start = Math.floor(Math.log10(span / most)) - 1;
	for (let exponent = whole ? Math.max(0, start) : start; ; exponent++) {
		for (const step of [1, 2, 5]) {
			const width = { step, exponent };
			if (binOf(highest, width) - binOf(lowest, width) + 1 <= most) return width;
		}
	}
}

function edge(bin: number, { step, exponent }: Width): number {
	return (exponent < 0 ? (bin * step) / 10 ** -exponent : bin * step * 10 ** exponent) + 0;
}

/** The bin whose edges, as they are printed, hold the score. */
function binOf(score: number, width: Width): number {
	const { step, exponent } = width;
	let bin = Math.floor(exponent < 0 ? (score * 10 ** -exponent) / step : score / edge(1, width));
	if (edge(bin + 1, width) <= score) bin++;
	else if (edge(bin, width) > score) bin--;
	return bin;
}
