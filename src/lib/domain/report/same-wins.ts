import type { GainPoint } from '#lib/domain/calibration/calibration.ts';
import type { MoreWins } from '#lib/domain/calibration/more-wins.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';

/** Leads the calibrated points have to let pass for as many wins as pass today's gate. */
export interface SameWins {
	/** Leads and wins at today's gate. */
	leads: number;
	wins: number;
	/** Leads needed: as it happened, and from the fewest to the most that both assumptions and their intervals allow. */
	needed: number;
	range: [number, number];
}

/** What is measured at the volume of today's gate, and the curve it is carried along. */
export interface AtSameVolume {
	/** Gains of the calibrated points on the same leads, from (0, 0) to (1, 1). */
	gains: GainPoint[];
	/** All leads behind the curve, and their wins. */
	all: { leads: number; wins: number };
	moreWins: Pick<MoreWins, 'leads' | 'today' | 'asObserved' | 'asWorked'>;
}

/**
 * The other side of "more wins from the same calls" (statistics 16): the same wins from fewer calls. The gains curve of
 * the calibrated points is followed to where it holds as many wins as pass today. What is unsure about the wins at equal
 * volume raises or lowers the whole curve in proportion: its interval, and whether those who newly pass win as
 * observed or as worked leads do. Ties are taken in proportion, as on the curve.
 *
 * @returns not measured: `no-wins` where today's gate lets no win pass, `wins-not-reached` where the least favourable
 * curve never holds so many
 * @example sameWins({ gains, all: { leads: 2122, wins: 259 }, moreWins }) // { leads: 1011, wins: 199, needed: 816, range: [690, 934] }
 */
export function sameWins({ gains, all, moreWins }: AtSameVolume): Measured<SameWins> {
	const { leads, today, asObserved, asWorked } = moreWins;
	if (!(today > 0)) return notMeasured('no-wins', { leads });
	const ends = [asObserved, ...(asWorked.measured ? [asWorked] : [])];
	const neededFor = (wins: number) =>
		wins > 0 ? leadsFor(gains, (today * asObserved.wins) / wins / all.wins) : null;
	const best = neededFor(Math.max(...ends.map(({ ci }) => ci[1])));
	const least = neededFor(Math.min(...ends.map(({ ci }) => ci[0])));
	const middle = neededFor(asObserved.wins);
	if (best === null || least === null || middle === null) {
		return notMeasured('wins-not-reached', { wins: today });
	}
	return {
		measured: true,
		leads,
		wins: today,
		needed: middle * all.leads,
		range: [best * all.leads, least * all.leads]
	};
}

/** Share of the leads that hold a share of the wins; null beyond all of them. */
function leadsFor(gains: GainPoint[], wins: number): number | null {
	const after = gains.findIndex(({ shareOfWins }) => shareOfWins >= wins - 1e-12);
	if (after < 0) return null;
	if (after === 0) return gains[0].shareOfLeads;
	const [from, to] = [gains[after - 1], gains[after]];
	const part = (wins - from.shareOfWins) / (to.shareOfWins - from.shareOfWins);
	return from.shareOfLeads + part * (to.shareOfLeads - from.shareOfLeads);
}
