import type { Calibration } from '#lib/domain/calibration/calibration.ts';

/** Wins among as many leads as pass today's MQL gate, chosen by either score: whole numbers, as a sentence has them. */
export interface WinsInWords {
	leads: number;
	today: number;
	from: number;
	to: number;
	observed: number;
	/** null where it is not known which leads sales worked, or too few are. */
	worked: number | null;
	/** Leads that newly pass. */
	enter: number;
}

/** What the calibrated points are worth at today's volume (statistics 16); null where it could not be measured. */
export function winsAtSameVolume({ comparison }: Calibration): WinsInWords | null {
	if (!comparison.measured) return null;
	const { moreWins, swapSet } = comparison;
	if (!moreWins.measured || !swapSet.measured) return null;
	const { leads, today, asObserved, asWorked } = moreWins;
	const [from, to] = moreWins.range.map(Math.round);
	return {
		leads: Math.round(leads),
		today: Math.round(today),
		from,
		to,
		observed: Math.round(asObserved.wins),
		worked: asWorked.measured ? Math.round(asWorked.wins) : null,
		enter: Math.round(swapSet.enter.leads)
	};
}
