import type { SteppedRule } from './scorecard.ts';

/**
 * Steps that so many events make: those before points begin give none, and there are never more than the rule has.
 *
 * @example stepsOf({ field: 'clicks', per: 1, atMost: 3, after: 2 }, 4) // 2
 */
export function stepsOf({ per, atMost, after = 0 }: SteppedRule['each'], count: number): number {
	if (count >= after + atMost * per) return atMost;
	if (count < after + per) return 0;
	return Math.floor((count - after) / per);
}
