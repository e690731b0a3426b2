import type { SplitSummary } from '#lib/domain/calibration/calibration.ts';
import { issue, type Issue } from '#lib/domain/issue.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';

/**
 * Whether a card's points were learned from leads that now serve to test it: it was calibrated on the same file, but with
 * later leads that begin later, or told apart in another way. Such a card looks better here than it is.
 *
 * @param fileSha256 - of the leads of the comparison
 * @returns `card-learned-from-later`, or null where it was not, or where the card does not say
 * @example learnedFromLater(card, sha256, { ...split, firstTestAt: '2026-01-01T00:00:00.000Z' })?.code
 */
export function learnedFromLater(
	{ name, calibration }: Pick<Scorecard, 'name' | 'calibration'>,
	fileSha256: string,
	split: Pick<SplitSummary, 'kind' | 'firstTestAt' | 'seed'>
): Issue | null {
	const from = field(field(calibration, 'provenance'), 'fileSha256');
	const then = field(calibration, 'decision');
	if (from !== fileSha256 || then === undefined) return null;
	return isSafe(then, split) ? null : issue('card-learned-from-later', 'warning', { card: name });
}

/** Whether the leads learned from all lie on the training side of the split. */
function isSafe(
	then: unknown,
	{ kind, firstTestAt, seed }: Parameters<typeof learnedFromLater>[2]
) {
	if (field(then, 'kind') !== kind) return false;
	if (kind === 'random') return field(then, 'seed') === seed;
	if (kind === 'order') return true;
	const began = field(then, 'firstTestAt');
	return typeof began === 'string' && firstTestAt !== null && began <= firstTestAt;
}

function field(object: unknown, name: string): unknown {
	if (typeof object !== 'object' || object === null) return undefined;
	return (object as Record<string, unknown>)[name];
}
