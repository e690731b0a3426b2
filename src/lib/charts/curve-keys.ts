import type { DrawnScore } from '#lib/charts/drawn-scores.ts';
import type { KeyItem } from '#lib/charts/key.ts';

/** Which curve is which score. */
export function curveKeys(
	scores: DrawnScore[],
	wordOf = ({ label }: DrawnScore) => label
): KeyItem[] {
	return scores.map((score) => ({
		label: wordOf(score),
		mark: 'line',
		colour: score.stroke.colour,
		dash: score.stroke.dash
	}));
}
