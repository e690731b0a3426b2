import { rayPenalty } from './card-penalty.ts';
import type { CardProblem } from './card-problem.ts';
import { profileLoss, type ProfileLoss } from './profile-loss.ts';
import { scoreLevels } from './score-levels.ts';

/** The loss of a card, given its steps and perhaps a slope near the right one. */
export type CardLoss = (steps: ArrayLike<number>, nearSlope?: number) => ProfileLoss;

/**
 * The exact loss of any card of a problem: score of every cell, collapsed to levels, profiled over the intercept and the
 * slopes that the problem allows.
 *
 * @example cardLoss(problem)([1, 3, -1]).loss // 444.56
 */
export function cardLoss(problem: CardProblem): CardLoss {
	const { columns, n, k, penalty, offset, slopes } = problem;
	const levels = scoreLevels(n, k, offset);
	const score = new Float64Array(n.length);
	const whole = columns.every((column) => column.every(Number.isInteger));
	const at = new Float64Array(columns.length);
	let wasExact = true;
	return (steps, nearSlope) => {
		// Sums of whole numbers are exact, so the score of the card before is a place to go on from.
		const exact = whole && isWhole(steps);
		if (!exact || !wasExact) {
			score.fill(0);
			at.fill(0);
		}
		wasExact = exact;
		for (let j = 0; j < columns.length; j++) {
			if (steps[j] !== at[j]) addTimes(score, columns[j], steps[j] - at[j]);
			at[j] = steps[j];
		}
		return profileLoss(levels(score), rayPenalty(penalty, steps), nearSlope, slopes);
	};
}

function isWhole(steps: ArrayLike<number>): boolean {
	for (let j = 0; j < steps.length; j++) if (!Number.isInteger(steps[j])) return false;
	return true;
}

function addTimes(sum: Float64Array, column: Float64Array, factor: number): void {
	for (let c = 0; c < sum.length; c++) sum[c] += factor * column[c];
}
