import { rateOf, type Rate } from '#lib/domain/intervals/rate.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';

/** Mature leads by score. */
export interface ScoredLeads {
	score: ArrayLike<number>;
	leads: ArrayLike<number>;
	wins: ArrayLike<number>;
}

export interface GateOutlook {
	threshold: number;
	/** Leads at or above the threshold, a month. */
	callsPerMonth: number;
	/** Wins among them a month, with the interval of their rate. */
	winsPerMonth: { wins: number; lo: number; hi: number };
	/** Share of all wins at or above the threshold. */
	winsCaught: Measured<Rate>;
	/** Leads called, cents a month; null where calls have no price. */
	centsPerMonth: number | null;
}

/** What a gate must have above it (statistics 18). */
const FEWEST_LEADS = 30;
const FEWEST_WINS = 10;
const FEWEST_LOST = 10;

/**
 * What another MQL threshold would have brought a month, had sales called exactly the leads at or above it. It takes
 * for granted that leads are won as often as those observed at their score; called or not.
 *
 * @param months - months the leads were created in
 * @param callCents - cost of working one lead; null where unknown
 * @returns not measured: `threshold-beyond-data` for a threshold outside the observed scores; `gate-too-thin` under 30 leads,
 * 10 wins or 10 leads not won at or above it; `no-leads`
 * @throws Error for columns of different length or months not above 0
 * @example whatIfThreshold(scored, 45, 12, null) // { callsPerMonth: 160, winsPerMonth: { wins: 21, lo: 19, hi: 23 }, … }
 */
export function whatIfThreshold(
	{ score, leads, wins }: ScoredLeads,
	threshold: number,
	months: number,
	callCents: number | null
): Measured<GateOutlook> {
	if (score.length !== leads.length || leads.length !== wins.length || !(months > 0)) {
		throw new Error(
			`whatIfThreshold: ${score.length} scores, ${leads.length} leads, ${wins.length} wins, ${months} months`
		);
	}
	const seen = Array.from(score, (_, i) => i).filter((i) => leads[i] > 0);
	if (seen.length === 0) return notMeasured('no-leads');
	const lowest = seen.reduce((least, i) => Math.min(least, score[i]), Infinity);
	const highest = seen.reduce((most, i) => Math.max(most, score[i]), -Infinity);
	if (!(threshold >= lowest && threshold <= highest)) {
		return notMeasured('threshold-beyond-data', { lowest, highest });
	}
	const above = seen.filter((i) => score[i] >= threshold);
	const sum = (some: number[], of: ArrayLike<number>) => some.reduce((all, i) => all + of[i], 0);
	const [called, won] = [sum(above, leads), sum(above, wins)];
	if (called < FEWEST_LEADS || won < FEWEST_WINS || called - won < FEWEST_LOST) {
		return notMeasured('gate-too-thin', { leads: called, wins: won });
	}
	const rate = rateOf(won, called);
	if (!rate.measured) return rate;
	const callsPerMonth = called / months;
	return {
		measured: true,
		threshold,
		callsPerMonth,
		winsPerMonth: {
			wins: won / months,
			lo: callsPerMonth * rate.lo,
			hi: callsPerMonth * rate.hi
		},
		winsCaught: rateOf(won, sum(seen, wins)),
		centsPerMonth: callCents === null ? null : callsPerMonth * callCents
	};
}
