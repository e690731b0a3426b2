import type { GainPoint } from '#lib/domain/calibration/calibration.ts';

/**
 * Share of wins among the best `share` of leads. Where a block of equal points is cut, it is taken in proportion
 * (statistics 15).
 *
 * @param gains - from (0, 0) to (1, 1), rising
 * @example winsAtShare([{ shareOfLeads: 0, shareOfWins: 0, threshold: null }, { shareOfLeads: 1, shareOfWins: 1, threshold: 5 }], 0.2) // 0.2
 */
export function winsAtShare(gains: GainPoint[], share: number): number {
	const after = gains.findIndex((point) => point.shareOfLeads >= share);
	if (after <= 0) return after === 0 ? gains[0].shareOfWins : 1;
	const [from, to] = [gains[after - 1], gains[after]];
	const part = (share - from.shareOfLeads) / (to.shareOfLeads - from.shareOfLeads);
	return from.shareOfWins + part * (to.shareOfWins - from.shareOfWins);
}
