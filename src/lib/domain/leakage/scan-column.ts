import type { Issue } from '#lib/domain/issue.ts';
import type { Measured } from '#lib/domain/units.ts';
import type { ColumnLevels } from './column-levels.ts';
import { datesAfterDecision, type DateCounts } from './dates-after-decision.ts';
import { decidesAlone } from './decides-alone.ts';
import { fillOf, type FillCounts, type FillShare } from './fill-counts.ts';
import { filledByOutcome } from './filled-by-outcome.ts';
import { filledLate } from './filled-late.ts';
import { levelStrength, type LevelStrength } from './level-strength.ts';
import { oneSidedValues } from './one-sided-values.ts';

/** What was counted about one column. */
export interface CountedColumn {
	column: string;
	fill: FillCounts;
	/** Its values; of dates the days since creation. */
	levels: ColumnLevels;
	/** Of a column of dates, where leads have a decision time. */
	dates: DateCounts | null;
}

/** One column, its figures, and what speaks against it: any evidence makes it suspected, nothing makes it guilty. */
export interface ColumnScan {
	column: string;
	won: FillShare;
	lost: FillShare;
	open: FillShare;
	strength: Measured<LevelStrength>;
	evidence: Issue[];
}

/**
 * Looks at one column for knowledge from after the decision time, by evidence alone: the name of a column is not looked
 * at. Dates speak for themselves: a column of dates that all lie before the decision time is cleared by them, however well
 * it tells winners apart.
 */
export function scanColumn({ column, fill, levels, dates }: CountedColumn): ColumnScan {
	const strength = levelStrength(levels);
	const suspicions = dates
		? [datesAfterDecision(dates)]
		: [
				filledByOutcome(fill),
				filledLate(fill),
				strength.measured ? decidesAlone(strength) : null,
				oneSidedValues(levels)
			];
	return {
		column,
		won: fillOf(fill, 'won'),
		lost: fillOf(fill, 'lost'),
		open: fillOf(fill, 'open'),
		strength,
		evidence: suspicions.flatMap((each) => (each ? [{ ...each, column }] : []))
	};
}
