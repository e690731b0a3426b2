import { part, type Cells } from '#lib/domain/cells/cells.ts';
import type { ProbableScore } from '#lib/domain/evaluation/score-evaluation.ts';
import { totals } from '#lib/domain/evaluation/totals.ts';
import { wilson } from '#lib/domain/intervals/wilson.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import { notMeasured, type Measured } from '#lib/domain/units.ts';
import { driftOf, type Drift } from './drift.ts';
import type { Evidence, ExcludedLeads } from './evidence.ts';
import { randomSplit, type RandomSplit } from './random-split.ts';
import { rollingOrigin, type RollingOrigin } from './rolling-origin.ts';
import { meanPredicted, splitClaim, type SplitClaim } from './split-claim.ts';

/** What a reader has to know before believing the rest of a calibration. */
export interface Honesty {
	/** What the split of the calibration says about its test leads. */
	claim: Measured<SplitClaim>;
	/** What a random split of the same leads would have claimed. */
	randomSplit: Measured<RandomSplit>;
	/** Whether later leads convert as the earlier ones predict. */
	drift: Measured<Drift>;
	/** Leads of the calibration that sales ever worked. */
	worked: Measured<WorkedLeads>;
	/** Leads each exclusion of the card takes out, and the wins among them (statistics 7); in order of the card. */
	exclusions: ExcludedLeads[];
	/** Every later block predicted from all earlier ones, where the test leads hold too few wins (statistics 6). */
	rolling: Measured<RollingOrigin>;
}

export interface WorkedLeads {
	/** Training and test leads, those among them that were worked, and their share with its 95 % Wilson interval. */
	leads: number;
	worked: number;
	share: number;
	shareCi: [number, number];
	/** Wins, and those among them that no one is known to have worked. */
	wins: number;
	winsNotWorked: number;
}

export interface HonestyInput {
	cells: Cells;
	scorecard: Scorecard;
	/** How the leads were split. */
	kind: 'time' | 'order' | 'random';
	/** Today's points and fitted weights on the test leads, as the calibration compares them. */
	scores: { current: ProbableScore | null; fitted: ProbableScore | null };
	evidence: Evidence;
	/** Whether the test leads hold too few wins for a verdict. */
	fewTestWins: boolean;
	onStep?: (share: number) => void;
}

/**
 * The honesty panel of a calibration: what other ways of looking at the same leads would have said, and what the leads
 * cannot say (statistics 5 to 7, 16).
 *
 * @example honestyOf({ cells, scorecard, kind: 'time', scores, evidence, fewTestWins: false }).drift
 */
export function honestyOf(input: HonestyInput): Honesty {
	const { cells, scorecard, kind, scores, evidence, fewTestWins, onStep } = input;
	const [train, test] = [part(cells, 0), part(cells, 1)];
	const earlier = totals(train);
	const claim = claimOf(test, scores, evidence);
	return {
		claim,
		randomSplit:
			kind === 'random'
				? notMeasured('split-random')
				: randomSplit(evidence.randomSplit, claim, earlier, scorecard),
		drift: driftBetween(kind, earlier, test, scores),
		worked: workedLeads(cells, evidence.worked),
		exclusions: evidence.exclusions,
		rolling: fewTestWins
			? rollingOrigin(evidence.blocks, scorecard, onStep)
			: notMeasured('enough-test-wins')
	};
}

function claimOf(
	test: Cells,
	{ current, fitted }: HonestyInput['scores'],
	{ accounts }: Evidence
): Measured<SplitClaim> {
	if (!current || !fitted) return notMeasured('not-fitted');
	return splitClaim(test, { current, fitted }, accounts?.test);
}

function driftBetween(
	kind: HonestyInput['kind'],
	earlier: { leads: number; wins: number },
	test: Cells,
	{ current, fitted }: HonestyInput['scores']
): Measured<Drift> {
	if (kind === 'random') return notMeasured('split-random');
	if (test.length === 0) return notMeasured('no-test-leads');
	const probability = (fitted ?? current)?.probability;
	if (!probability) return notMeasured('not-fitted');
	return driftOf(earlier, totals(test), meanPredicted(probability, test.n));
}

function workedLeads(cells: Cells, worked: Cells | null): Measured<WorkedLeads> {
	if (!worked) return notMeasured('no-worked-at');
	const [all, some] = [totals(cells), totals(worked)];
	if (all.leads === 0) return notMeasured('no-leads', { leads: 0 });
	return {
		measured: true,
		leads: all.leads,
		worked: some.leads,
		share: some.leads / all.leads,
		shareCi: wilson(some.leads, all.leads),
		wins: all.wins,
		winsNotWorked: all.wins - some.wins
	};
}
