import type { Cap } from './scorecard.ts';

/** Points cut to bounds. @example cutTo(120, { max: 100 }) // 100 */
export function cutTo(points: number, cap: Cap | undefined): number {
	return Math.min(cap?.max ?? Infinity, Math.max(cap?.min ?? -Infinity, points));
}
