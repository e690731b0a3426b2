import type { Condition, SteppedRule } from '#lib/domain/scorecard/scorecard.ts';

/** What is known of a column before any rule looks at it. */
export interface ColumnFacts {
	name: string;
	type: 'text' | 'number' | 'timestamp';
	/** Leads in all, and how many of them have a value. */
	rows: number;
	filled: number;
	/** Different values. */
	distinct: number;
	/** Least, lower quartile, median, upper quartile, largest; null where there are no numbers. */
	quartiles: readonly [number, number, number, number, number] | null;
	/** Whether all numbers are whole. */
	whole: boolean;
}

/** What a rule may look for; points, name and id are for a person to give. */
export type DraftCondition = { when: Condition } | { each: SteppedRule['each'] };

/** A value of a text column and how many leads have it. */
export interface Level {
	value: string;
	leads: number;
}

/** Values of one column that are worth a rule each. */
export const MOST_LEVELS = 12;
/** A count that three quarters of the leads keep at or below this gives points per event. */
const FEW_EVENTS = 5;
/** What fewer leads than this share have, or have not, tells too few apart. */
const LEAST_SHARE = 0.01;

/**
 * Conditions worth looking at on one column, without a glance at the outcome: every value of a text that
 * at least 1 % of the leads have, but the most frequent (against which the others stand; of two values the rarer), points per event for a count of few events, "at least" each
 * quartile above the least value for any other number, "is set" for the rest. Empty where nothing tells leads apart.
 *
 * @param levels - the `MOST_LEVELS` + 1 most frequent values of a text column, in that order; none for another
 * @example draftConditions({ name: 'opt_in', type: 'text', rows: 9, filled: 9, distinct: 2, quartiles: null, whole: false }, [{ value: 'no', leads: 7 }, { value: 'yes', leads: 2 }])
 * // [{ when: { field: 'opt_in', operator: 'equals', value: 'yes' } }]
 */
export function draftConditions(column: ColumnFacts, levels: Level[]): DraftCondition[] {
	const { name: field, rows, distinct, quartiles } = column;
	const frequent = levels.filter(({ leads }) => leads >= rows * LEAST_SHARE);
	if (frequent.length >= 2) {
		return frequent
			.slice(1, 1 + MOST_LEVELS)
			.map(({ value }) => ({ when: { field, operator: 'equals', value } }));
	}
	if (quartiles && distinct >= 2) return onNumbers(column, quartiles);
	return tellsByBeingSet(column) ? [{ when: { field, operator: 'is-set' } }] : [];
}

function onNumbers(
	{ name: field, whole }: ColumnFacts,
	[least, lower, median, upper, largest]: NonNullable<ColumnFacts['quartiles']>
): DraftCondition[] {
	if (whole && least === 0 && upper <= FEW_EVENTS) {
		return [{ each: { field, per: 1, atMost: Math.min(FEW_EVENTS, largest) } }];
	}
	const cuts = [...new Set([lower, median, upper])].filter((cut) => cut > least);
	return (cuts.length ? cuts : [largest]).map((value) => ({
		when: { field, operator: 'at-least', value }
	}));
}

function tellsByBeingSet({ rows, filled }: ColumnFacts): boolean {
	return filled >= rows * LEAST_SHARE && rows - filled >= rows * LEAST_SHARE && filled > 0;
}
