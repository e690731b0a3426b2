import { durations, type DayHistogram, type Durations } from '#lib/domain/day-histogram.ts';
import { rateOf, type Rate } from '#lib/domain/intervals/rate.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';

/** Sums over the leads of a source. Null where the data has no such column or stage: unknown, not 0. */
export interface SourceCounts {
	source: string;
	leads: number;
	/** Leads that have the age at which stages are counted, and those of them that reached each stage by it. */
	mature: number;
	/** Leads without a creation date, or with a stage before it: they have no age, are in no rate and not immature. */
	leftOut?: number;
	mqls: number | null;
	sqls: number | null;
	customers: number | null;
	/** Deals closed: won of closed is another rate than customers of leads (statistics 20). */
	closed: { won: number; lost: number } | null;
	/** Won value of mature leads by that age, cents. */
	revenueCents: number | null;
	/** Handed over to sales, and accepted by it. */
	handedOver: { leads: number; accepted: number } | null;
	/** Leads contacted by us, and those that answered. */
	contacted: { leads: number; answered: number } | null;
	/** Touches by the leads within their signal window. */
	touches: number | null;
	/** Sums of the scores of scored leads. */
	score: { leads: number; today: number; calibrated: number | null } | null;
	/** Whole days from creation to a decision, of decided leads. */
	processingDays: DayHistogram | null;
	freeMail: number | null;
	optIn: number | null;
	incomplete: number | null;
}

/** What a source is worth, every figure with its one definition. */
export interface SourceFigures {
	source: string;
	leads: number;
	immature: number;
	/** Of mature leads, at the fixed age. */
	mqlRate: Measured<Rate>;
	sqlRate: Measured<Rate>;
	/** Lead-to-customer rate: customers / leads of the cohort at the fixed age. */
	customerRate: Measured<Rate>;
	/** Win rate: won / closed. */
	winRate: Measured<Rate>;
	/** Won value / mature leads, cents. */
	valuePerLead: Measured<{ cents: number }>;
	/** Lead-quality rate: accepted by sales / handed over. */
	qualityRate: Measured<Rate>;
	/** Leads that answered / leads contacted. */
	responseRate: Measured<Rate>;
	/** Touches / leads, in the signal window. */
	engagement: Measured<{ touches: number }>;
	scoreToday: Measured<{ points: number }>;
	scoreCalibrated: Measured<{ points: number }>;
	processing: Measured<Durations>;
	/** Shares of all leads. */
	freeMail: Measured<Rate>;
	optIn: Measured<Rate>;
	incomplete: Measured<Rate>;
}

/**
 * The figures of one source. Each is a ratio of sums, each rate has both its numbers, and what the data does not hold
 * is not measured.
 *
 * @returns a figure is not measured for `no-leads`, `all-immature`, `no-column` (the data has no such column or
 * stage), `not-calibrated-yet`, or the reasons of `durations`
 * @throws Error where a count exceeds the one it is part of
 * @example sourceFigures(counts).customerRate // { wins: 31, leads: 420, rate: 0.0738, … }
 */
export function sourceFigures(counts: SourceCounts): SourceFigures {
	const { source, leads, mature, leftOut = 0, closed, handedOver, contacted, score } = counts;
	const immature = leads - mature - leftOut;
	if (immature < 0) throw new Error(`sourceFigures: ${mature} mature of ${leads} leads`);
	const noMature = immature > 0 && mature === 0;
	const atAge = (count: number | null) =>
		noMature && count !== null ? notMeasured('all-immature', { immature }) : share(count, mature);
	return {
		source,
		leads,
		immature,
		mqlRate: atAge(counts.mqls),
		sqlRate: atAge(counts.sqls),
		customerRate: atAge(counts.customers),
		winRate: closed ? rateOf(closed.won, closed.won + closed.lost) : notMeasured('no-column'),
		valuePerLead: valueOf(counts, noMature),
		qualityRate: share(handedOver?.accepted ?? null, handedOver?.leads ?? 0),
		responseRate: share(contacted?.answered ?? null, contacted?.leads ?? 0),
		engagement: renamed(mean(counts.touches, leads), 'touches'),
		scoreToday: renamed(mean(score?.today ?? null, score?.leads ?? 0), 'points'),
		scoreCalibrated:
			score && score.calibrated === null
				? notMeasured('not-calibrated-yet')
				: renamed(mean(score?.calibrated ?? null, score?.leads ?? 0), 'points'),
		processing: counts.processingDays ? durations(counts.processingDays) : notMeasured('no-column'),
		freeMail: share(counts.freeMail, leads),
		optIn: share(counts.optIn, leads),
		incomplete: share(counts.incomplete, leads)
	};
}

function share(count: number | null, leads: number): Measured<Rate> {
	return count === null ? notMeasured('no-column') : rateOf(count, leads);
}

function mean(sum: number | null, leads: number): Measured<{ mean: number }> {
	if (sum === null) return notMeasured('no-column');
	return leads === 0 ? notMeasured('no-leads') : { measured: true, mean: sum / leads };
}

function renamed<Name extends string>(
	figure: Measured<{ mean: number }>,
	name: Name
): Measured<Record<Name, number>> {
	if (!figure.measured) return figure;
	return { measured: true, [name]: figure.mean } as Measured<Record<Name, number>>;
}

function valueOf(
	{ revenueCents, mature, leads, leftOut = 0 }: SourceCounts,
	noMature: boolean
): Measured<{ cents: number }> {
	if (revenueCents !== null && noMature) {
		return notMeasured('all-immature', { immature: leads - leftOut });
	}
	return renamed(mean(revenueCents, mature), 'cents');
}
