import type { Reading } from '#lib/domain/ingest/column-reading.ts';

/**
 * Which column of a lead file plays which role. Columns are named as the file's header names them;
 * `"row"` means the position of the row in the file.
 */
export interface Mapping {
	id: string;
	/** Creation date. Without it there is no decision time, no horizon and no maturity (statistics 4, 5). */
	createdAt: string | null;
	source: string | null;
	outcome: FlagOutcome | DatedOutcome;
	/** Money of the won deal. */
	value: string | null;
	/** What orders the leads where there are no dates. */
	order: string | null;
	/** Texts that mean "no value", besides the empty field. */
	missing: string[];
	/** Company of the lead; accounts are not cut in two by the split (statistics 6). */
	account?: string | null;
	/** First sales action on the lead (statistics 16). */
	workedAt?: string | null;
	/** Date on which sales accepted the lead: SQL, or opportunity opened (statistics 2). */
	acceptedAt?: string | null;
	/** How columns are to be read where the file alone does not tell, or tells wrongly. */
	types?: Record<string, Reading>;
}

/** An undated outcome: the lead is won if the column holds one of the values. */
export interface FlagOutcome {
	column: string;
	won: string[];
	/** If given, every other value means that the outcome is still open, never that it is lost. */
	lost?: string[];
}

/** A dated outcome: empty means not won (yet). */
export interface DatedOutcome {
	wonAt: string;
	lostAt?: string | null;
}

/** @example isDated({ wonAt: 'Closed' }) // true */
export function isDated(outcome: Mapping['outcome']): outcome is DatedOutcome {
	return 'wonAt' in outcome;
}
