import type { FunnelBelow, FunnelDepth, StageIncidence } from '#lib/domain/funnel/funnel-report.ts';
import { winsBy } from '#lib/domain/funnel/cumulative-incidence.ts';
import { thinnedIncidence } from '#lib/domain/funnel/thinned-incidence.ts';
import type { WaitingTime } from '#lib/domain/funnel/waiting-time.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { notMeasured } from '#lib/domain/units.ts';
import { funnelDepth } from './funnel-depth.ts';
import type { FunnelDesk } from './funnel-desk.ts';
import { funnelBreakdown } from './funnel-parts.ts';
import { funnelPeriods } from './funnel-periods.ts';
import type { FunnelSettings } from './funnel-settings.ts';

const MOST_POINTS = 160;
/** Ages at which the thinned curves are exact. */
const EXACT_AGES = [7, 14, 30, 60, 90, 120, 180, 270, 365, 545, 730];

/** Ages at which a mark on a curve leads to its leads, beside the one in use. */
const MARKED_AGES = [30, 90, 180, 365];

/**
 * Everything below the first picture, curves thinned to what a picture shows.
 * @throws WorkbenchError `stage-unknown`, `field-unknown`
 */
export async function funnelBelow(
	of: FunnelDesk,
	settings: FunnelSettings,
	card: Scorecard | null
): Promise<FunnelBelow> {
	const by = breakdownColumn(of);
	const depth = await funnelDepth(of, settings, card);
	const breakdown = by ? await funnelBreakdown(of, by, settings.staff) : notMeasured('no-column');
	const periods = await funnelPeriods(of, settings.compare);
	return { breakdown, periods, depth: thinned(depth, of.desk.settings.ageDays) };
}

/** Column of the breakdown: the one asked for, else the source. */
export function breakdownColumn({ desk }: FunnelDesk): string | null {
	return desk.settings.by ?? desk.source.mapping.source;
}

function thinned(depth: FunnelDepth, ageDays: number): FunnelDepth {
	const { incidence, stays, decisions, response } = depth;
	const thin = (each: StageIncidence): StageIncidence => ({
		...each,
		marks: marksOf(each, ageDays),
		incidence: thinnedIncidence(each.incidence, [...EXACT_AGES, ageDays], MOST_POINTS)
	});
	return {
		...depth,
		incidence: incidence.measured
			? { ...incidence, stages: incidence.stages.map(thin) }
			: incidence,
		stays: stays.measured
			? { ...stays, stays: stays.stays.map((each) => ({ ...each, stay: bare(each.stay) })) }
			: stays,
		decisions: decisions.measured ? bare(decisions) : decisions,
		response: response.measured ? bare(response) : response
	};
}

function marksOf({ incidence }: StageIncidence, ageDays: number) {
	const ages = [...new Set([...MARKED_AGES, ageDays])].sort((a, b) => a - b);
	return ages.flatMap((day) => {
		const leads = winsBy(incidence, day);
		return leads === null ? [] : [{ day, leads }];
	});
}

/** Without the curve its quantiles were read from. */
function bare<T extends WaitingTime>(wait: T): T {
	return { ...wait, curve: { ...wait.curve, points: [] } };
}
