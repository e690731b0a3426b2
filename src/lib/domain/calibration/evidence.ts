import type { Cells } from '#lib/domain/cells/cells.ts';
import type { ClusterCounts } from '#lib/domain/logistic/cluster-covariance.ts';
import type { CellWeeks } from '#lib/domain/thresholds/weekly-volume.ts';

/**
 * What a calibration is told about its leads beside their cells (statistics 19). Every part is made by a query of its own
 * and is null where the data does not hold it, or where nothing asks for it.
 */
export interface Evidence {
	/** The leads of the calibration that sales worked by the end of their horizon (statistics 16); null without that role. */
	worked: Cells | null;
	/**
	 * All leads of the calibration, with those accepted by sales by the end of their horizon (before the decision time and won
	 * ones too) as `k` (statistics 2); null without that role.
	 */
	accepted: Cells | null;
	/** Leads by week of their decision time, whatever their outcome, immature ones too; null without dates. */
	weeks: LeadWeeks | null;
	/**
	 * Leads by account, where more than 10 % of wins share an account with another win (statistics 1); `sharedWins` is that
	 * share, 0..1. Cells count within `part(cells, 0)` and `part(cells, 1)` of the calibration; a lead without an account is
	 * one of its own.
	 */
	accounts: { train: ClusterCounts; test: ClusterCounts; sharedWins: number } | null;
	/**
	 * Training and test leads by time block, blocks of about as many leads, rising with time; none holds training and test leads
	 * (statistics 6). By order or draw where leads have no dates.
	 */
	blocks: TimeBlocks | null;
	/**
	 * All usable leads with test leads drawn at random, no account cut in two: what a random split would have claimed. They are
	 * the leads of the calibration and those left out for its split. Null where the split is random.
	 */
	randomSplit: Cells | null;
	/** Revenue of a win, from won training leads that carry a value. */
	winValue: { meanCents: number; wins: number } | null;
	/** What each exclusion of the card takes out, in its order; of several that fit the first counts (statistics 7). */
	exclusions: ExcludedLeads[];
}

/** Leads that an exclusion takes out, and the wins among them. */
export interface ExcludedLeads {
	id: string;
	label: string;
	leads: number;
	wins: number;
}

export interface LeadWeeks {
	/** Rule states of the leads that came in; `k` and `test` say nothing. */
	cells: Cells;
	/** Weeks begin on Monday, UTC; week 0 is that of 1970-01-05. */
	table: CellWeeks;
	/** The last week that lies wholly before the data date. */
	lastWeek: number;
}

export interface TimeBlocks {
	/** Cells split by block: a combination of states that occurs in several blocks is several cells. */
	cells: Cells;
	/** Block of each cell: 0, 1, 2, … */
	block: Uint8Array;
}

/** @example noEvidence.worked // null */
export const noEvidence: Evidence = {
	worked: null,
	accepted: null,
	weeks: null,
	accounts: null,
	blocks: null,
	randomSplit: null,
	winValue: null,
	exclusions: []
};
