import type { LeadValue } from './truth-of.ts';

/** One lead as a card sees it. */
export interface Lead {
	/** Value of a column of the lead file. */
	valueOf: (column: string) => LeadValue;
	/** Milliseconds since 1970 UTC; null where it is not known, so that there is no decision time. */
	createdAtMs: number | null;
	touches?: readonly Touch[];
}

/** One recorded activity of a lead. */
export interface Touch {
	/** Milliseconds since 1970 UTC. */
	atMs: number;
	type: string | null;
	detail: string | null;
	channel: string | null;
	/** Whether it went out from us; null where that is not known. */
	byUs: boolean | null;
}
