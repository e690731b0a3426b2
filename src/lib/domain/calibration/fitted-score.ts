import type { Cells } from '#lib/domain/cells/cells.ts';
import type { ProbableScore } from '#lib/domain/evaluation/score-evaluation.ts';
import { designFromCells } from '#lib/domain/logistic/design-from-cells.ts';
import { logits } from '#lib/domain/logistic/logits.ts';
import { probabilities } from '#lib/domain/logistic/probability.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { heldLogits, type RuleFit } from './fit-rules.ts';

/**
 * The chance of a win by fitted weights, refused rules held at today's points: a score that is its own probability.
 *
 * @param cells - of any leads, the fit's own or others
 * @example fittedScore(test, card, fit).probability // Float64Array [0.12, 0.31]
 */
export function fittedScore(
	cells: Cells,
	scorecard: Scorecard,
	fit: Pick<RuleFit, 'rules' | 'nuisance' | 'held' | 'fit'>
): ProbableScore {
	const design = designFromCells(cells, scorecard, fit.rules, fit.nuisance);
	const offset = heldLogits(cells, fit.held);
	const probability = probabilities(logits({ ...design, offset }, fit.fit.coefficients));
	return { score: probability, probability, map: null };
}
