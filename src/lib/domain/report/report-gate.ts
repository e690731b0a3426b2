import type { Calibration } from '#lib/domain/calibration/calibration.ts';
import type { MoreWins } from '#lib/domain/calibration/more-wins.ts';
import { rateOf, type Rate } from '#lib/domain/intervals/rate.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { sameWins, type SameWins } from './same-wins.ts';

/** What today's MQL gate catches of the later leads, and what the calibrated points would. */
export interface ReportGate {
	/** Lowest score of today that passes. */
	threshold: number;
	/** Leads that pass and are won, of those that pass. */
	won: Rate;
	/** Leads that pass and are accepted by sales, of those that pass; the gate's own outcome (statistics 2). */
	accepted: Measured<Rate>;
	/** Wins that pass, of all wins. */
	caught: Rate;
	/** Leads a week that pass, over the last whole weeks; null without dates. */
	perWeek: number | null;
	/** The same number of leads, chosen by calibrated points: lowest score that passes, and the wins among them. */
	sameCalls: Measured<Omit<MoreWins, 'measured'> & { threshold: number }>;
	/** The same number of wins, found by calibrated points. */
	fewerCalls: Measured<SameWins>;
	/** The leads it is measured on: later than those that were learned from. */
	later: { leads: number; wins: number; from: string | null };
	windowDays: number;
	horizonDays: number;
}

/**
 * The part of a calibration that a report tells: both gates on the same later leads (statistics 15, 16, 18).
 *
 * @returns not measured: the reason of the comparison; of today's gate, `no-gate-on-card` above all. Where only the
 * calibrated side fails, that side alone says why
 * @example reportGate(calibration) // { threshold: 50, caught: { wins: 199, leads: 259, … }, sameCalls: { today: 199, range: [203, 235], … }, … }
 */
export function reportGate(calibration: Calibration): Measured<ReportGate> {
	const { evaluation, gates, split } = calibration;
	if (!evaluation.measured) return evaluation;
	const today = gates.current.find(({ gate, rule }) => gate === 'mql' && rule === 'card');
	if (!today) return notMeasured('no-gate-on-card');
	if (!today.chosen.measured) return today.chosen;
	const won = today.later?.won ?? notMeasured('no-leads');
	if (!won.measured) return won;
	const passed = rateOf(won.wins, won.leads);
	const caught = rateOf(won.wins, evaluation.wins);
	if (!passed.measured) return passed;
	if (!caught.measured) return caught;
	const accepted = today.later?.accepted ?? notMeasured('no-column');
	const sameCalls = sameCallsOf(calibration);
	return {
		measured: true,
		threshold: today.chosen.threshold,
		won: passed,
		accepted: accepted.measured ? rateOf(accepted.wins, accepted.leads) : accepted,
		caught,
		perWeek: today.later?.perWeek ?? null,
		sameCalls,
		fewerCalls: sameCalls.measured
			? sameWins({
					gains: evaluation.calibrated.gains,
					all: { leads: evaluation.leads, wins: evaluation.wins },
					moreWins: sameCalls
				})
			: sameCalls,
		later: { leads: evaluation.leads, wins: evaluation.wins, from: split.firstTestAt },
		windowDays: split.windowDays,
		horizonDays: split.horizonDays
	};
}

function sameCallsOf({ comparison }: Calibration): ReportGate['sameCalls'] {
	if (!comparison.measured) return comparison;
	const { moreWins, swapSet } = comparison;
	if (!moreWins.measured) return moreWins;
	if (!swapSet.measured) return swapSet;
	return { ...moreWins, threshold: swapSet.threshold };
}
