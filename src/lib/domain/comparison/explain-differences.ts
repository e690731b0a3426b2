import type { Cells } from '#lib/domain/cells/cells.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { DifferencesLeft } from './differences-left.ts';
import type { DifferenceReason, ExplainedDifferences } from './explained-differences.ts';

/** A reason must settle this share of the leads that differ. */
const SMALLEST_SHARE = 0.02;
const MOST_REASONS = 8;
/** Different leads beyond which looking for reasons takes too long to wait for. */
const MOST_CELLS = 100_000;

/**
 * Why the leads of a score column have other scores than the card gives them: which rules seem to have other points where
 * the column was written, whether its bounds are others, and which single rules could explain what is left (because the
 * rule was true only before or after the score was written, for instance). Changes of points are looked for in all rules at
 * once, by least squares, and taken where they settle most leads exactly; else step by step, the reason that settles most
 * leads first, then the next on what is left. It says what could be, not what was.
 *
 * @param column - score of each cell; cells without one have n = 0
 * @returns not measured (`differences-too-many`) for more than 100,000 cells
 * @throws Error for columns of different length
 * @example explainDifferences(cells, card, column) // { measured: true, differing: 410, reasons: [{ kind: 'points', rule: 2, points: 15, leads: 410, against: 0 }], … }
 */
export function explainDifferences(
	cells: Cells,
	scorecard: Scorecard,
	column: Float64Array
): Measured<ExplainedDifferences> {
	if (cells.length > MOST_CELLS) return notMeasured('differences-too-many');
	if (column.length !== cells.length) {
		throw new Error(`explainDifferences: ${cells.length} cells, ${column.length} scores`);
	}
	const work = new DifferencesLeft(cells, scorecard, column);
	const differing = work.differing;
	const reasons: DifferenceReason[] = [];
	while (reasons.length < MOST_REASONS && work.differing > 0) {
		const together = work.changesOfPoints();
		if (together) reasons.push(...together);
		if (together && work.differing === 0) break;
		const best = work.best(reasons.length === 0);
		if (!best || best.reason.leads < SMALLEST_SHARE * differing) break;
		work.settle(best.rest);
		reasons.push(best.reason);
	}
	return { measured: true, differing, reasons, ...work.possible() };
}
