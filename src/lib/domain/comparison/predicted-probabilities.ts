import { heldLogits } from '#lib/domain/calibration/held-logits.ts';
import type { LinearTerm } from '#lib/domain/calibration/calibration.ts';
import type { Cells } from '#lib/domain/cells/cells.ts';
import { designFromCells } from '#lib/domain/logistic/design-from-cells.ts';
import { logits } from '#lib/domain/logistic/logits.ts';
import { probabilities } from '#lib/domain/logistic/probability.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';

/**
 * The chance of a win by the fitted weights of a calibration, on any cells of the card's rules: what its fitted score gives.
 *
 * @param predictor - all addends of the log-odds, as the calibration lists them
 * @returns one probability a cell
 * @throws Error where the cells have other rules than the card
 * @example predictedProbabilities(test, card, calibration.linearPredictor) // Float64Array [0.04, 0.31]
 */
export function predictedProbabilities(
	cells: Cells,
	scorecard: Scorecard,
	predictor: readonly LinearTerm[]
): Float64Array {
	const of = (kind: LinearTerm['kind']) => predictor.filter((term) => term.kind === kind);
	const rules = of('rule');
	const missing = of('missing');
	const held = new Map(of('held').map(({ rule, weight }) => [rule ?? -1, weight]));
	const design = designFromCells(
		cells,
		scorecard,
		rules.map(({ rule }) => rule ?? -1),
		missing.map(({ name }) => name)
	);
	const weights = [...of('intercept'), ...rules, ...missing].map(({ weight }) => weight);
	return probabilities(logits({ ...design, offset: heldLogits(cells, held) }, weights));
}
