import { noEvidence, type Evidence } from '#lib/domain/calibration/evidence.ts';
import { wantsBlocks } from '#lib/domain/calibration/wants-blocks.ts';
import type { Cells } from '#lib/domain/cells/cells.ts';
import type { Scorecard } from '#lib/domain/scorecard/scorecard.ts';
import type { Engine } from '#lib/server/engine/engine.ts';
import type { LeadsSource } from '#lib/server/queries/leads-source.ts';
import { countExclusions } from '#lib/server/queries/count-exclusions.ts';
import { countSharedWins, readAccounts } from '#lib/server/queries/read-accounts.ts';
import { readEvidenceCells } from '#lib/server/queries/read-evidence-cells.ts';
import { readLeadWeeks } from '#lib/server/queries/read-lead-weeks.ts';
import { readTimeBlocks } from '#lib/server/queries/read-time-blocks.ts';
import { SHARE_TEST, type PlannedLeads } from './plan-leads.ts';

/** Share of wins that have to share an account before leads are counted by account (statistics 1). */
export const SHARED_WINS_THAT_MATTER = 0.1;

export interface EvidenceOptions {
	/** Leads by time block are wanted whatever the cells say. */
	blocks?: boolean;
	/** Told how far the counting is, 0..1. */
	onStep?: (share: number) => void;
}

/**
 * Counts the cells of a calibration and what it is told about its leads beside them (statistics 19): parts the data does
 * not hold, or that nothing asks for, stay null.
 */
export async function readEvidence(
	engine: Engine,
	source: LeadsSource,
	planned: PlannedLeads,
	scorecard: Scorecard,
	{ blocks, onStep = () => {} }: EvidenceOptions = {}
): Promise<{ cells: Cells; evidence: Evidence }> {
	const { plan, cut } = planned;
	const { mapping } = source;
	const { cells, ...beside } = await readEvidenceCells(engine, source, plan, cut, scorecard, {
		worked: Boolean(mapping.workedAt),
		accepted: Boolean(mapping.acceptedAt),
		firstRandomDraw: cut.ordering === 'random' ? null : 1 - SHARE_TEST,
		value: Boolean(mapping.value)
	});
	onStep(0.5);
	const { dataDate } = plan;
	const dated = mapping.createdAt !== null && dataDate !== null;
	const weeks = dated ? await readLeadWeeks(engine, source, plan, dataDate, scorecard) : null;
	onStep(0.65);
	const accounts = await accountsOf(engine, source, planned, scorecard, cells);
	onStep(0.8);
	const byBlock = blocks || wantsBlocks(cells);
	const timeBlocks = byBlock ? await readTimeBlocks(engine, source, plan, cut, scorecard) : null;
	const exclusions = await countExclusions(engine, source, plan);
	const parts = { ...beside, weeks, accounts, blocks: timeBlocks, exclusions };
	return { cells, evidence: { ...noEvidence, ...parts } };
}

async function accountsOf(
	engine: Engine,
	source: LeadsSource,
	{ plan, cut }: PlannedLeads,
	scorecard: Scorecard,
	cells: Cells
): Promise<Evidence['accounts']> {
	const wins = cells.k.reduce((sum, value) => sum + value, 0);
	if (!source.mapping.account || wins === 0) return null;
	const sharedWins = (await countSharedWins(engine, source, plan, cut)) / wins;
	if (sharedWins <= SHARED_WINS_THAT_MATTER) return null;
	return { ...(await readAccounts(engine, source, plan, cut, scorecard, cells)), sharedWins };
}
