/** Fit and engagement side by side: a letter for one, a number for the other. */
export interface GradeMatrix {
	/** Which of the two the letter stands for; the number stands for the other. */
	letter: 'fit' | 'engagement';
	fit: GradeAxis;
	engagement: GradeAxis;
}

export interface GradeAxis {
	/** Ids of the groups whose points are added up. */
	groups: string[];
	/**
	 * Lowest points of each grade but the last, best first, falling: [60, 30] makes three grades. Points below the last
	 * bound are in the last grade.
	 */
	from: number[];
}

/** Most grades on an axis: as many as there are letters. */
export const MOST_GRADES = 26;

/**
 * The grade of points on an axis, 0 for the best.
 * @example gradeOn({ groups: ['fit'], from: [60, 30] }, 45) // 1
 */
export function gradeOn({ from }: GradeAxis, points: number): number {
	const grade = from.findIndex((least) => points >= least);
	return grade < 0 ? from.length : grade;
}

/**
 * The name of a field of the matrix.
 *
 * @param fit - grade on the fit axis, 0 for the best
 * @param engagement - grade on the engagement axis
 * @example gradeName({ letter: 'fit', fit: { groups: [], from: [] }, engagement: { groups: [], from: [5] } }, 0, 1) // 'A2'
 */
export function gradeName({ letter }: GradeMatrix, fit: number, engagement: number): string {
	const [first, second] = letter === 'fit' ? [fit, engagement] : [engagement, fit];
	return `${String.fromCharCode(65 + first)}${second + 1}`;
}

/**
 * All grades of a matrix, the best letter first, of each letter the best number first.
 * @example gradesOf(matrixOfTwoByTwo) // ['A1', 'A2', 'B1', 'B2']
 */
export function gradesOf(matrix: GradeMatrix): string[] {
	const names: string[] = [];
	const [letters, numbers] =
		matrix.letter === 'fit' ? [matrix.fit, matrix.engagement] : [matrix.engagement, matrix.fit];
	for (let first = 0; first <= letters.from.length; first++) {
		for (let second = 0; second <= numbers.from.length; second++) {
			names.push(`${String.fromCharCode(65 + first)}${second + 1}`);
		}
	}
	return names;
}
