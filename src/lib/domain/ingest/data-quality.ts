import type { SpellingVariants } from './spelling-variants.ts';
import type { WeekGap } from './week-gaps.ts';

/** What a dataset holds and what looks wrong in it, beside the columns that know the outcome. Plain data. */
export interface DataQuality {
	leads: number;
	/** In the order of the file. */
	columns: { column: string; filled: number }[];
	duplicates: Duplicates[];
	orders: ImpossibleOrder[];
	/** Null where no creation date is mapped. */
	weeks: { withLeads: number; from: string; to: string; gaps: WeekGap[] } | null;
	spellings: ({ column: string } & SpellingVariants)[];
}

/** Leads that share what should be their own. */
export interface Duplicates {
	/** `email`: the same address; `domain`: the same company domain, free mailboxes left out. */
	kind: 'email' | 'domain';
	column: string;
	/** Addresses or domains with more than one lead, and the leads that share them. */
	values: number;
	leads: number;
	/** Leads of the most frequent one. */
	most: number;
}

/** Two dates whose order cannot be right, by day in UTC. */
export interface ImpossibleOrder {
	/** Whose date should not come before that of the other. */
	later: Moment;
	earlier: Moment;
	/** Leads with both dates, and those where the first comes before the second. */
	both: number;
	wrong: number;
}

/** The date of a role, or that of a stage which has a column of its own. */
export type Moment = MomentRole | { stage: string };

export type MomentRole = 'createdAt' | 'workedAt' | 'acceptedAt' | 'wonAt' | 'lostAt';
