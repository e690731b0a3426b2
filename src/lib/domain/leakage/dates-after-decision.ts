import { wilson } from '#lib/domain/intervals/wilson.ts';
import { issue, type Issue } from '#lib/domain/issue.ts';

/** The dates in one column, of leads with a decision time. */
export interface DateCounts {
	filled: number;
	/** Later than the decision time of their lead. */
	after: number;
	/** Later than the data date by more than `GRACE_DAYS`. */
	planned: number;
}

/** Share of dates after the decision time from which a column is suspected: a few may be mistakes. */
const SHARE_AFTER = 0.05;
const FEWEST_AFTER = 10;
/** The newest date of a role may lag behind the export by so much. */
export const GRACE_DAYS = 30;
/** Share of dates after the data date from which a column holds plans: what was done lies in the past. */
const SHARE_PLANNED = 0.01;

/**
 * Dates that lie after the decision time of their lead: whatever they record was not known when the lead was scored.
 *
 * Suspected where at least one date in twenty, and at least ten, lie after it. A column in which one date in a hundred or
 * more lies a month after the data date holds plans (a wanted start, the end of a contract), which may be known early and lie late.
 *
 * @returns the evidence, or null
 * @example datesAfterDecision({ filled: 900, after: 450, planned: 0 })?.code // 'leak-dates-after'
 */
export function datesAfterDecision({ filled, after, planned }: DateCounts): Issue | null {
	if (filled === 0 || after < FEWEST_AFTER || after < SHARE_AFTER * filled) return null;
	if (planned >= SHARE_PLANNED * filled) return null;
	const [lowRate, highRate] = wilson(after, filled);
	return issue('leak-dates-after', 'warning', {
		leads: filled,
		after,
		afterRate: after / filled,
		lowRate,
		highRate
	});
}
