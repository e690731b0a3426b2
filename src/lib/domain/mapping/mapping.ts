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
	outcome: Outcome;
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
	/** Address of the lead: rows of other files may name it, and leads of one person share it. */
	email?: string | null;
	/** Who works the lead. */
	owner?: string | null;
	/** Why sales or the lead said no. */
	rejectedReason?: string | null;
	/** Whether the lead has agreed to be written to. */
	optIn?: string | null;
	/** Today's score as the tool shows it; without `scoreAt` it holds later knowledge (statistics 17). */
	score?: string | null;
	/** When the score was written. */
	scoreAt?: string | null;
	/** Columns that hold the date of a stage. */
	stages?: StageColumn[];
	/** What one lead is (statistics 1); without it every row is one. */
	unit?: Unit;
	/** Spellings that mean the same: column -> as the file writes it -> as it is to be read. */
	merges?: Record<string, Record<string, string>>;
	/** Columns whose values are replaced by a keyed hash while they are read. */
	pseudonymise?: string[];
	/** How columns are to be read where the file alone does not tell, or tells wrongly. */
	types?: Record<string, Reading>;
}

/** Says how a lead ended: in its own file, or in the deals or stages of another one. */
export type Outcome = FlagOutcome | DatedOutcome | DealOutcome | StageOutcome;

/** The lead is won if the column holds one of the values. */
export interface FlagOutcome {
	column: string;
	won: string[];
	/** If given, every other value means that the outcome is still open, never that it is lost. */
	lost?: string[];
	/** Date on which it was won or lost; with it the outcome is dated. */
	at?: string | null;
}

/**
 * The lead is won, on the earliest closing date, if any of its deals is; it is open while it has open deals and none
 * won; else it is not won, and lost on the latest closing date of its deals.
 */
export interface DealOutcome {
	from: 'deals';
}

/** The lead is won when it first reaches one of the stages; lost when it last reached one, unless it is won. */
export interface StageOutcome {
	from: 'stages';
	won: string[];
	lost: string[];
	/** Stages that mean accepted by sales; used where no column says when. */
	accepted?: string[];
}

/** A column of the lead file that holds the date on which a lead reached a stage. */
export interface StageColumn {
	stage: string;
	column: string;
}

/**
 * `lead`: every row. `person`: rows of one e-mail address, later ones merged into the first of them if they come within
 * 180 days of it. `account`: rows of one account, merged into the first. Rows without address or account stay alone.
 */
export type Unit = 'lead' | 'person' | 'account';

/** Days within which further leads of a person are taken for the first one (statistics 1). */
export const PERSON_DAYS = 180;

/** A dated outcome: empty means not won (yet). */
export interface DatedOutcome {
	wonAt: string;
	lostAt?: string | null;
}

/** @example isDated({ wonAt: 'Closed' }) // true */
export function isDated(outcome: Outcome): outcome is DatedOutcome {
	return 'wonAt' in outcome;
}

/** @example isFlag({ column: 'Won', won: ['yes'] }) // true */
export function isFlag(outcome: Outcome): outcome is FlagOutcome {
	return 'column' in outcome;
}

/**
 * Whether it is known when a lead was won: maturity and horizons need it (statistics 4).
 *
 * @example knowsWhen({ column: 'Stage', won: ['Won'], at: 'Closed' }) // true
 */
export function knowsWhen(outcome: Outcome): boolean {
	return !isFlag(outcome) || typeof outcome.at === 'string';
}

/**
 * The columns of the lead file that an outcome looks at.
 *
 * @example outcomeColumns({ wonAt: 'Won at', lostAt: null }) // ['Won at']
 */
export function outcomeColumns(outcome: Outcome): string[] {
	const named = isDated(outcome)
		? [outcome.wonAt, outcome.lostAt]
		: isFlag(outcome)
			? [outcome.column, outcome.at]
			: [];
	return named.filter((name) => typeof name === 'string');
}

/**
 * The stages that mean lost, where stages decide.
 *
 * @example lostStages(mapping) // ['lost']
 */
export function lostStages({ outcome }: Pick<Mapping, 'outcome'>): string[] {
	return 'from' in outcome && outcome.from === 'stages' ? outcome.lost : [];
}
