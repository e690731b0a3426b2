import { notMeasured, type Measured } from '#lib/domain/units.ts';

/** Leads created in a month, what they cost and what they brought. */
export interface PaybackCohort {
	month: string;
	/** Null where the cost is unknown: such a month is left out. */
	costCents: number | null;
	/** Whole days from the creation of its youngest lead to the data date. */
	youngestFollowedDays: number;
	/** Won value by whole days since the creation of the lead. */
	revenueDay: ArrayLike<number>;
	revenueCents: ArrayLike<number>;
}

export interface PaybackPoint {
	ageDays: number;
	/** Months that are so old throughout; the others are not in it. */
	months: number;
	costCents: number;
	/** Won value within the age x margin. */
	gainCents: number;
	/** Gain / cost; 1 is when the money is back. */
	returned: number;
}

export interface PaybackCurve {
	/** Ages that at least one month has. */
	points: PaybackPoint[];
	/** First age at which the money is back. */
	payback: Measured<{ ageDays: number }>;
	/** Months left out as their cost is unknown. */
	withoutCost: number;
}

/**
 * How much of the cost is back by which age of the leads. At every age only months count whose youngest lead is that
 * old: with young ones among them the curve would say "so far" (statistics 23). Older ages rest on fewer months,
 * which is why the curve may fall.
 *
 * @param agesDays - ascending
 * @param margin - gross margin, above 0 and up to 1
 * @returns not measured: `cost-unknown` (of all months), `months-immature`, `cost-of-zero`; the payback: `not-paid-back`
 * with the share and age reached
 * @throws Error for a margin outside 0..1 or columns of different length
 * @example paybackCurve(cohorts, [30, 60, 90, 180, 365], 0.6).payback // { measured: true, ageDays: 180 }
 */
export function paybackCurve(
	cohorts: PaybackCohort[],
	agesDays: number[],
	margin: number
): Measured<PaybackCurve> {
	if (!(margin > 0 && margin <= 1)) throw new Error(`paybackCurve: margin ${margin}`);
	const costed = cohorts.filter(({ costCents }) => costCents !== null);
	const withoutCost = cohorts.length - costed.length;
	if (costed.length === 0) return notMeasured('cost-unknown', { months: withoutCost });
	const seen = agesDays
		.map((ageDays) => pointOf(costed, ageDays, margin))
		.filter(({ months }) => months > 0);
	if (seen.length === 0) return notMeasured('months-immature', { months: costed.length });
	const points = seen.filter(({ costCents }) => costCents > 0);
	if (points.length === 0) return notMeasured('cost-of-zero', { months: costed.length });
	const back = points.find(({ returned }) => returned >= 1);
	const last = points[points.length - 1];
	return {
		measured: true,
		points,
		payback: back
			? { measured: true, ageDays: back.ageDays }
			: notMeasured('not-paid-back', { returnedRate: last.returned, ageDays: last.ageDays }),
		withoutCost
	};
}

function pointOf(cohorts: PaybackCohort[], ageDays: number, margin: number): PaybackPoint {
	const old = cohorts.filter(({ youngestFollowedDays }) => youngestFollowedDays >= ageDays);
	const costCents = old.reduce((sum, each) => sum + (each.costCents ?? 0), 0);
	const gainCents = margin * old.reduce((sum, each) => sum + revenueBy(each, ageDays), 0);
	return { ageDays, months: old.length, costCents, gainCents, returned: gainCents / costCents };
}

function revenueBy({ month, revenueDay, revenueCents }: PaybackCohort, ageDays: number): number {
	if (revenueDay.length !== revenueCents.length) {
		throw new Error(`paybackCurve: ${month}, ${revenueDay.length} days, ${revenueCents.length}`);
	}
	let sum = 0;
	for (let i = 0; i < revenueDay.length; i++) if (revenueDay[i] <= ageDays) sum += revenueCents[i];
	return sum;
}
