import type { Cells } from '#lib/domain/cells/cells.ts';
import { cutTo } from '#lib/domain/scorecard/cut-to.ts';
import { gradeName, gradeOn, type GradeAxis } from '#lib/domain/scorecard/grade-matrix.ts';
import { rulesOf, type Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { groupScores } from './score-cells.ts';

/**
 * The grade of each cell: the points of the groups of either axis, after their bounds, as letter and number.
 *
 * @param points - points of each rule in order of the card, instead of the card's own
 * @returns null for a card without a matrix
 * @example gradeCells(cells, card) // ['B2', 'A1']
 */
export function gradeCells(
	cells: Cells,
	scorecard: Scorecard,
	points: ArrayLike<number> = rulesOf(scorecard).map((rule) => rule.points)
): string[] | null {
	const { matrix, groups } = scorecard;
	if (!matrix) return null;
	const sums = groupScores(cells, scorecard, points);
	const gradesOn = (axis: GradeAxis) => {
		const of = [...groups.keys()].filter((g) => axis.groups.includes(groups[g].id));
		return Array.from({ length: cells.length }, (_, c) =>
			gradeOn(
				axis,
				of.reduce((sum, g) => sum + cutTo(sums[g][c], groups[g].cap), 0)
			)
		);
	};
	const [fit, engagement] = [gradesOn(matrix.fit), gradesOn(matrix.engagement)];
	return fit.map((grade, c) => gradeName(matrix, grade, engagement[c]));
}
