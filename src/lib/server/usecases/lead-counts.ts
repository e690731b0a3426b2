import type { LeadCounts, SplitSummary } from '#lib/domain/calibration/calibration.ts';
import type { Cells } from '#lib/domain/cells/cells.ts';
import type { PlannedLeads } from './plan-leads.ts';

/** Where every loaded lead went, from what was planned and what was found in the cells. */
export function leadCounts({ status, knownAfterSplit }: PlannedLeads, cells: Cells): LeadCounts {
	const sum = (counts: Float64Array, test: number) =>
		counts.reduce((total, value, c) => total + (cells.test[c] === test ? value : 0), 0);
	const [train, test] = [sum(cells.n, 0), sum(cells.n, 1)];
	const [trainWins, testWins] = [sum(cells.k, 0), sum(cells.k, 1)];
	const excludedBecause = {
		exclusion: status.exclusion.leads,
		decidedBefore: status.decidedBefore.leads,
		outcomeUnknown: status.outcomeUnknown.leads,
		knownAfterSplit,
		accountInTraining: status.usable.leads - train - test - knownAfterSplit
	};
	return {
		leads: Object.values(status).reduce((total, each) => total + each.leads, 0),
		excluded: Object.values(excludedBecause).reduce((total, each) => total + each, 0),
		excludedBecause,
		excludedWins: status.exclusion.wins,
		immature: status.immature.leads,
		train,
		test,
		wins: trainWins + testWins,
		trainWins,
		testWins
	};
}

/** How training and test leads were told apart (statistics 5, 6). */
export function splitSummary(
	{ plan, cut, firstTestAt }: PlannedLeads,
	leads: LeadCounts
): SplitSummary {
	const usable = leads.train + leads.test;
	return {
		kind: cut.ordering,
		firstTestAt,
		dataDate: plan.dataDate,
		windowDays: plan.windowDays,
		horizonDays: plan.horizonDays,
		maturityKnown: plan.maturityKnown,
		shareTest: usable === 0 ? 0 : leads.test / usable,
		seed: cut.seed
	};
}
